// What still waits in the telephone, and what somebody has to look at: never merged, never dropped without a word.
"use strict";

import { newId } from "./ids.js";
import { forget, keep, queued } from "./store.js";

const DAY = 86400;

// other pages must not let somebody sign out, which wipes this telephone, while something waits
function remember(count) {
  document.cookie = `unsent=${count}; path=/; SameSite=Lax; max-age=${count ? 30 * DAY : 0}`;
}

function line(main, entry, onChange) {
  const row = main.querySelector("#clash").content.firstElementChild.cloneNode(true);
  row.querySelector("[data-what]").textContent = [entry.label, entry.text || entry.number || ""].filter(Boolean).join(" · ");
  row.querySelector("[data-why]").textContent = entry.words;
  row.querySelector("[data-again]").addEventListener("click", async () => {
    // a new act on the door as it is now: the office decides again, and both stay on record
    const fresh = Object.assign({}, entry, { client_id: newId(), answer: "", words: "" });
    await keep([entry.kind === "door" ? Object.assign(fresh, { version: entry.now }) : fresh]);
    await forget(entry.client_id);
    onChange(true);
  });
  row.querySelector("[data-drop]").addEventListener("click", async () => {
    if (window.confirm(main.dataset.drop)) {
      await forget(entry.client_id);
      onChange(false);
    }
  });
  return row;
}

export async function showWaiting(main, onChange) {
  const all = await queued();
  const clashes = all.filter((one) => one.answer);
  remember(all.length);
  main.querySelector("#clash-list").replaceChildren(...clashes.map((one) => line(main, one, onChange)));
  main.querySelector("#clashes").hidden = !clashes.length;
  return all.filter((one) => !one.answer);
}
