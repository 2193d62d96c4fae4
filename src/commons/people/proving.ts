import type { Phone } from '#kernel/phone';
import { sameSecret } from '#kernel/digest';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { bind, phoneOf } from './family.ts';
import type { PeopleDeps } from './people.ts';
import { refusals } from './problems.ts';
import type { Relation } from './rules/person.ts';
import type { ContactOf } from './store/contacts.ts';
import { instant, type PeopleTables, type Reader } from './tables.ts';

/** Starts of a proof one contact may make in 24 hours. */
const mostStarts = 5;
const mostTries = 5;
const minutesValid = 10;

/** A one-time link for a contact: an opaque token of 32 characters, kept only as a fingerprint. Ten minutes unless told otherwise. */
export async function makeLink(deps: PeopleDeps, work: Work, given: { contact: ContactOf; purpose: string; minutes?: number }): Promise<string> {
  const contact = await deps.contacts.require(work, given.contact);
  const token = Buffer.from(deps.random(24)).toString('base64url');
  await work.tables<PeopleTables>().insertInto('people.link').values({ fingerprint: deps.vault.blindIndex('people/link', token), contact: contact.id, purpose: given.purpose, expires_at: work.now.add({ minutes: given.minutes ?? minutesValid }).toString() }).execute();
  return token;
}

/** Is the link still good, and for what? Looking does not use it up, so a page may be opened twice before its form is sent. */
export async function readLink(deps: PeopleDeps, tables: Reader, token: string): Promise<{ purpose: string; contact: ContactOf; phone?: string } | undefined> {
  const row = await tables.selectFrom('people.link').select(['contact', 'purpose', 'expires_at']).where('fingerprint', 'in', deps.vault.blindIndexes('people/link', token)).where('used_at', 'is', null).executeTakeFirst();
  if (!row || Temporal.Instant.compare(row.expires_at, deps.clock.now()) <= 0) return undefined;
  const contact = await anyAddress(deps, tables, row.contact);
  return contact && { purpose: row.purpose, ...contact };
}

/** Uses the link up. A second use, also one at the same moment, is refused. */
export async function useLink(deps: PeopleDeps, work: Work, token: string): Promise<{ purpose: string; contact: ContactOf }> {
  const tables = work.tables<PeopleTables>();
  const row = await tables.updateTable('people.link').set({ used_at: work.now.toString() }).where('fingerprint', 'in', deps.vault.blindIndexes('people/link', token)).where('used_at', 'is', null).where('expires_at', '>', instant(work.now)).returning(['contact', 'purpose']).executeTakeFirst();
  const contact = row && (await anyAddress(deps, tables, row.contact));
  if (!row || !contact) throw new Problem(refusals.linkUsed);
  return { purpose: row.purpose, contact: contact.contact };
}

export interface ProofStarted {
  readonly proofId: string;
  /** Deliver the code there. Missing when nobody, or more than one, fits: say the same words either way, so that nobody learns who is registered. */
  readonly send?: { readonly phone: Phone; readonly code: string };
}

/** Birth date and the last four digits of NIK or record number, then a code to the phone on file: ties a new contact without showing the whole number. */
export async function startProof(deps: PeopleDeps, work: Work, given: { contact: ContactOf; birthDate: string; lastFour: string }): Promise<ProofStarted> {
  const tables = work.tables<PeopleTables>();
  const contact = await deps.contacts.require(work, given.contact);
  const starts = await tables.selectFrom('people.proof').select('id').where('contact', '=', contact.id).where('started_at', '>', instant(work.now.subtract({ hours: 24 }))).execute();
  if (starts.length >= mostStarts) throw new Problem(refusals.tooMany);
  const fitting = /^\d{4}-\d{2}-\d{2}$/.test(given.birthDate) ? await deps.numbers.holdersOfTail(tables, given.birthDate, given.lastFour.toUpperCase()) : [];
  const [person, ...more] = fitting;
  const phone = person !== undefined && more.length === 0 ? await phoneOf(deps, tables, person) : undefined;
  const proofId = work.newId();
  const code = sixDigits(deps.random(4));
  await tables.insertInto('people.proof').values({
    id: proofId, contact: contact.id, person: phone ? (person ?? null) : null, code_fingerprint: deps.vault.blindIndex('people/code', `${proofId}/${code}`),
    started_at: work.now.toString(), expires_at: work.now.add({ minutes: minutesValid }).toString(),
  }).execute();
  work.note({ subject: contact.id, proof: proofId });
  return { proofId, ...(phone ? { send: { phone, code } } : {}) };
}

/** The outcome of a try. A wrong code must be remembered, so it is an answer and not a thrown problem: throwing would undo the count. */
export type ProofOutcome = { readonly ok: true; readonly personId: string } | { readonly ok: false; readonly problem: Problem };

/** Checks the code and ties the person to the contact. Five tries, ten minutes, once. */
export async function finishProof(deps: PeopleDeps, work: Work, given: { proofId: string; code: string; relation: Relation; consent: { version: string; showPoli: boolean } }): Promise<ProofOutcome> {
  const tables = work.tables<PeopleTables>();
  const row = /^[0-9a-f-]{36}$/.test(given.proofId) ? await tables.selectFrom('people.proof').selectAll().where('id', '=', given.proofId).forUpdate().executeTakeFirst() : undefined;
  if (!row || row.used_at || row.tries >= mostTries || Temporal.Instant.compare(row.expires_at, work.now) <= 0) return { ok: false, problem: new Problem(refusals.codeGone) };
  const code = given.code.replace(/\D/g, '');
  const right = deps.vault.blindIndexes('people/code', `${row.id}/${code}`).some((print) => sameSecret(print, row.code_fingerprint));
  const contact = await anyAddress(deps, tables, row.contact);
  if (!right || !row.person || !contact) {
    await tables.updateTable('people.proof').set({ tries: row.tries + 1 }).where('id', '=', row.id).execute();
    return { ok: false, problem: new Problem(refusals.codeWrong, { fields: { code: refusals.codeWrong.detail } }) };
  }
  await tables.updateTable('people.proof').set({ used_at: work.now.toString() }).where('id', '=', row.id).execute();
  await bind(deps, work, { contact: contact.contact, personId: row.person, relation: given.relation, consent: given.consent, proof: 'answers' });
  return { ok: true, personId: row.person };
}

/** Removes links and proofs nobody can use any more. */
export async function sweepProofs(work: Work): Promise<void> {
  const tables = work.tables<PeopleTables>();
  const limit = work.now.subtract({ hours: 48 });
  await tables.deleteFrom('people.link').where('expires_at', '<', instant(limit)).execute();
  await tables.deleteFrom('people.proof').where('expires_at', '<', instant(limit)).execute();
  await tables.deleteFrom('people.naming').where('hour', '<', limit.toString()).execute();
}

/** A way to name the contact again: its conversation, else its phone. */
async function anyAddress(deps: PeopleDeps, tables: Reader, contact: string): Promise<{ contact: ContactOf; phone?: string } | undefined> {
  const conversation = await tables.selectFrom('people.contact_address').select('fingerprint').where('contact', '=', contact).where('kind', '=', 'conversation').where('ended_at', 'is', null).orderBy('since', 'desc').limit(1).executeTakeFirst();
  const [phone] = await deps.contacts.phonesOf(tables, [contact]);
  if (conversation) return { contact: { conversationId: conversation.fingerprint }, ...(phone ? { phone: phone.masked } : {}) };
  return phone && { contact: { phone: phone.phone }, phone: phone.masked };
}

function sixDigits(bytes: Uint8Array): string {
  return String(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0) % 1_000_000).padStart(6, '0');
}
