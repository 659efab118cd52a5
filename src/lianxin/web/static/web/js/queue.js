// A queue worked by the keyboard: j and k walk the list, Enter opens, a letter goes to its [data-key],
// Escape returns to the list. Inside a box letters are only letters; Escape leaves the box.
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

  function press(letter) {
    const target = document.querySelector('[data-key="' + CSS.escape(letter) + '"]');
    if (!target) {
      return false;
    }
    target.focus();
    if (target.matches("a, summary")) {
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
      const known = { j: () => walk(1), k: () => walk(-1) }[event.key];
      if (known ? (known(), true) : press(event.key)) {
        event.preventDefault();
      }
    }
  }

  if (document.querySelector("[data-queue]")) {
    document.addEventListener("keydown", onKey);
  }
})();
