// What is said about a text while it is written: <textarea data-beside="address" data-beside-in="id of a place">.
// A moment after the last key the texts of its form are sent there, and the part of a page that comes back is put
// into that place. Without a script, or without an answer, the page says the same when the button is pressed.
(function () {
  "use strict";

  const MOMENT = 900;
  const waiting = new WeakMap();

  function texts(form) {
    const sent = new URLSearchParams();
    new FormData(form).forEach((value, name) => {
      if (typeof value === "string") {
        sent.append(name, value);
      }
    });
    return sent;
  }

  async function ask(field) {
    const place = document.getElementById(field.dataset.besideIn);
    if (!place || !field.form) {
      return;
    }
    const written = field.value;
    const answer = await fetch(field.dataset.beside, {
      method: "POST",
      body: texts(field.form),
      credentials: "same-origin",
      redirect: "error",
    }).catch(() => null);
    if (answer && answer.ok && field.value === written) {
      const part = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...part.body.childNodes);
    }
  }

  function onInput(event) {
    const field = event.target;
    if (field.dataset && field.dataset.beside) {
      clearTimeout(waiting.get(field));
      waiting.set(field, setTimeout(() => ask(field), MOMENT));
    }
  }

  document.addEventListener("input", onInput);
})();
