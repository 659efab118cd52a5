// The field telephone: opens the list, writes doors down, sends when there is signal.
"use strict";

import { prepare } from "./device.js";
import { isOld } from "./doors.js";
import { exchange } from "./queue.js";
import { draw, turn } from "./screen.js";
import { dropList, list } from "./store.js";
import { write } from "./writing.js";

const { dataset } = document.getElementById("main");
const part = (id) => document.getElementById(id);
const MINUTE = 60000;
let sending = false;
let again = false; // somebody asked while it was being sent
let waiting = 0;

async function send() {
  again = true;
  if (sending) {
    return;
  }
  sending = true;
  let state = "";
  while (again) {
    again = false;
    state = await exchange(dataset).catch(() => "error");
  }
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
  prepare(dataset.worker);
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
