// Writes one door down: said to be kept only when it is; a thumb that taps twice writes once.
"use strict";

import { say } from "./door.js";
import { faultIn, save } from "./entries.js";
import { openDoor, turn } from "./screen.js";
import { list } from "./store.js";

let saving = false;

async function kept(form, words) {
  const typed = new FormData(form);
  const fault = faultIn(typed, openDoor());
  if (fault) {
    say(form, words[fault]);
    return false;
  }
  try {
    await save(typed, openDoor(), (await list()).who);
  } catch (full) {
    say(form, words.full);
    return false;
  }
  turn(null);
  return true;
}

export async function write(form, words, onKept) {
  if (saving || !openDoor()) {
    return;
  }
  saving = true;
  const done = await kept(form, words);
  saving = false;
  if (done) {
    await onKept();
  }
}
