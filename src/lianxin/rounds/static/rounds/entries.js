// What was typed at a door becomes entries, kept together or not at all.
"use strict";

import { newId } from "./ids.js";
import { keep } from "./store.js";

// what the office would refuse anyway is said while one still stands at the door
export function faultIn(typed, door) {
  const promise = [typed.get("number"), typed.get("promised"), typed.get("by_when")].filter(Boolean).length;
  const went = typed.get("result") === "visited";
  const faults = {
    choose: !typed.get("result") && !typed.get("text").trim() && !typed.get("number"),
    two: door.pair && went && !(Number(typed.get("visitors")) > 1),
    mend: typed.get("result") === "missing" && !typed.get("mend").trim(),
    name: typed.get("phone") && !typed.get("name").trim(),
    card: promise === 2 || (promise === 1 && !typed.get("number")),
  };
  return Object.keys(faults).find((name) => faults[name]) || "";
}

export async function save(typed, door, who) {
  const said = Object.fromEntries(typed);
  const shared = (kind, place) => ({ client_id: newId(), kind, door: door.key, who, made: Date.now() + place / 10 });
  const at = { device_at: new Date().toISOString(), label: `${door.order} ${door.address}` };
  const pick = (...names) => Object.fromEntries(names.map((name) => [name, said[name]]));
  const entries = [];
  if (said.result) {
    const facts = pick("result", "minutes", "visitors", "mend");
    entries.push(Object.assign(shared("door", 0), at, facts, { refused: typed.getAll("refused"), version: door.version }));
  }
  if (said.text.trim()) {
    entries.push(Object.assign(shared("need", 1), at, pick("text", "name", "phone"), { type: "help" }));
  }
  if (said.number) {
    const need = entries.find((one) => one.kind === "need");
    const facts = pick("number", "promised", "by_when");
    entries.push(Object.assign(shared("card", 2), at, facts, { need: need ? need.client_id : "" }));
  }
  await keep(entries);
}
