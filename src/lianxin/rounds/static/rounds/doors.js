// Shows the rounds and their doors, with what is not sent yet laid over what the office knows.
"use strict";

import { list, queued } from "./store.js";

const LIFE = 7 * 24 * 3600 * 1000;

// a list that is a week old says nothing true any more, and need not lie in a telephone
export function isOld(kept) {
  return Date.now() - new Date(kept.at).getTime() > LIFE;
}

function over(door, waiting) {
  const mine = waiting.filter((one) => one.door === door.key);
  const results = mine.filter((one) => one.kind === "door");
  const last = results[results.length - 1];
  return Object.assign({}, door, {
    pending: mine.length,
    result: last ? last.result : door.state,
    version: last && !last.answer ? last.version + 1 : door.version,
  });
}

export async function doorsOf(key) {
  const [kept, waiting] = await Promise.all([list(), queued()]);
  const round = kept && kept.rounds.find((one) => String(one.key) === String(key));
  return round ? round.doors.map((door) => over(door, waiting)) : [];
}

function label(door, words) {
  const radio = document.querySelector(`input[name="result"][value="${door.result}"]`);
  const result = radio ? radio.parentElement.textContent.trim() : door.words;
  const marks = [result, door.pair ? words.pair : "", door.pending ? words.pending : ""];
  return `${door.order} ${door.address} · ${marks.filter(Boolean).join(" · ")}`;
}

export async function show(main, onDoor) {
  const kept = await list();
  const rounds = main.querySelector("#rounds");
  const before = rounds.value;
  const all = kept ? kept.rounds : [];
  rounds.replaceChildren(...all.map((one) => new Option(`${one.name} · ${one.ends_on}`, one.key)));
  if (all.some((one) => String(one.key) === before)) {
    rounds.value = before;
  }
  const doors = await doorsOf(rounds.value);
  main.querySelector("#doors").replaceChildren(
    ...doors.map((door) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-secondary";
      button.textContent = label(door, main.dataset);
      button.addEventListener("click", () => onDoor(door, all.find((one) => String(one.key) === rounds.value), kept));
      const line = document.createElement("li");
      line.append(button);
      return line;
    })
  );
}
