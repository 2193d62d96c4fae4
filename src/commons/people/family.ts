import type { Phone } from '#kernel/phone';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import type { PeopleDeps } from './people.ts';
import { refusals } from './problems.ts';
import { requirePerson } from './register.ts';
import { memberLabel, relations, type Relation } from './rules/person.ts';
import type { ContactOf } from './store/contacts.ts';
import { summaries } from './store/summaries.ts';
import type { PeopleTables, Reader } from './tables.ts';

/** A person that may be served through a phone or conversation. */
export interface Member {
  readonly personId: string;
  readonly initials: string;
  readonly birthYear?: number | undefined;
  readonly sex?: 'L' | 'P' | undefined;
  readonly relation: Relation;
  /** `A.S. (2019) – anak`. */
  readonly label: string;
  readonly maskedNik?: string | undefined;
  readonly maskedNorm?: string | undefined;
  /** May messages name the clinic? */
  readonly showPoli: boolean;
  readonly consentVersion: string;
  readonly since: Temporal.Instant;
}

export interface Binding {
  readonly contact: ContactOf;
  readonly personId: string;
  readonly relation: Relation;
  readonly consent: { readonly version: string; readonly showPoli: boolean };
  /** How it was shown that this contact may act for the person. */
  readonly proof: 'link' | 'answers' | 'counter' | 'account';
}

/** At most ten persons on one contact; the database has ten places and no eleventh. */
const mostMembers = 10;

/** Everybody served through a contact, in the order they were tied to it. Nobody while it is suspended: the number may have a new owner. */
export async function familyOf(deps: PeopleDeps, tables: Reader, contact: ContactOf): Promise<Member[]> {
  const found = await deps.contacts.find(tables, contact);
  if (!found || found.state === 'suspended') return [];
  const rows = await tables.selectFrom('people.contact_member').selectAll().where('contact', '=', found.id).where('ended_at', 'is', null).orderBy('bound_at').orderBy('place').execute();
  const known = await summaries(tables, rows.map((row) => row.person));
  return rows.flatMap((row): Member[] => {
    const person = known.get(row.person);
    if (!person) return [];
    return [{
      personId: person.id, initials: person.initials, birthYear: person.birthYear, sex: person.sex, relation: row.relation as Relation, label: memberLabel(person.initials, person.birthYear, row.relation),
      maskedNik: person.maskedNik, maskedNorm: person.maskedNorm, showPoli: row.show_poli, consentVersion: row.consent_version, since: row.bound_at,
    }];
  });
}

/**
 * Ties a person to a contact. Doing it again changes relation and consent. On a suspended contact (number changed hands) it is a new beginning: everybody else
 * leaves and only this person is there.
 */
export async function bind(deps: PeopleDeps, work: Work, given: Binding): Promise<{ contactId: string; repeated: boolean }> {
  if (!relations.includes(given.relation)) throw new Problem(refusals.relation, { fields: { relation: refusals.relation.detail } });
  if (given.consent.version !== deps.consent.version) throw new Problem(refusals.consentOld);
  const tables = work.tables<PeopleTables>();
  const person = await requirePerson(work, given.personId);
  const contact = await deps.contacts.require(work, given.contact);
  if (contact.state === 'suspended') {
    await endMembers(work, contact.id, 'suspended');
    await tables.updateTable('people.contact').set({ state: 'active', suspended_because: null }).where('id', '=', contact.id).execute();
  }
  const members = await tables.selectFrom('people.contact_member').select(['id', 'person', 'place']).where('contact', '=', contact.id).where('ended_at', 'is', null).execute();
  const already = members.find((member) => member.person === person.id);
  const said = { relation: given.relation, consent_version: given.consent.version, show_poli: given.consent.showPoli, proof: given.proof, bound_by: work.actor.id };
  if (already) await tables.updateTable('people.contact_member').set(said).where('id', '=', already.id).execute();
  else {
    const place = Array.from({ length: mostMembers }, (_, index) => index + 1).find((candidate) => !members.some((member) => member.place === candidate));
    if (place === undefined) throw new Problem(refusals.familyFull);
    await tables.insertInto('people.contact_member').values({ id: work.newId(), contact: contact.id, person: person.id, place, ...said, bound_at: work.now.toString(), ended_because: null }).execute();
    work.emit({ type: 'people/bound', version: 1, subject: person.id, data: { relation: given.relation, proof: given.proof } });
  }
  await recordConsent(work, contact.id, person.id, given.consent.version, given.consent.showPoli ? 'given-with-poli-name' : 'given');
  work.note({ subject: person.id, contact: contact.id, relation: given.relation, proof: given.proof });
  return { contactId: contact.id, repeated: already !== undefined };
}

/** Takes a person off a contact. */
export async function unbind(deps: PeopleDeps, work: Work, given: { contact: ContactOf; personId: string; reason: string }): Promise<void> {
  const member = await requireMember(deps, work, given);
  await work.tables<PeopleTables>().updateTable('people.contact_member').set({ ended_at: work.now.toString(), ended_because: given.reason }).where('id', '=', member.id).execute();
  await recordConsent(work, member.contact, member.person, member.consent_version, 'withdrawn');
  work.emit({ type: 'people/unbound', version: 1, subject: member.person, data: {} });
  work.note({ subject: member.person, contact: member.contact, reason: given.reason });
}

/** Withdraws consent: only that messages name the clinic, or all of it (then the person leaves the contact). */
export async function withdraw(deps: PeopleDeps, work: Work, given: { contact: ContactOf; personId: string; what: 'poli-name' | 'all' }): Promise<void> {
  if (given.what === 'all') return unbind(deps, work, { ...given, reason: 'consent-withdrawn' });
  const member = await requireMember(deps, work, given);
  await work.tables<PeopleTables>().updateTable('people.contact_member').set({ show_poli: false }).where('id', '=', member.id).execute();
  await recordConsent(work, member.contact, member.person, member.consent_version, 'poli-name-withdrawn');
  work.note({ subject: member.person, contact: member.contact, withdrawn: 'poli-name' });
}

/** The number changed hands or is suspected to have: nobody is served through it until somebody proves again who they are. */
export async function suspend(deps: PeopleDeps, work: Work, given: { contact: ContactOf; reason: 'number-changed' | 'number-recycled' | 'reported' }): Promise<void> {
  const contact = await deps.contacts.require(work, given.contact);
  await work.tables<PeopleTables>().updateTable('people.contact').set({ state: 'suspended', suspended_because: given.reason }).where('id', '=', contact.id).execute();
  work.emit({ type: 'people/suspended', version: 1, subject: contact.id, data: { reason: given.reason } });
  work.note({ subject: contact.id, reason: given.reason });
}

/** The provider proved that a conversation belongs to a phone: from now on they are one contact. Persons of both are kept while there is room. */
export async function join(deps: PeopleDeps, work: Work, given: { phone: string; conversationId: string }): Promise<void> {
  const tables = work.tables<PeopleTables>();
  const kept = await deps.contacts.require(work, { phone: given.phone });
  const left = await deps.contacts.attach(work, kept.id, { conversationId: given.conversationId });
  if (left === undefined || kept.state === 'suspended') return;
  const of = (contact: string) => tables.selectFrom('people.contact_member').select(['id', 'person', 'place']).where('contact', '=', contact).where('ended_at', 'is', null).orderBy('place').execute();
  const here = await of(kept.id);
  const free = Array.from({ length: mostMembers }, (_, index) => index + 1).filter((place) => !here.some((member) => member.place === place));
  for (const member of await of(left)) {
    const place = here.some((mine) => mine.person === member.person) ? undefined : free.shift();
    await tables.updateTable('people.contact_member').set(place === undefined ? { ended_at: work.now.toString(), ended_because: 'joined' } : { contact: kept.id, place }).where('id', '=', member.id).execute();
  }
}

/** The newest phone on which a person may be reached: their own first, then a relative's. For sending only. */
export async function phoneOf(deps: PeopleDeps, tables: Reader, personId: string): Promise<Phone | undefined> {
  const rows = await tables.selectFrom('people.contact_member').innerJoin('people.contact', 'people.contact.id', 'people.contact_member.contact').select(['people.contact.id', 'people.contact_member.relation', 'people.contact_member.bound_at'])
    .where('people.contact_member.person', '=', personId).where('people.contact_member.ended_at', 'is', null).where('people.contact.state', '=', 'active').execute();
  const phones = await deps.contacts.phonesOf(tables, rows.map((row) => row.id));
  const ranked = rows.sort((a, b) => Number(b.relation === 'saya') - Number(a.relation === 'saya') || Temporal.Instant.compare(b.bound_at, a.bound_at));
  return ranked.map((row) => phones.find((entry) => entry.contact === row.id)?.phone).find((phone) => phone !== undefined);
}

/** Ends all members of a contact. */
export async function endMembers(work: Work, contact: string, reason: string): Promise<void> {
  const tables = work.tables<PeopleTables>();
  const ended = await tables.updateTable('people.contact_member').set({ ended_at: work.now.toString(), ended_because: reason }).where('contact', '=', contact).where('ended_at', 'is', null).returning(['person', 'consent_version']).execute();
  for (const row of ended) await recordConsent(work, contact, row.person, row.consent_version, 'withdrawn');
}

export async function requireMember(deps: PeopleDeps, work: Work, given: { contact: ContactOf; personId: string }) {
  const contact = await deps.contacts.require(work, given.contact);
  const person = await requirePerson(work, given.personId);
  const member = await work.tables<PeopleTables>().selectFrom('people.contact_member').selectAll().where('contact', '=', contact.id).where('person', '=', person.id).where('ended_at', 'is', null).executeTakeFirst();
  if (!member) throw new Problem(refusals.notMember);
  return member;
}

async function recordConsent(work: Work, contact: string, person: string, version: string, what: 'given' | 'given-with-poli-name' | 'poli-name-withdrawn' | 'withdrawn'): Promise<void> {
  await work.tables<PeopleTables>().insertInto('people.consent').values({ id: work.newId(), contact, person, version, what, at: work.now.toString(), actor: work.actor.id }).execute();
}
