// Sends what waits, oldest first; an entry goes from the telephone only when the office says it has that very one.
"use strict";

import { fetchList, post } from "./office.js";
import { forget, keep, keepList, queued } from "./store.js";

const BATCH = 30;
const OURS = new Set(["done", "known"]);
const FOR_PEOPLE = new Set(["conflict", "refused"]);

async function settle(batch, answers) {
  const said = new Map((Array.isArray(answers) ? answers : []).map((one) => [one.client_id, one]));
  let settled = 0;
  for (const entry of batch) {
    const one = said.get(entry.client_id);
    if (one && OURS.has(one.answer)) {
      await forget(entry.client_id);
      settled += 1;
    } else if (one && FOR_PEOPLE.has(one.answer)) {
      await keep([Object.assign({}, entry, { answer: one.answer, words: one.words, now: one.version })]);
      settled += 1;
    }
  }
  return settled;
}

// one that the office chokes on must not keep the others back, but for those of the same door, which follow it
async function sendAll(addresses, who, token) {
  const stuck = new Set();
  let size = BATCH;
  for (;;) {
    const mine = (await queued()).filter((one) => one.who === who && !one.answer && !stuck.has(one.door));
    if (!mine.length) {
      return stuck.size ? "error" : "ok";
    }
    const batch = mine.slice(0, size);
    const told = await post(addresses, token, batch);
    const settled = told.state === "ok" ? await settle(batch, told.body.answers) : 0;
    if (told.state !== "ok" && told.state !== "error") {
      return told.state;
    }
    if (!settled && size === 1) {
      stuck.add(batch[0].door);
    }
    size = settled ? size : 1;
  }
}

// fetches the list, and with it the token; sends; fetches the list as it is then
export async function exchange(addresses) {
  const first = await fetchList(addresses);
  if (first.state !== "ok" || !Array.isArray(first.body.rounds)) {
    return first.state === "ok" ? "error" : first.state;
  }
  const sent = await sendAll(addresses, first.body.who, first.body.token);
  const last = await fetchList(addresses);
  await keepList(last.state === "ok" ? last.body : first.body);
  return sent === "token" ? "error" : sent;
}
