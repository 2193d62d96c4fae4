// <note-keeper>: on every desk of the clinic while the network is there, it takes today's patients along and lets the service worker keep the page that goes on without it. On a
// visit's page it also keeps the note as it is typed, sends what was written in between, and says what became of it.
import { dropDraft, fetchPack, forget, keepDraft, openDevice, readDraft, record, send } from './device-log.js';

const parts = ['subjective', 'objective', 'assessment', 'plan'];

customElements.define('note-keeper', class extends HTMLElement {
  async connectedCallback() {
    if (!('indexedDB' in window) || !crypto.subtle) return;
    navigator.serviceWorker?.register('/sih-larajaket/luring.js', { scope: '/sih-larajaket/' }).catch(() => undefined);
    this.visit = this.getAttribute('visit');
    this.device = await openDevice();
    this.listeners = [
      [document, 'submit', (event) => { if (new URL(event.target.action).pathname === '/keluar') void forget(this.device); }, true], [window, 'online', () => { void this.send(); }],
      [document, 'htmx:error', (event) => { if (event.target.closest?.('#note-form')) void this.inTurn(() => this.keep()); }], [document, 'input', (event) => { if (event.target.closest?.('#note-form textarea')) void this.inTurn(() => this.draft()); }],
    ];
    for (const [target, name, listener, capture] of this.listeners) target.addEventListener(name, listener, capture);
    await this.bringDraft();
    await this.send();
    await fetchPack(this.device).catch(() => undefined);
    this.dataset.ready = '';
  }

  disconnectedCallback() {
    for (const [target, name, listener, capture] of this.listeners ?? []) target.removeEventListener(name, listener, capture);
  }

  typed() {
    const form = document.getElementById('note-form');
    if (!form || !this.visit) return undefined;
    const field = (name) => form.elements.namedItem(name)?.value ?? '';
    return { base: Number(field('base')), note: Object.fromEntries(parts.map((part) => [part, field(part)])) };
  }

  /** One step after the other, so that what is kept last is what was typed last. */
  inTurn(step) {
    this.turn = (this.turn ?? Promise.resolve()).then(step);
    return this.turn;
  }

  /** What was typed when the page was killed or the network went: it goes the way of everything written on the device, unless the server has those very words. */
  async bringDraft() {
    const typed = this.typed();
    const draft = typed && await readDraft(this.device, this.visit);
    if (!draft) return;
    if (parts.some((part) => draft.note[part] !== typed.note[part])) await record(this.device, 'note', this.visit, draft);
    await dropDraft(this.device, this.visit);
  }

  async draft() {
    const typed = this.typed();
    if (typed) await keepDraft(this.device, this.visit, typed);
  }

  async keep() {
    const typed = this.typed();
    if (!typed) return;
    await record(this.device, 'note', this.visit, typed);
    await dropDraft(this.device, this.visit);
    // What was typed meanwhile is kept again.
    if (parts.some((part) => this.typed()?.note[part] !== typed.note[part])) await this.draft();
    this.say('kept');
  }

  async send() {
    const heard = new Set();
    await send(this.device, ({ answer }) => heard.add(answer.outcome));
    const worst = ['rejected', 'conflict', 'applied'].find((outcome) => heard.has(outcome));
    if (worst) this.say(worst);
  }

  say(word) {
    const text = this.getAttribute(`data-${word}`);
    if (text) this.textContent = text;
  }
});
