// <field-app>: the officer's day on the phone. Locked until the PIN is given; works without signal; sends by itself when there is one.
import { h, render } from './preact.js';
import './sign-pad.js';
import { canReadQr, readQr } from './camera.js';
import { giveTo, takeOver } from './handover.js';
import { button, field, notice, radios, t, tick, valuesOf } from './parts.js';
import { routeMap } from './route-map.js';
import { expire, getSealed, openStore, putSealed, readVisits, wipe } from './store.js';
import { uuid } from './vault.js';
import { ask, open as openEvents, recall, Refused, sync } from './sync.js';
import { makeKeys, openKey, publicKey } from './vault.js';
import { visitLine, visitView } from './visit.js';

const beat = 30_000;

customElements.define('field-app', class extends HTMLElement {
  async connectedCallback() {
    this.replaceChildren();
    this.view = 'wait';
    this.state = { rows: [], visits: [], held: [], scans: 0 };
    if (!globalThis.crypto?.subtle || !globalThis.indexedDB || !globalThis.OffscreenCanvas) { this.view = 'old'; return this.draw(); }
    if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/lapangan/sw.js', { scope: '/lapangan' });
    for (const name of ['online', 'offline']) addEventListener(name, () => { this.draw(); void this.connect(); });
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') void this.connect(); });
    setInterval(() => { void this.connect(); }, beat);
    await this.begin();
  }

  async begin() {
    this.db = await openStore();
    const device = await this.db.get('meta', 'device');
    this.go(device ? 'locked' : 'enrol');
  }

  get held() { return this.state.held; }

  go(view, visit) {
    this.view = view;
    this.visit = visit;
    this.fault = undefined;
    this.draw();
    this.querySelector('h1')?.focus();
    scrollTo(0, 0);
  }

  say(fault) { this.fault = fault; this.draw(); }

  /** Something was recorded: show it, and send it if there is a way. */
  async changed() {
    await this.look();
    void this.connect();
  }

  /** One after the other: a slow reading must not draw over a newer one. */
  look() {
    const read = () => this.read();
    this.looking = (this.looking ?? Promise.resolve()).then(read, read);
    return this.looking;
  }

  async read() {
    if (!this.phone) return;
    if (await expire(this.db)) this.expired = true;
    const visits = (await readVisits(this.phone)).sort((a, b) => turnOf(a).localeCompare(turnOf(b)));
    this.state = { visits, held: (await getSealed(this.phone, 'held')) ?? [], rows: await this.db.getAllFromIndex('outbox', 'counter'), scans: await this.db.count('scans') };
    this.work = (await getSealed(this.phone, 'work')) ?? {};
    this.draw();
  }

  scansOf(visit) { return this.work?.[visit]?.scans ?? []; }
  scanned(visit) { return this.scansOf(visit).length; }
  photoOf(visit) { return this.work?.[visit]?.photo; }

  async noteScan(visit, id) { await this.note(visit, { scans: [...this.scansOf(visit), id] }); }
  async notePhoto(visit, hash) { await this.note(visit, { photo: hash }); }
  async note(visit, more) {
    this.work = { ...this.work, [visit]: { ...this.work?.[visit], ...more } };
    await putSealed(this.phone, 'work', this.work);
  }

  /** Sends and fetches, one at a time, and never loudly: no network is the normal case here. */
  async connect() {
    if (!this.phone || !navigator.onLine) return;
    if (this.busy) { this.again = true; return; }
    this.busy = true;
    this.draw();
    try {
      await sync(this.phone, () => this.look());
      this.refusal = undefined;
      this.expired = false;
    } catch (error) {
      await this.trouble(error);
    } finally {
      this.busy = false;
      await this.look();
    }
    if (this.again) { this.again = false; await this.connect(); }
  }

  async trouble(error) {
    if (!(error instanceof Refused)) return;
    if (error.what === 'wipe') { this.phone = undefined; await wipe(this.db); this.go('wiped'); return; }
    this.refusal = error.what === 'sign-in' ? 'sign-in' : `${error.detail?.title ?? ''}. ${error.detail?.detail ?? ''}`;
  }

  async enrol(form) {
    const { nama, pin, pin2 } = valuesOf(form);
    if (!/^\d{6}$/.test(pin) || pin !== pin2) return this.say(t('pinRule'));
    if (!navigator.onLine) return this.say(t('needsSignal'));
    const keys = await makeKeys(pin);
    const device = uuid();
    try {
      await ask('/lapangan/api/perangkat', { method: 'POST', body: JSON.stringify({ id: device, name: nama, publicKey: await publicKey(keys) }) });
    } catch (error) {
      return this.say(error instanceof Refused ? (error.what === 'sign-in' ? t('signInFirst') : error.detail?.detail) : t('needsSignal'));
    }
    const write = this.db.transaction('meta', 'readwrite');
    await Promise.all([write.store.put(keys, 'keys'), write.store.put(device, 'device'), write.done]);
    await navigator.storage?.persist?.();
    await this.unlock(pin);
  }

  async unlock(pin) {
    const keys = await this.db.get('meta', 'keys');
    const key = await openKey(keys, pin);
    if (!key) return this.say(t('pinWrong'));
    this.phone = { db: this.db, keys, key, device: await this.db.get('meta', 'device') };
    await recall(this.db);
    await this.look();
    this.go('list');
    await this.connect();
  }

  async leave() {
    if ((await openEvents(this.phone)).length > 0 || this.state.scans > 0) return this.say(t('leaveUnsent'));
    this.phone = undefined;
    await wipe(this.db);
    this.querySelector('#keluar')?.submit();
  }

  draw() { render(h('div', { class: 'field-app' }, this.screen()), this); }

  screen() {
    if (this.view === 'wait') return h('p', { role: 'status' }, '…');
    if (this.view === 'old') return notice('attention', h('p', null, t('old')));
    if (this.view === 'wiped') return notice('attention', h('p', null, t('wiped')));
    if (this.view === 'enrol') return enrolView(this);
    if (this.view === 'locked') return lockedView(this);
    const visit = this.state.visits.find((one) => one.id === this.visit);
    return [statusBar(this), troubles(this), this.view === 'visit' && visit ? visitView(this, visit) : this.view === 'bag' ? bagView(this) : listView(this)];
  }
});

/** Order of the route; what was added by hand comes after, mornings first. */
function turnOf({ date, trip, place, half }) {
  return `${date} ${trip} ${String(place).padStart(3, '0')} ${half}`;
}

function enrolView(app) {
  const pin = (id, label) => field(id, label, { props: { type: 'password', inputMode: 'numeric', pattern: '\\d{6}', maxLength: 6, required: true, autocomplete: 'off' } });
  return h('form', { key: 'enrol', onSubmit: (event) => { event.preventDefault(); void app.enrol(event.currentTarget); } }, h('h1', { tabIndex: -1 }, t('enrolTitle')), h('p', { class: 'lead' }, t('enrolLead')),
    app.fault ? notice('attention', h('p', null, app.fault), app.fault === t('signInFirst') ? h('p', null, h('a', { href: '/masuk?lanjut=/lapangan' }, t('signIn'))) : null) : null,
    field('nama', t('deviceName'), { props: { required: true, maxLength: 80, autocomplete: 'off' } }), pin('pin', t('pin')), pin('pin2', t('pinAgain')), h('div', { class: 'actions' }, h('button', { class: 'button' }, t('enrol'))));
}

function lockedView(app) {
  return h('form', { key: 'locked', onSubmit: (event) => { event.preventDefault(); void app.unlock(valuesOf(event.currentTarget).pin); } }, h('h1', { tabIndex: -1 }, t('unlockTitle')), app.fault ? notice('attention', h('p', null, app.fault)) : null,
    field('pin', t('pin'), { props: { type: 'password', inputMode: 'numeric', maxLength: 6, required: true, autocomplete: 'off' } }), h('div', { class: 'actions' }, h('button', { class: 'button' }, t('unlock'))),
    h('details', null, h('summary', null, t('forgotten')), h('div', { class: 'details-body' }, button(t('forgotten'), async () => { await wipe(app.db); await app.begin(); }, 'ending'))));
}

/** `tersimpan di HP → terkirim → diterima`: always in sight. */
function statusBar(app) {
  const count = (state) => app.state.rows.filter((row) => row.state === state).length;
  return h('div', { key: 'bar', class: 'field-bar', role: 'status' }, h('span', { class: `tag tag-${navigator.onLine ? 'done' : 'waiting'}` }, t(navigator.onLine ? 'online' : 'offline')),
    h('span', null, [count('saved') > 0 ? t('saved', { n: count('saved') }) : '', count('sent') > 0 ? t('sent', { n: count('sent') }) : '', t('received', { n: count('received') })].filter(Boolean).join(' → '), app.state.scans > 0 ? ` · ${t('pages', { n: app.state.scans })}` : ''),
    h('button', { type: 'button', class: 'link', disabled: app.busy || !navigator.onLine, onClick: () => void app.connect() }, t(app.busy ? 'connecting' : 'connect')));
}

function troubles(app) {
  const lines = app.state.rows.filter((row) => row.state === 'trouble');
  return [
    app.refusal === 'sign-in' ? notice('waiting', h('p', null, t('signInFirst'), ' ', h('a', { href: '/masuk?lanjut=/lapangan' }, t('signIn')))) : app.refusal ? notice('attention', h('p', null, app.refusal)) : null,
    lines.length > 0 ? h('section', { key: 'trouble', class: 'notice notice-attention', 'aria-label': t('trouble') }, h('strong', null, t('trouble')), h('ul', null, lines.map((row) => h('li', { key: row.id }, explain(row.answer), ' ', h('span', { class: 'quiet' }, row.answer.number), ' ',
      h('button', { type: 'button', class: 'link', onClick: async () => { await app.db.put('outbox', { ...row, state: 'received', sealed: undefined }); await app.look(); } }, t('understood')))))) : null,
  ];
}

function explain({ field: of, theirs, reason }) {
  if (reason) return reason;
  if (of === 'officer') return t('conflictOfficer', { theirs });
  if (of === 'status') return t('conflictStatus', { theirs });
  if (of === 'holder') return t('conflictHolder', { theirs });
  return t('conflictField', { field: t(of), theirs });
}

function listView(app) {
  const { visits } = app.state;
  return h('section', { key: 'list' }, h('h1', { tabIndex: -1 }, t('today')), app.fault ? notice('attention', h('p', null, app.fault)) : null, app.expired ? notice('waiting', h('p', null, t('expired'))) : null,
    visits.length > 0 ? h('ul', { class: 'rows' }, visits.map((visit) => visitLine(app, visit))) : h('div', { class: 'empty' }, h('p', null, h('strong', null, t('none'))), h('p', null, t('noneHint'))), routeMap(visits),
    h('div', { class: 'actions' }, button(`${t('bag')} (${app.held.length})`, () => { app.go('bag'); }, 'lesser'), button(t('leave'), () => void app.leave(), 'ending')), h('form', { id: 'keluar', method: 'post', action: '/keluar' }));
}

function bagView(app) {
  return h('section', { key: 'bag' }, h('p', null, button(t('back'), () => { app.handing = undefined; app.go('list'); }, 'lesser')), h('h1', { tabIndex: -1 }, t('bag')), app.fault ? notice('attention', h('p', null, app.fault)) : null, app.done ? notice('done', h('p', null, app.done)) : null,
    app.held.length === 0 ? h('p', null, t('bagEmpty')) : null,
    h('form', { onSubmit: (event) => { event.preventDefault(); void closeDay(app, event.currentTarget); } }, app.held.length > 0 ? h('fieldset', { class: 'field' }, h('legend', null, t('closeLead')), h('div', { class: 'choices' }, app.held.map((item) => tick(`ada:${item.id}`, item.code ? `${item.label} (${item.code})` : item.label)))) : null, h('div', { class: 'actions' }, h('button', { class: 'button' }, t('close')))),
    app.held.length > 0 || app.handing ? h('details', { key: 'serah' }, h('summary', null, t('hand')), handForm(app)) : null, h('details', { key: 'terima' }, h('summary', null, t('take')), takeForm(app)));
}

function handForm(app) {
  if (app.handing) return h('div', { class: 'details-body' }, h('p', null, t('shown', { code: app.handing.code })), h('p', { class: 'field-code' }, app.handing.code), h('div', { class: 'field-qr', role: 'img', 'aria-label': t('qrOf'), ref: (box) => { if (box && box.firstChild !== app.handing.picture) box.replaceChildren(app.handing.picture); } }));
  return h('form', { class: 'details-body', onSubmit: async (event) => {
    event.preventDefault();
    const { kepada, nama, ticked } = valuesOf(event.currentTarget);
    const items = app.held.filter((item) => ticked.includes(`serah:${item.id}`));
    if (items.length === 0 || !kepada || !nama) return app.say(t('needed', { what: t('toWhom') }));
    app.handing = await giveTo(app.phone, items, { kind: kepada, id: nama, name: nama });
    await app.changed();
  } }, h('div', { class: 'choices' }, app.held.map((item) => tick(`serah:${item.id}`, item.label))), radios('kepada', t('toWhom'), [['counter', t('toCounter')], ['officer', t('toOfficer')]]), field('nama', t('toId'), { props: { maxLength: 80, autocomplete: 'off' } }), h('div', { class: 'actions' }, h('button', { class: 'button button-lesser' }, t('showQr'))));
}

function takeForm(app) {
  const take = async (text) => {
    const ok = await takeOver(app.phone, text);
    app.done = ok ? t('taken') : undefined;
    app.say(ok ? undefined : t('notCode'));
    await app.changed();
  };
  return h('form', { class: 'details-body', onSubmit: (event) => { event.preventDefault(); void take(valuesOf(event.currentTarget).kode); } },
    canReadQr() ? h('div', null, h('video', { id: 'kamera', hidden: !app.scanning, muted: true, playsInline: true }), button(t('scan'), async () => { app.scanning = true; app.draw(); const text = await readQr(app.querySelector('#kamera'), () => app.view !== 'bag').catch(() => undefined); app.scanning = false; if (text) await take(text); else app.draw(); }, 'lesser')) : null,
    field('kode', t('typeCode'), { props: { maxLength: 6000, autocomplete: 'off', autocapitalize: 'characters' } }), h('div', { class: 'actions' }, h('button', { class: 'button button-lesser' }, t('takeIt'))));
}

async function closeDay(app, form) {
  if (!navigator.onLine || (await openEvents(app.phone)).length > 0) return app.say(t('closeFirst'));
  const items = valuesOf(form).ticked.filter((name) => name.startsWith('ada:')).map((name) => name.slice(4));
  try {
    await ask('/lapangan/api/tutup', { method: 'POST', body: JSON.stringify({ items }) });
    app.done = t('closed');
    app.say(undefined);
  } catch (error) {
    app.done = undefined;
    app.say(error instanceof Refused ? (error.detail?.facts?.missing ? t('differs', { what: error.detail.facts.missing.join(', ') || error.detail.detail }) : error.detail?.detail) : t('needsSignal'));
  }
}
