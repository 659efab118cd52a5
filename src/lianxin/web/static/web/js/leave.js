// Asks before a half-filled form of the office is left: <form data-leave>.
(function () {
  "use strict";

  let touched = false;

  function onInput(event) {
    if (event.target.closest("form[data-leave]")) {
      touched = true;
    }
  }

  function onLeave(event) {
    if (touched) {
      event.preventDefault();
      event.returnValue = "";
    }
  }

  document.addEventListener("input", onInput);
  document.addEventListener("submit", () => {
    touched = false;
  });
  window.addEventListener("beforeunload", onLeave);
})();
