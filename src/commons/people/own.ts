import { z } from 'zod';
import { can, type Actor } from '#kernel/actor';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import { endMembers, requireMember } from './family.ts';
import type { PeopleDeps } from './people.ts';
import { peopleConstraints } from './problems.ts';
import { promote } from './register.ts';
import { reveal } from './reading.ts';
import type { ContactOf } from './store/contacts.ts';
import type { PeopleTables } from './tables.ts';

/** Why a person's record must be kept by law, by person id. A service that keeps such records registers one. */
export type Keeper = (personIds: readonly string[], work: Work) => Promise<Map<string, string>>;

export interface Erased {
  /** Persons taken off the contact. */
  readonly unbound: readonly string[];
  /** Persons whose data is gone. */
  readonly erased: readonly string[];
  /** Persons whose record stays, and the law that says so. */
  readonly kept: readonly { readonly personId: string; readonly why: string }[];
}

const contactSchema = z.union([z.strictObject({ phone: z.string() }), z.strictObject({ conversationId: z.string() })]);
/** Whoever performs these for a resident has proved that the contact is theirs: a signed-in phone, or the conversation it came from. */
const ownOrCorrecting = (actor: Actor) => actor.kind === 'resident' || can(actor, 'people/correct');

/** “Data saya” and “hapus data saya” (UU 27/2022 art. 7 and 8). */
export function ownActions(deps: PeopleDeps, keepers: readonly Keeper[]) {
  return {
    exportMine: action({
      name: 'people/exportMine', input: z.strictObject({ contact: contactSchema, personId: z.uuid() }), allow: ownOrCorrecting, constraints: peopleConstraints,
      run: (work, input) => exportMine(deps, work, input),
    }),
    eraseMine: action({
      name: 'people/eraseMine', input: z.strictObject({ contact: contactSchema }), allow: ownOrCorrecting, constraints: peopleConstraints,
      run: (work, input) => erase(deps, work, input.contact, keepers),
    }),
  };
}

/** Everything held about one person of the contact, as one JSON-able value. Itself a reading that the person will see. */
async function exportMine(deps: PeopleDeps, work: Work, given: { contact: ContactOf; personId: string }) {
  const tables = work.tables<PeopleTables>();
  const member = await requireMember(deps, work, given);
  const fields = ['name', 'birthDate', 'sex', 'address', 'motherName', 'phone', 'nik', 'noka', 'norm', 'kk', 'passport'] as const;
  const data = await reveal(deps, work, member.person, { purpose: 'own', service: 'people', fields });
  const consents = await tables.selectFrom('people.consent').select(['version', 'what', 'at']).where('person', '=', member.person).orderBy('turn').execute();
  const contacts = await tables.selectFrom('people.contact_member').innerJoin('people.contact_address', 'people.contact_address.contact', 'people.contact_member.contact')
    .select(['people.contact_address.kind', 'people.contact_address.masked', 'people.contact_member.relation', 'people.contact_member.bound_at'])
    .where('people.contact_member.person', '=', member.person).where('people.contact_member.ended_at', 'is', null).where('people.contact_address.ended_at', 'is', null).execute();
  work.note({ subject: member.person });
  return {
    made: work.now.toString(), person: member.person, data,
    contacts: contacts.map((row) => ({ kind: row.kind, address: row.masked, relation: row.relation, since: row.bound_at.toString() })),
    consents: consents.map((row) => ({ version: row.version, what: row.what, at: row.at.toString() })),
  };
}

/**
 * Forgets a contact: everybody leaves it and its numbers are gone. The person who said “saya” is erased unless a law keeps the record; what remains of an
 * erased person is an empty row under the same id, so that other rooms' ids still mean something.
 */
export async function erase(deps: PeopleDeps, work: Work, given: ContactOf, keepers: readonly Keeper[]): Promise<Erased> {
  const tables = work.tables<PeopleTables>();
  const contact = await deps.contacts.require(work, given);
  const members = contact.state === 'suspended' ? [] : await tables.selectFrom('people.contact_member').select(['person', 'relation']).where('contact', '=', contact.id).where('ended_at', 'is', null).execute();
  const own = members.filter((member) => member.relation === 'saya').map((member) => member.person);
  const reasons = new Map<string, string>();
  for (const keeper of own.length > 0 ? keepers : []) for (const [person, why] of await keeper(own, work)) reasons.set(person, why);
  await endMembers(work, contact.id, 'erased');
  await deps.contacts.forget(work, contact.id);
  const erased = own.filter((person) => !reasons.has(person));
  for (const person of erased) await erasePerson(work, person);
  work.note({ subject: contact.id, unbound: members.length, erased: erased.length, kept: reasons.size });
  return { unbound: members.map((member) => member.person), erased, kept: [...reasons].map(([personId, why]) => ({ personId, why })) };
}

async function erasePerson(work: Work, person: string): Promise<void> {
  const tables = work.tables<PeopleTables>();
  const numbers = await tables.deleteFrom('people.identifier').where('person', '=', person).returning(['kind', 'fingerprint', 'contested']).execute();
  for (const number of numbers.filter((row) => !row.contested)) await promote(work, number.kind, number.fingerprint);
  await tables.updateTable('people.contact_member').set({ ended_at: work.now.toString(), ended_because: 'erased' }).where('person', '=', person).where('ended_at', 'is', null).execute();
  // Records merged into this one are the same person's.
  await tables.updateTable('people.person').set({
    name: '', letters: '', titles_before: '', titles_after: '', sex: null, birth_date: null, village: null, address: null, mother: null, erased_at: work.now.toString(),
  }).where((or) => or.or([or('id', '=', person), or('merged_into', '=', person)])).execute();
  work.emit({ type: 'people/erased', version: 1, subject: person, data: {} });
}
