// Service worker of the clinic's desk and the wall display: the network first; when it is gone, the last page and its parts, for twelve hours.
const shelf = 'saroale-1';
const oldest = 12 * 3600 * 1000;
const kept = (url) => url.origin === location.origin && (/^\/saroale\/(meja\/[0-9a-f-]{36}|layar\/[A-Za-z0-9]+|aset\/.*)$/.test(url.pathname) || url.pathname.startsWith('/assets/'));

addEventListener('install', () => self.skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === 'GET' && kept(url) && !event.request.headers.has('hx-request')) event.respondWith(fresh(event.request, url));
});

async function fresh(request, url) {
  const place = await caches.open(shelf);
  const name = url.pathname;
  try {
    const answer = await fetch(request);
    // A page that asks to sign in, or a refusal, is not the desk.
    if (answer.ok && !answer.redirected) {
      const copy = answer.clone();
      const headers = new Headers(copy.headers);
      headers.set('x-kept-at', String(Date.now()));
      await place.put(name, new Response(await copy.blob(), { status: 200, headers }));
    }
    return answer;
  } catch (error) {
    const last = await place.match(name);
    if (!last || Date.now() - Number(last.headers.get('x-kept-at')) > oldest) throw error;
    return last;
  }
}
