/* Sections of the menu that the reader has folded stay folded on this device; the section one is in is always open. */
(function () {
  "use strict";
  var key = "samverkan.folded";

  function remembered() {
    try { return JSON.parse(localStorage.getItem(key)) || []; } catch (error) { return []; }
  }

  function remember(titles) {
    try { localStorage.setItem(key, JSON.stringify(titles)); } catch (error) { /* private mode: for the page only */ }
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-fold]").forEach(function (section) {
      if (remembered().includes(section.dataset.fold)) { section.open = false; }
      section.addEventListener("toggle", function () {
        var others = remembered().filter(function (title) { return title !== section.dataset.fold; });
        remember(section.open ? others : others.concat(section.dataset.fold));
      });
    });
  });
})();
