// A queue by keyboard: j and k walk, Enter opens, e goes to the first box, another letter to its [data-key],
// Escape back to the list. Inside a box letters are only letters.
(function () {
  "use strict";

  const BOXES = "input, select, textarea";

  function items() {
    return Array.from(document.querySelectorAll("[data-queue] a"));
  }

  function here() {
    const all = items();
    const focused = all.indexOf(document.activeElement);
    return focused >= 0 ? focused : all.findIndex((item) => item.getAttribute("aria-current"));
  }

  function walk(step) {
    const all = items();
    if (all.length) {
      const next = Math.max(0, Math.min(all.length - 1, here() + step));
      all[next].focus();
      all[next].scrollIntoView({ block: "nearest" });
    }
  }

  function fill() {
    const box = document.querySelector("[data-queue-form] :is(select, textarea, input:not([type=hidden]))");
    return box ? (box.focus(), true) : false;
  }

  function press(letter) {
    const target = document.querySelector('[data-key="' + CSS.escape(letter) + '"]');
    if (!target) {
      return false;
    }
    target.focus();
    if (target.matches("a, summary, [data-take]")) {
      target.click();
    }
    return true;
  }

  function onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) {
      return;
    }
    if (event.key === "Escape") {
      document.activeElement.blur();
      walk(0);
    } else if (!event.target.matches(BOXES)) {
      const known = { j: () => walk(1), k: () => walk(-1), e: fill }[event.key];
      if (known ? (known(), true) : press(event.key)) {
        event.preventDefault();
      }
    }
  }

  document.addEventListener("keydown", onKey);
})();
