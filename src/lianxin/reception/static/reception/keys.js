// One key for each thing the desk does all morning: a button or link with data-key="n" is pressed by N, unless somebody
// is typing or holds another key. Without a script the buttons are buttons.
(function () {
  "use strict";

  const TYPING = /^(INPUT|TEXTAREA|SELECT)$/;

  function onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || TYPING.test(event.target.tagName)) {
      return;
    }
    const pressed = event.key.toLowerCase();
    const wanted = /^[a-z]$/.test(pressed) && document.querySelector('[data-key="' + pressed + '"]');
    if (wanted) {
      event.preventDefault();
      wanted.click();
    }
  }

  document.addEventListener("keydown", onKey);
})();
