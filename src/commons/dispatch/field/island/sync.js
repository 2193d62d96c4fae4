// Sends the outbox in order, then scans in pieces, then asks what changed. Every step can be cut off and done again without harm.
import { expire, putSealed, readVisits, saveVisit, scanBytes } from './store.js';
import { unseal } from './vault.js';

const pieceSize = 65_536;
const batch = 50;

/** Thrown when the server wants the officer to sign in, or this phone to be wiped. */
export class Refused extends Error {
  constructor(what, detail) { super(what); this.what = what; this.detail = detail; }
}

/** @param show called whenever the outbox changed, so that the officer sees what is on its way. */
export async function sync(phone, show) {
  await sendEvents(phone, show);
  await sendScans(phone);
  if ((await open(phone)).length === 0) await fetchPack(phone);
}

/** Events that have no answer yet, oldest first. */
export async function open({ db }) {
  return (await db.getAllFromIndex('outbox', 'counter')).filter((row) => row.state === 'saved' || row.state === 'sent');
}

/** What an app that was killed had on its way has no answer that anybody still waits for: it counts as kept on the phone until it is sent again. */
export async function recall(db) {
  const write = db.transaction('outbox', 'readwrite');
  for (const row of await write.store.getAll()) if (row.state === 'sent') await write.store.put({ ...row, state: 'saved' });
  await write.done;
}

async function sendEvents(phone, show) {
  const { db, key, device } = phone;
  for (;;) {
    const rows = (await open(phone)).slice(0, batch);
    if (rows.length === 0) return;
    const events = await Promise.all(rows.map((row) => unseal(key, row.sealed)));
    for (const row of rows) await db.put('outbox', { ...row, state: 'sent' });
    await show();
    const queued = (await open(phone)).length;
    const { answers } = await ask('/lapangan/api/catatan', { method: 'POST', body: JSON.stringify({ device, sentAt: new Date().toISOString(), queued, events }) }).catch(async (error) => {
      // Whether it arrived is not known; it is sent again, which is harmless.
      for (const row of rows) await db.put('outbox', { ...row, state: 'saved' });
      throw error;
    });
    for (const answer of answers) {
      const row = await db.get('outbox', answer.id);
      if (row) await db.put('outbox', { ...row, state: answer.outcome === 'conflict' || answer.outcome === 'rejected' ? 'trouble' : 'received', answer, sealed: row.kind === 'scan' || answer.outcome === 'conflict' ? row.sealed : undefined });
    }
    if (answers.length < rows.length) return;
  }
}

async function sendScans(phone) {
  const { db, device } = phone;
  for (const { id, size } of await db.getAll('scans')) {
    const announced = (await db.getAllFromIndex('outbox', 'counter')).find((row) => row.kind === 'scan' && row.scan === id);
    if (announced && announced.state !== 'received') continue;
    const bytes = await scanBytes(phone, id);
    const address = `/lapangan/api/pindaian/${id}?hp=${device}`;
    let { received, done } = await ask(address, { method: 'GET' });
    while (!done && received < size) {
      try {
        ({ received, done } = await ask(`${address}&dari=${received}`, { method: 'PUT', body: bytes.subarray(received, received + pieceSize), headers: { 'Content-Type': 'application/octet-stream' } }));
      } catch (error) {
        if (!(error instanceof Refused) || error.detail?.facts?.received === undefined) throw error;
        received = error.detail.facts.received;
      }
    }
    if (done) await db.delete('scans', id);
  }
}

async function fetchPack(phone) {
  const { db, device } = phone;
  await expire(db);
  const pack = await ask(`/lapangan/api/hari?hp=${device}&sejak=${(await db.get('meta', 'revision')) ?? '0'}`, { method: 'GET' });
  for (const visit of pack.visits) await saveVisit(phone, visit);
  for (const visit of await readVisits(phone)) if (!pack.assigned.includes(visit.id)) await db.delete('visits', visit.id);
  await putSealed(phone, 'held', pack.held);
  await putSealed(phone, 'officer', pack.officer);
  const write = db.transaction('meta', 'readwrite');
  await Promise.all([write.store.put(pack.revision, 'revision'), write.store.put(pack.expiresAt, 'expiresAt'), write.store.put(new Date().toISOString(), 'syncedAt'), write.done]);
}

/** A request of the app. Throws Refused with what to do when the server refuses, and TypeError when there is no network. */
export async function ask(path, options) {
  const answer = await fetch(path, { ...options, headers: { Accept: 'application/json', ...(options.method === 'GET' ? {} : { 'Content-Type': 'application/json' }), ...options.headers } });
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) return said;
  if (said.facts?.wipe) throw new Refused('wipe', said);
  if (answer.status === 401 || said.code === 'action/forbidden') throw new Refused('sign-in', said);
  throw new Refused('no', said);
}
