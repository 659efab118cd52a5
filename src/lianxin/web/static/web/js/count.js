// How many signs a long text has: <textarea data-count="1000"> and <p data-count-of="its id">.
// The page without a script says how many are allowed; nothing is ever cut off.
(function () {
  "use strict";

  function watch(note) {
    const field = document.getElementById(note.dataset.countOf);
    const most = Number(field.dataset.count);
    const allowed = note.textContent.trim();
    function show() {
      const written = Array.from(field.value).length;
      note.textContent = allowed + " · " + written + " / " + most;
      note.classList.toggle("field-error", written > most);
    }
    field.addEventListener("input", show);
    show();
  }

  document.querySelectorAll("[data-count-of]").forEach(watch);
})();
