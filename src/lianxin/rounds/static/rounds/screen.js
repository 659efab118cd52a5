// Draws the field page: how things stand in words, the doors, which part of the page is open.
"use strict";

import { fill } from "./door.js";
import { show } from "./doors.js";
import { list } from "./store.js";
import { showWaiting } from "./waiting.js";

const main = document.getElementById("main");
const part = (id) => document.getElementById(id);
let at = null;

export const openDoor = () => at;

export function turn(door) {
  at = door;
  part("door").hidden = !door;
  part("list").hidden = Boolean(door);
}

function sentences(words, waiting, kept) {
  const others = waiting.filter((one) => kept && one.who !== kept.who).length;
  const count = main.dataset.waiting.replace("{n}", waiting.length);
  const nothing = kept ? main.dataset.allSent : main.dataset.none;
  return [
    words,
    waiting.length ? count : nothing,
    others ? main.dataset.notYours.replace("{n}", others) : "",
    kept ? `${main.dataset.updated} ${new Date(kept.at).toLocaleString()}` : "",
    "serviceWorker" in navigator ? "" : main.dataset.noWorker,
  ];
}

export async function draw(words, send) {
  const waiting = await showWaiting(main, (again) => (again ? send() : draw("", send)));
  const kept = await list();
  part("state").textContent = sentences(words, waiting, kept).filter(Boolean).join(" ");
  await show(main, (door, round, all) => {
    fill(part("door"), door, round, all);
    turn(door);
    window.scrollTo(0, 0);
  });
  return waiting.length;
}
