/* Light or dark: follows the system until the reader chooses, and remembers the choice on this device. */
(function () {
  "use strict";
  var root = document.documentElement;
  var key = "samverkan.appearance";

  function remembered() {
    try { return localStorage.getItem(key); } catch (error) { return null; }
  }

  function remember(choice) {
    try { localStorage.setItem(key, choice); } catch (error) { /* private mode: the choice lasts for the page */ }
  }

  var choice = remembered();
  if (choice === "light" || choice === "dark") { root.setAttribute("data-color-scheme", choice); }

  function isDark() {
    var set = root.getAttribute("data-color-scheme");
    return set === "auto" ? window.matchMedia("(prefers-color-scheme: dark)").matches : set === "dark";
  }

  document.addEventListener("DOMContentLoaded", function () {
    var buttons = document.querySelectorAll("[data-appearance]");

    function label() {
      buttons.forEach(function (button) {
        var text = isDark() ? button.dataset.toLight : button.dataset.toDark;
        button.querySelector("[data-appearance-label]").textContent = text;
      });
    }

    buttons.forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        var next = isDark() ? "light" : "dark";
        root.setAttribute("data-color-scheme", next);
        remember(next);
        label();
      });
    });
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);
    label();

    var summary = document.querySelector("[data-has-errors] .error-summary");
    if (summary) { summary.focus(); }
  });
})();
