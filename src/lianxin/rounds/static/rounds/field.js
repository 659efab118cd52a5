// The field telephone: opens the list, writes doors down, sends when there is signal.
"use strict";

import { say } from "./door.js";
import { isOld } from "./doors.js";
import { faultIn, save } from "./entries.js";
import { exchange } from "./queue.js";
import { draw, openDoor, turn } from "./screen.js";
import { dropList, list } from "./store.js";

const { dataset } = document.getElementById("main");
const part = (id) => document.getElementById(id);
let busy = false;

async function send() {
  if (busy) {
    return;
  }
  busy = true;
  const state = await exchange(dataset).catch(() => "error");
  busy = false;
  part("signin").hidden = state !== "signin";
  await draw(dataset[state] || "", send);
}

async function onSave(event) {
  event.preventDefault();
  const typed = new FormData(part("door"));
  const fault = faultIn(typed, openDoor());
  if (fault) {
    say(part("door"), dataset[fault]);
    return;
  }
  try {
    await save(typed, openDoor(), (await list()).who);
  } catch (full) {
    say(part("door"), dataset.full);
    return;
  }
  turn(null);
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

part("door").addEventListener("submit", onSave);
part("back").addEventListener("click", () => turn(null));
part("send").addEventListener("click", send);
part("refresh").addEventListener("click", send);
part("rounds").addEventListener("change", () => draw("", send));
window.addEventListener("online", send);
begin();
