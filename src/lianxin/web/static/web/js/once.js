// A form is sent once, however often its button is pressed; Back makes it ready again.
(function () {
  "use strict";

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
  }

  function makeReady() {
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
    });
  }

  document.addEventListener("submit", onSubmit);
  window.addEventListener("pageshow", makeReady);
})();
