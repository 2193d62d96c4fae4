// Keeps the app of this version on the phone. Pages and data of residents are never put here.
const version = '__VERSION__';
const files = __FILES__;
const name = `lapangan-${version}`;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: 'reload' })))).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((keys) => Promise.all(keys.filter((key) => key.startsWith('lapangan-') && key !== name).map((key) => caches.delete(key)))).then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  const kept = request.mode === 'navigate' ? (url.pathname === '/lapangan' ? '/lapangan' : undefined) : files.includes(url.pathname + url.search) ? url.pathname + url.search : undefined;
  if (!kept) return;
  event.respondWith(caches.open(name).then((cache) => cache.match(kept)).then((found) => found ?? fetch(request)));
});
