// The phone's own store: keys, the day's visits, the outbox and scans. Whatever names a person is sealed before it is put here.
import { deleteDB, openDB } from './idb.js';
import { seal, sealBytes, sha256, sign, unseal, unsealBytes, uuid } from './vault.js';

const name = 'lapangan';

export function openStore() {
  return openDB(name, 1, {
    upgrade(db) {
      db.createObjectStore('meta');
      db.createObjectStore('visits', { keyPath: 'id' });
      db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('counter', 'counter', { unique: true });
      db.createObjectStore('scans', { keyPath: 'id' });
    },
  });
}

/** Forgets everything: at sign-out, or when the server says this phone is lost. */
export async function wipe(db) {
  db?.close();
  await deleteDB(name);
  for (const key of await caches.keys()) if (key.startsWith('lapangan-')) await caches.delete(key);
}

/** Puts one thing that was done into the outbox, signed and numbered. */
export async function record(phone, kind, visit, body) {
  const [event] = await recordAll(phone, [{ kind, visit, body }]);
  return event;
}

/** Puts several things that were done together into the outbox, with the visit and the bag as they are now: all of it is stored or nothing, even if the app is killed. */
export async function recordAll(phone, wanted, { visit, held } = {}) {
  const { db, key, keys, device } = phone;
  const first = ((await db.get('meta', 'counter')) ?? 0) + 1;
  const made = await Promise.all(wanted.map(async ({ kind, visit: of, body }, at) => {
    const event = { id: uuid(), counter: first + at, kind, ...(of ? { visit: of } : {}), occurredAt: new Date().toISOString(), body: JSON.stringify(body) };
    event.signature = await sign(keys, [device, event.id, event.counter, kind, of ?? '', event.occurredAt, event.body].join('\n'));
    return { event, row: { id: event.id, counter: event.counter, kind, visit: of ?? null, scan: kind === 'scan' ? body.id : null, state: 'saved', at: event.occurredAt, sealed: await seal(key, event) } };
  }));
  const sealedVisit = visit && { id: visit.id, sealed: await seal(key, visit) };
  const sealedHeld = held && await seal(key, held);
  const write = db.transaction(['meta', 'outbox', 'visits'], 'readwrite');
  // Two taps at once take their numbers one after the other.
  if (((await write.objectStore('meta').get('counter')) ?? 0) + 1 !== first) { write.abort(); await write.done.catch(() => undefined); return recordAll(phone, wanted, { visit, held }); }
  await Promise.all([
    write.objectStore('meta').put(first + made.length - 1, 'counter'), ...made.map(({ row }) => write.objectStore('outbox').add(row)),
    ...(sealedVisit ? [write.objectStore('visits').put(sealedVisit)] : []), ...(sealedHeld ? [write.objectStore('meta').put(sealedHeld, 'held')] : []), write.done,
  ]);
  return made.map(({ event }) => event);
}

export async function putScan({ db, key }, { id, visit, bytes }) {
  await db.put('scans', { id, visit, size: bytes.byteLength, sealed: await sealBytes(key, bytes) });
}

export async function scanBytes({ db, key }, id) {
  const row = await db.get('scans', id);
  return row && new Uint8Array(await unsealBytes(key, row.sealed));
}

export async function saveVisit({ db, key }, visit) {
  await db.put('visits', { id: visit.id, sealed: await seal(key, visit) });
}

export async function readVisits({ db, key }) {
  const rows = await db.getAll('visits');
  return Promise.all(rows.map((row) => unseal(key, row.sealed)));
}

/** A sealed value of the `meta` store: what the officer holds. */
export async function putSealed({ db, key }, as, value) {
  await db.put('meta', await seal(key, value), as);
}

export async function getSealed({ db, key }, as) {
  const sealed = await db.get('meta', as);
  return sealed && unseal(key, sealed);
}

/** A pack older than a day is forgotten; what was recorded and not yet received stays, sealed, until it is. */
export async function expire(db) {
  const until = await db.get('meta', 'expiresAt');
  if (!until || Date.parse(until) > Date.now()) return false;
  await db.clear('visits');
  const write = db.transaction('meta', 'readwrite');
  await Promise.all([...['held', 'expiresAt', 'revision'].map((as) => write.store.delete(as)), write.done]);
  return true;
}

export async function codeFits(visit, typed) {
  return (await sha256(visit.id + typed.trim().toUpperCase())) === visit.codeProof;
}
