// What the telephone keeps without signal: the list of doors, and what was written down until the office has it.
"use strict";

const NAME = "lianxin-field";

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("queue", { keyPath: "client_id" });
      asked.result.createObjectStore("list");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

// resolves only when it is on the disk: a battery may die a moment later
async function work(store, mode, act) {
  const base = await open();
  return new Promise((resolve, reject) => {
    const step = base.transaction(store, mode, { durability: "strict" });
    const asked = act(step.objectStore(store));
    const over = (settle, value) => {
      base.close();
      settle(value);
    };
    step.oncomplete = () => over(resolve, asked ? asked.result : undefined);
    step.onabort = () => over(reject, step.error);
  });
}

export async function queued() {
  const rows = await work("queue", "readonly", (store) => store.getAll());
  return rows.sort((one, other) => one.made - other.made);
}

export const keep = (entries) =>
  work("queue", "readwrite", (store) => {
    entries.forEach((entry) => store.put(entry));
  });

export const forget = (id) => work("queue", "readwrite", (store) => store.delete(id));

export const list = () => work("list", "readonly", (store) => store.get("now"));

export const keepList = (value) => work("list", "readwrite", (store) => store.put(value, "now"));

export const dropList = () => work("list", "readwrite", (store) => store.delete("now"));
