// <desk-offline session now>: the desk while its link is down. It takes over the last line the page showed, notes each step with its time on this device, and sends
// the notes in order when the link is back. Nothing about a person is kept: numbers, ids and verbs.
const after = { panggil: 'called', mulai: 'serving', selesai: 'done', lewati: 'skipped', 'tidak-hadir': 'absent' };
const open = { waiting: ['panggil', 'lewati'], issued: ['panggil', 'lewati'], called: ['mulai', 'panggil', 'selesai', 'lewati', 'tidak-hadir'], serving: ['selesai'], skipped: ['panggil'], absent: ['panggil'] };

customElements.define('desk-offline', class extends HTMLElement {
  connectedCallback() {
    this.key = `saroale-meja-${this.getAttribute('session')}`;
    this.ahead = aheadOf(this.getAttribute('now'));
    this.piece = (name) => this.querySelector(`[data-part="${name}"]`);
    this.addEventListener('click', (event) => this.press(event));
    addEventListener('offline', () => this.lose());
    document.addEventListener('htmx:error', (event) => this.lose(event));
    navigator.serviceWorker?.register('/saroale/luring.js', { scope: '/saroale/' }).catch(() => undefined);
    if (!navigator.onLine || this.notes().length > 0) this.lose();
    this.watch = setInterval(() => { if (this.lost) void this.probe(); }, 3000);
  }

  disconnectedCallback() {
    clearInterval(this.watch);
  }

  notes() {
    try { return JSON.parse(localStorage.getItem(this.key) ?? '[]'); } catch { return []; }
  }

  keep(notes) {
    if (notes.length === 0) localStorage.removeItem(this.key);
    else localStorage.setItem(this.key, JSON.stringify(notes));
    this.piece('count').textContent = this.piece('count').dataset.words.replace('{n}', notes.length);
  }

  /** The link is gone: from here on the page's own line is worked on. What a failed press wanted is noted too; the server takes a second press for the first. */
  lose(event) {
    const form = event?.target?.closest?.('#meja form');
    if (!this.lost) {
      this.lost = true;
      this.line = [...document.querySelectorAll('#meja .queue-list li')].map((row) => ({ ...row.dataset, element: row }));
      for (const note of this.notes()) this.follow(note);
      for (const other of this.parentElement.children) other.hidden = other !== this;
      this.firstElementChild.hidden = false;
      this.keep(this.notes());
      this.draw();
    }
    if (!form) return;
    const verb = new URL(form.action).pathname.split('/').pop();
    const values = new FormData(form);
    if (verb === 'panggil-berikutnya') this.next();
    else if (after[verb]) this.note(verb, values.get('bookingId'), values.get('prescription') ?? undefined);
  }

  press(event) {
    const button = event.target.closest('button');
    if (!button) return;
    const { verb, prescription, booking } = button.dataset;
    if (booking) this.chosen = booking;
    else if (verb === 'cetak') print();
    else if (verb === 'panggil-berikutnya') this.next();
    else if (verb && this.chosen) this.note(verb, this.chosen, prescription);
    this.draw();
  }

  next() {
    const row = this.line.find((one) => one.state === 'waiting' || one.state === 'issued');
    if (row) this.note('panggil', row.booking);
    else this.piece('said').textContent = this.piece('said').dataset.nobody;
  }

  note(verb, bookingId, prescription) {
    const note = { id: newId(), verb, bookingId, at: new Date(Date.now() + this.ahead).toISOString(), ...(prescription ? { prescription } : {}) };
    this.keep([...this.notes(), note]);
    this.follow(note);
    this.chosen = bookingId;
    this.draw();
  }

  follow({ verb, bookingId }) {
    const row = this.line.find((one) => one.booking === bookingId);
    if (row) row.state = after[verb];
  }

  draw() {
    const words = this.piece('line').dataset;
    const chosen = this.line.find((row) => row.booking === this.chosen);
    this.piece('line').replaceChildren(...this.line.filter((row) => row.state !== 'done' && row.state !== 'nothere').map((row) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button button-lesser', textContent: `${row.label} · ${words[row.state] ?? ''}` });
      button.dataset.booking = row.booking;
      button.setAttribute('aria-pressed', String(row === chosen));
      const item = document.createElement('li');
      item.append(button);
      return item;
    }));
    this.piece('label').textContent = chosen?.label ?? '–';
    for (const button of this.querySelectorAll('[data-part="steps"] button')) button.hidden = !(open[chosen?.state] ?? []).includes(button.dataset.verb);
    if (chosen) this.piece('said').textContent = `${chosen.label}: ${words[chosen.state] ?? ''}`;
  }

  async probe() {
    if (this.busy) return;
    this.busy = true;
    try {
      if ((await fetch('/sehat', { cache: 'no-store', signal: AbortSignal.timeout(3000) })).ok) await this.send();
    } catch {
      // Still away: the next look is in three seconds.
    } finally {
      this.busy = false;
    }
  }

  async send() {
    const notes = this.notes();
    if (notes.length === 0) return location.reload();
    const response = await fetch(`/saroale/meja/${this.getAttribute('session')}/susulan`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ steps: notes }) });
    if (response.status === 401 || response.status === 403) return void (this.piece('sign-in').hidden = false);
    if (!response.ok) return;
    const { answers } = await response.json();
    const refused = answers.filter((one) => one.answer === 'rejected');
    const judged = new Set(answers.map((one) => one.id));
    this.keep(this.notes().filter((note) => !judged.has(note.id)));
    if (refused.length === 0) return location.reload();
    this.lost = false;
    this.piece('refused').hidden = false;
    this.piece('refusals').replaceChildren(...refused.map(({ id, why }) => {
      const note = notes.find((one) => one.id === id);
      const label = this.line.find((row) => row.booking === note?.bookingId)?.label ?? '';
      return Object.assign(document.createElement('li'), { textContent: `${label} (${note?.verb}): ${why}` });
    }));
  }
});

// How far the house's clock is ahead of this device's, in milliseconds. A page kept from before the cut says an old time: what was measured when it was new still holds.
function aheadOf(now) {
  const [told, measured] = (localStorage.getItem('saroale-meja-jam') ?? '').split(' ');
  if (told === now) return Number(measured);
  const ahead = Number(now) - Date.now();
  localStorage.setItem('saroale-meja-jam', `${now} ${ahead}`);
  return ahead;
}

// crypto.randomUUID wants https; a desk inside the hospital may not have it.
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return [...bytes].map((byte, at) => ([4, 6, 8, 10].includes(at) ? '-' : '') + byte.toString(16).padStart(2, '0')).join('');
}
