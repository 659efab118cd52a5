// Asks before a half-filled form of the office is left: <form data-leave="what to ask">.
(function () {
  "use strict";

  let touched = null;

  function onInput(event) {
    touched = event.target.closest("form[data-leave]") || touched;
  }

  function onLeave(event) {
    if (touched) {
      event.preventDefault();
      event.returnValue = "";
    }
  }

  // another part of the page is about to take the form's place
  function onSwap(event) {
    if (touched && touched.dataset.leave && !window.confirm(touched.dataset.leave)) {
      event.preventDefault();
    } else {
      touched = null;
    }
  }

  document.addEventListener("input", onInput);
  document.addEventListener("submit", () => {
    touched = null;
  });
  document.addEventListener("htmx:beforeRequest", onSwap);
  window.addEventListener("beforeunload", onLeave);
})();
