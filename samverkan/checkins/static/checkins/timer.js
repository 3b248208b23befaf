/* Counts the half hour down beside the heading. Without it the page says when the check-in started. */
"use strict";

(() => {
  const box = document.querySelector(".timer");
  const face = box?.querySelector("[data-timer]");
  if (!box || !face) return;
  const started = Date.parse(box.dataset.started);
  const minutes = Number(box.dataset.minutes);
  if (Number.isNaN(started)) return;

  function show() {
    const left = minutes - Math.floor((Date.now() - started) / 60000);
    const pattern = left >= 0 ? box.dataset.left : box.dataset.over;
    face.textContent = pattern.replace("{n}", String(Math.abs(left)));
    box.classList.toggle("timer--soon", left >= 0 && left <= 5);
    box.classList.toggle("timer--over", left < 0);
  }

  show();
  setInterval(show, 5000);
})();
