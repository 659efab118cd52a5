// The field telephone: opens the list, writes doors down, sends when there is signal.
"use strict";

import { isOld } from "./doors.js";
import { exchange } from "./queue.js";
import { draw, turn } from "./screen.js";
import { dropList, list } from "./store.js";
import { write } from "./writing.js";

const { dataset } = document.getElementById("main");
const part = (id) => document.getElementById(id);
const MINUTE = 60000;
let sending = false;
let waiting = 0;

async function send() {
  if (sending) {
    return;
  }
  sending = true;
  const state = await exchange(dataset).catch(() => "error");
  sending = false;
  part("signin").hidden = state !== "signin";
  waiting = await draw(dataset[state] || "", send);
}

async function onKept() {
  await draw("", send);
  await send();
}

async function begin() {
  const kept = await list();
  if (kept && isOld(kept)) {
    await dropList();
  }
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register(dataset.worker).catch(() => {});
  }
  if (navigator.storage && navigator.storage.persist) {
    navigator.storage.persist();
  }
  await draw("", send);
  await send();
}

part("door").addEventListener("submit", (event) => {
  event.preventDefault();
  write(event.target, dataset, onKept);
});
part("back").addEventListener("click", () => turn(null));
["send", "refresh"].forEach((id) => part(id).addEventListener("click", send));
part("rounds").addEventListener("change", () => draw("", send));
// the event comes before the signal can be used, or not at all
window.addEventListener("online", send);
setInterval(() => (waiting ? send() : null), MINUTE);
begin();
