// The photo of a slip beside the box it is typed into, and what a machine reads on it, to take or to leave.
// Nothing is sent but to this service, and only where the form says so (data-read); without a script one types.
(function () {
  "use strict";

  function show(place, file) {
    const picture = document.createElement("img");
    picture.src = URL.createObjectURL(file);
    picture.alt = "";
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
    place.replaceChildren(picture);
    place.hidden = false;
  }

  async function propose(form, place, file) {
    const sent = new FormData();
    place.textContent = form.dataset.reading;
    sent.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    sent.append("photo", file);
    const answer = await fetch(form.dataset.read, {
      method: "POST",
      body: sent,
      credentials: "same-origin",
      redirect: "error",
    }).catch(() => null);
    if (answer && (answer.ok || answer.status === 422)) {
      const part = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...part.body.childNodes);
    }
  }

  function onChange(event) {
    const form = event.target.form;
    const file = event.target.files && event.target.files[0];
    if (event.target.type !== "file" || !form || !file || !file.type.startsWith("image/")) {
      return;
    }
    const place = form.querySelector("[data-picture]");
    if (place) {
      show(place, file);
    }
    if (form.dataset.read) {
      propose(form, form.querySelector("[data-proposal]"), file);
    }
  }

  document.addEventListener("change", onChange);
})();
