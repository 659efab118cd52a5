// The form of one door on the telephone.
"use strict";

export function fill(form, door, round, kept) {
  form.reset();
  form.querySelector("#door-name").textContent = `${door.order} ${door.address}`;
  form.querySelector("#themes").replaceChildren(
    ...door.themes.map((code) => {
      const box = document.createElement("input");
      Object.assign(box, { type: "checkbox", name: "refused", value: code, className: "form-check-input" });
      const line = document.createElement("label");
      line.className = "choice";
      line.append(box, round.themes[code] || code);
      return line;
    })
  );
  form.querySelector("#cards").replaceChildren(...kept.cards.map((number) => new Option(number, number)));
  say(form, door.pair ? form.closest("main").dataset.pair : "");
}

export function say(form, words) {
  const fault = form.querySelector("#door-fault");
  fault.textContent = words;
  fault.hidden = !words;
}
