// A form is sent once, however often its button is pressed; Back makes it ready again.
// One whose answer is a file (data-again) leaves the page standing, and may be sent again after a moment.
(function () {
  "use strict";

  const MOMENT = 3000;

  function onSubmit(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    // not `disabled`: the browser would leave the button's own name and value out
    form.querySelectorAll("button:not([type=button])").forEach((button) => {
      button.setAttribute("aria-disabled", "true");
    });
    if ("again" in form.dataset) {
      setTimeout(() => ready(form), MOMENT);
    }
  }

  function ready(form) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  }

  function makeReady() {
    document.querySelectorAll("form[data-sent]").forEach(ready);
  }

  document.addEventListener("submit", onSubmit);
  window.addEventListener("pageshow", makeReady);
})();
