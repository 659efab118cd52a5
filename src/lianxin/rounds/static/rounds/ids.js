// Names an entry for good, before anybody else has seen it (客户端编号).
"use strict";

// a UUID of version 7: the time first, then chance
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const time = Date.now().toString(16).padStart(12, "0");
  for (let place = 0; place < 6; place += 1) {
    bytes[place] = parseInt(time.slice(place * 2, place * 2 + 2), 16);
  }
  bytes[6] = (bytes[6] & 15) | 112;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
