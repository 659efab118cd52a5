// Taking a proposal: a button [data-take=name] puts its value into the box of that name and goes there. Nothing is
// chosen before somebody presses it, and nothing is sent: the person looks at it and goes on.
(function () {
  "use strict";

  function show() {
    document.querySelectorAll("[data-take][hidden]").forEach((button) => {
      button.hidden = false;
    });
  }

  function take(button) {
    const box = button.form && button.form.elements[button.dataset.take];
    if (!box) {
      return;
    }
    box.value = button.value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new Event("change", { bubbles: true }));
    box.focus();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (button) {
      take(button);
    }
  });
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("htmx:afterSettle", show);
  if (document.readyState !== "loading") {
    show();
  }
})();
