// <note-keeper>: keeps the doctor's note on this device while the network is away, and sends it when it is back. Texts lie encrypted in IndexedDB under a key that cannot be
// taken out of the browser and ends with the day; sent events are kept until the server said applied, duplicate, conflict or rejected. Nothing is ordered by the device's clock.
const dayMs = 24 * 3600 * 1000;

function database() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('sih-larajaket', 1);
    request.onupgradeneeded = () => { request.result.createObjectStore('keys'); request.result.createObjectStore('log', { keyPath: 'counter', autoIncrement: true }); };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function ask(db, store, mode, step) {
  return new Promise((resolve, reject) => {
    const request = step(db.transaction(store, mode).objectStore(store));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

customElements.define('note-keeper', class extends HTMLElement {
  async connectedCallback() {
    if (!('indexedDB' in window) || !crypto.subtle) return;
    this.db = await database();
    await this.dropOld();
    this.form = document.getElementById('note-form');
    this.onFail = (event) => { if (event.target === this.form) void this.keep(); };
    document.addEventListener('htmx:error', this.onFail);
    this.form?.addEventListener('submit', (event) => { if (!navigator.onLine) { event.preventDefault(); event.stopImmediatePropagation(); void this.keep(); } }, true);
    this.onLine = () => { void this.send(); };
    window.addEventListener('online', this.onLine);
    void this.send();
  }

  disconnectedCallback() {
    document.removeEventListener('htmx:error', this.onFail);
    window.removeEventListener('online', this.onLine);
  }

  async dropOld() {
    const made = await ask(this.db, 'keys', 'readonly', (store) => store.get('made'));
    if (made && Date.now() - made < dayMs) return;
    await ask(this.db, 'log', 'readwrite', (store) => store.clear());
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    await ask(this.db, 'keys', 'readwrite', (store) => store.put(key, 'key'));
    await ask(this.db, 'keys', 'readwrite', (store) => store.put(Date.now(), 'made'));
    await ask(this.db, 'keys', 'readwrite', (store) => store.put(crypto.randomUUID(), 'device'));
  }

  async keep() {
    const field = (name) => this.form.elements.namedItem(name)?.value ?? '';
    const event = { id: crypto.randomUUID(), visitId: this.getAttribute('visit'), kind: 'note', base: Number(field('base')), note: { subjective: field('subjective'), objective: field('objective'), assessment: field('assessment'), plan: field('plan') }, writtenAt: new Date().toISOString() };
    const key = await ask(this.db, 'keys', 'readonly', (store) => store.get('key'));
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(JSON.stringify(event)));
    await ask(this.db, 'log', 'readwrite', (store) => store.add({ iv, sealed }));
    this.say('kept');
  }

  async send() {
    const rows = await ask(this.db, 'log', 'readonly', (store) => store.getAll());
    if (rows.length === 0 || !navigator.onLine) return;
    const key = await ask(this.db, 'keys', 'readonly', (store) => store.get('key'));
    const device = await ask(this.db, 'keys', 'readonly', (store) => store.get('device'));
    let worst = 'applied';
    for (const row of rows) {
      const event = JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv }, key, row.sealed)));
      let answer;
      try {
        const sent = await fetch('/sih-larajaket/perangkat', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...event, device, counter: row.counter }) });
        if (!sent.ok) return;
        answer = await sent.json();
      } catch { return; }
      if (answer.outcome === 'conflict' || answer.outcome === 'rejected') worst = answer.outcome;
      await ask(this.db, 'log', 'readwrite', (store) => store.delete(row.counter));
    }
    this.say(worst);
  }

  say(word) {
    const text = this.getAttribute(`data-${word}`);
    if (text) this.textContent = text;
  }
});
