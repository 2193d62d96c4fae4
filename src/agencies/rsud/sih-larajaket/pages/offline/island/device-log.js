// What a clinic's device keeps for the half hour without network: today's patients to read, and a numbered log of what was written. All of it lies sealed under a key
// that cannot be taken out of the browser. Patients are forgotten after half a day and at sign-out; the log stays until the server has answered.
import { openDB } from './idb.js';
import { seal, unseal, uuid } from './vault.js';

const packPause = 5 * 60_000;

/** Opens the store of this device; makes its key and name the first time. */
export async function openDevice() {
  const db = await openDB('sih-larajaket', 2, {
    upgrade(store) {
      for (const name of Array.from(store.objectStoreNames)) store.deleteObjectStore(name);
      for (const name of ['meta', 'drafts']) store.createObjectStore(name);
      store.createObjectStore('log', { keyPath: 'counter', autoIncrement: true });
    },
  });
  const made = { key: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']), device: uuid() };
  const write = db.transaction('meta', 'readwrite');
  // Two pages that open at once agree on the first key.
  for (const [name, value] of Object.entries(made)) if (!(await write.store.get(name))) await write.store.put(value, name);
  await write.done;
  return { db, key: await db.get('meta', 'key'), device: await db.get('meta', 'device') };
}

/** Notes one thing that was written. It is on the device before anybody is told so. */
export async function record({ db, key }, kind, visitId, content) {
  const event = { id: uuid(), kind, visitId, writtenAt: new Date().toISOString(), ...content };
  await db.add('log', { sealed: await seal(key, event) });
}

/** What waits, oldest first, with its number. */
export async function waiting({ db, key }) {
  const rows = await db.getAll('log');
  return Promise.all(rows.map(async (row) => ({ counter: row.counter, ...(await unseal(key, row.sealed)) })));
}

let sending;
/** Sends what waits, in order; every answer is told to `heard`. Whether a lost answer had arrived is not known: it is sent again, which changes nothing. Returns 'sent', 'away' or 'sign-in'. */
export function send(device, heard) {
  sending ??= sendAll(device, heard).finally(() => { sending = undefined; });
  return sending;
}

async function sendAll(phone, heard) {
  for (const event of await waiting(phone)) {
    const { counter, ...written } = event;
    let answer;
    try {
      const said = await fetch('/sih-larajaket/perangkat', { method: 'POST', headers: { 'content-type': 'application/json', 'accept': 'application/json' }, body: JSON.stringify({ ...written, counter, device: phone.device, sentAt: new Date().toISOString() }), signal: AbortSignal.timeout(15_000) });
      if (said.status === 401 || said.status === 403) return 'sign-in';
      if (said.status >= 500 || said.status === 429 || said.status === 408) return 'away';
      // What the server cannot even read stays on the device and is shown, so that somebody can copy it.
      if (!said.ok) { heard({ event, answer: { outcome: 'rejected', reason: (await said.json().catch(() => ({}))).detail } }); continue; }
      answer = await said.json();
    } catch {
      return 'away';
    }
    await phone.db.delete('log', counter);
    heard({ event, answer });
  }
  return 'sent';
}

/** Fetches today's patients unless that was just done. */
export async function fetchPack({ db, key }, { now = false } = {}) {
  const at = await db.get('meta', 'packAt');
  if (!now && at && Date.now() - at < packPause) return;
  const said = await fetch('/sih-larajaket/luring/hari', { headers: { accept: 'application/json' }, cache: 'no-store' });
  if (!said.ok) return;
  await db.put('meta', await seal(key, await said.json()), 'pack');
  await db.put('meta', Date.now(), 'packAt');
}

/** Today's patients, or nothing when they are too old or were never fetched. */
export async function readPack(phone) {
  const sealed = await phone.db.get('meta', 'pack');
  const kept = await phone.db.get('meta', 'packAt');
  const pack = sealed && await unseal(phone.key, sealed);
  if (pack && Date.now() - kept < pack.hours * 3_600_000) return pack;
  await forget(phone);
  return undefined;
}

/** Forgets the patients: at sign-out, or when their half day is over. What was written and not yet received stays. */
export async function forget({ db }) {
  await db.delete('meta', 'pack');
  await db.delete('meta', 'packAt');
}

/** The text being typed, so that a page that is killed loses none of it. */
export async function keepDraft({ db, key }, visitId, draft) {
  await db.put('drafts', await seal(key, draft), visitId);
}

export async function readDraft({ db, key }, visitId) {
  const sealed = await db.get('drafts', visitId);
  return sealed && unseal(key, sealed);
}

export async function dropDraft({ db }, visitId) {
  await db.delete('drafts', visitId);
}
