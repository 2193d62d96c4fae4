// Service worker of the clinic's desks. Nothing of a patient is kept here: only the page that goes on without network, and its parts. The network comes first; when it is
// gone, a desk's address opens that page instead.
const shelf = 'sih-larajaket-__VERSION__';
const files = __FILES__;
const desks = /^\/sih-larajaket\/(luring|(triase|dokter)(\/[0-9a-f-]{36})?)$/;

addEventListener('install', (event) => {
  event.waitUntil(caches.open(shelf).then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: 'reload' })))).then(() => self.skipWaiting()));
});

addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith('sih-larajaket-') && name !== shelf).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate' && desks.test(url.pathname)) event.respondWith(fetch(request).catch(() => keptClinic('/sih-larajaket/luring')));
  else if (files.includes(url.pathname + url.search)) event.respondWith(keptClinic(url.pathname + url.search).catch(() => fetch(request)));
});

async function keptClinic(path) {
  const found = await (await caches.open(shelf)).match(path);
  if (!found) throw new TypeError('not kept');
  return found;
}
