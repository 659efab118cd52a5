// Asks the telephone to open this page without signal, and not to throw away what is kept.
"use strict";

export function prepare(worker) {
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register(worker).catch(() => {});
  }
  if (navigator.storage && navigator.storage.persist) {
    navigator.storage.persist();
  }
}
