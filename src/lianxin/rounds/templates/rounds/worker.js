// Opens the field page without signal: its own few files from the telephone, nothing else (离线页面).
"use strict";
const EDITION = "field-{{ edition }}";
const FILES = {{ files|safe }};

async function fill() {
  const kept = await caches.open(EDITION);
  await kept.addAll(FILES.map((file) => new Request(file, { cache: "reload" })));
  await self.skipWaiting();
}

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("field-") && name !== EDITION).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request) {
  const kept = await caches.open(EDITION);
  return (await kept.match(request, { ignoreSearch: true, ignoreVary: true })) || fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method === "GET" && FILES.includes(path)) {
    event.respondWith(answer(event.request));
  }
});
