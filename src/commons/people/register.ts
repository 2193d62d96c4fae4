import { z } from 'zod';
import { nameLetters } from '#kernel/name';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import type { Work } from '#platform/database';
import { refusals } from './problems.ts';
import { identifierKinds, nikDoubts, readIdentifier, sharedWarning, type IdentifierKind, type ReadIdentifier, type Warning } from './rules/identifiers.ts';
import { isSamePerson, requireBirthDate, requireName, type Address } from './rules/person.ts';
import type { PeopleDeps } from './people.ts';
import type { PeopleTables } from './tables.ts';

const text = z.string().trim();
const address = z.object({ street: text, rt: text, rw: text, villageName: text, districtName: text, regencyName: text, provinceName: text }).partial();

/** What is known of a new person. Only the name is needed: a newborn has nothing else. */
const newPersonSchema = z.object({
  name: text, sex: z.enum(['L', 'P']).optional(), birthDate: text.optional(), village: text.optional(), address: address.optional(), motherName: text.optional(),
  nik: text.optional(), noka: text.optional(), norm: text.optional(), kk: text.optional(), passport: text.optional(),
  asWritten: z.boolean().optional(),
});
export type NewPerson = z.input<typeof newPersonSchema>;

export interface Registered {
  readonly personId: string;
  /** A person with this number, birth date and name was known already; what was missing has been added. */
  readonly existing: boolean;
  readonly warnings: readonly Warning[];
}

/**
 * Registers a person, or finds the one that is meant: a NIK, JKN number or record number held by somebody with the same name and birth date. A number held by
 * somebody else never stops a registration: it is kept as contested, with a warning.
 */
export async function register(deps: PeopleDeps, work: Work, given: NewPerson): Promise<Registered> {
  const who = readPerson(deps, work, given);
  await deps.numbers.lock(work, who.numbers);
  const shared = new Set<IdentifierKind>();
  for (const number of who.numbers.filter((candidate) => candidate.kind !== 'kk')) {
    const holders = await deps.numbers.holders(work.tables<PeopleTables>(), number.kind, number.value);
    const same = holders.find((holder) => isSamePerson(holder, { name: who.name.name, birthDate: who.birthDate }));
    if (same) return completed(deps, work, same.person, who);
    if (holders.length > 0) shared.add(number.kind);
  }
  const personId = work.newId();
  await work.tables<PeopleTables>().insertInto('people.person').values({
    id: personId, name: who.name.name, letters: nameLetters(who.name.name), titles_before: who.name.titlesBefore, titles_after: who.name.titlesAfter,
    sex: given.sex ?? null, birth_date: who.birthDate ?? null, village: given.village ?? null,
    address: given.address ? deps.vault.seal(JSON.stringify(given.address), `people/address/${personId}`) : null,
    mother: given.motherName ? deps.vault.seal(given.motherName, `people/mother/${personId}`) : null, merged_into: null, created_at: work.now.toString(),
  }).execute();
  for (const number of who.numbers) await deps.numbers.add(work, personId, who.birthDate, number, shared.has(number.kind));
  work.emit({ type: 'people/registered', version: 1, subject: personId, data: { district: given.village?.slice(0, 8) ?? null } });
  work.note({ person: personId });
  return { personId, existing: false, warnings: [...who.warnings, ...[...shared].map(sharedWarning)] };
}

/** A number more for a person we know. */
export async function addIdentifier(deps: PeopleDeps, work: Work, given: { personId: string; kind: IdentifierKind; value: string; asWritten?: boolean | undefined }): Promise<{ warnings: readonly Warning[] }> {
  const person = await requirePerson(work, given.personId);
  const number = readIdentifier(given.kind, given.value, given.asWritten === undefined ? {} : { asWritten: given.asWritten });
  await deps.numbers.lock(work, [number]);
  const others = given.kind === 'kk' ? [] : await deps.numbers.holders(work.tables<PeopleTables>(), given.kind, number.value);
  if (others.some((holder) => holder.person === person.id)) return { warnings: [] };
  await requireNone(work, person.id, given.kind);
  await deps.numbers.add(work, person.id, person.birth_date ?? undefined, number, others.length > 0);
  work.note({ person: person.id, kind: given.kind });
  return { warnings: [...number.warnings, ...(given.kind === 'nik' ? nikDoubts(number.value, { birthDate: person.birth_date ?? undefined, sex: person.sex ?? undefined }, deps.places.knowsNikRegion) : []), ...(others.length > 0 ? [sharedWarning(given.kind)] : [])] };
}

/** Ends a number of a person; the row stays as history. If it was contested, the next holder becomes the undisputed one. */
export async function endIdentifier(work: Work, { personId, kind, reason }: { personId: string; kind: IdentifierKind; reason: string }): Promise<void> {
  const tables = work.tables<PeopleTables>();
  const person = await requirePerson(work, personId);
  const ended = await tables.updateTable('people.identifier').set({ valid_to: work.now.toString(), ended_because: reason }).where('person', '=', person.id).where('kind', '=', kind).where('valid_to', 'is', null).returning(['fingerprint', 'contested']).executeTakeFirst();
  if (ended && !ended.contested) await promote(work, kind, ended.fingerprint);
  work.note({ person: person.id, kind, reason });
}

/** The oldest contested holder of a number that became free. */
export async function promote(work: Work, kind: string, fingerprint: string): Promise<void> {
  const tables = work.tables<PeopleTables>();
  const next = await tables.selectFrom('people.identifier').select('id').where('kind', '=', kind).where('fingerprint', '=', fingerprint).where('valid_to', 'is', null).where('contested', '=', true).orderBy('valid_from').limit(1).executeTakeFirst();
  if (next) await tables.updateTable('people.identifier').set({ contested: false }).where('id', '=', next.id).execute();
}

/** The person as stored, locked; after a merger the one that was kept. */
export async function requirePerson(work: Work, id: string) {
  const tables = work.tables<PeopleTables>();
  const found = await tables.selectFrom('people.person').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  const current = found?.merged_into ? await tables.selectFrom('people.person').selectAll().where('id', '=', found.merged_into).forUpdate().executeTakeFirst() : found;
  if (!current || current.erased_at) throw new Problem(refusals.unknownPerson);
  return current;
}

async function requireNone(work: Work, person: string, kind: IdentifierKind): Promise<void> {
  const has = await work.tables<PeopleTables>().selectFrom('people.identifier').select('id').where('person', '=', person).where('kind', '=', kind).where('valid_to', 'is', null).executeTakeFirst();
  if (has) throw new Problem(refusals.hasOne, { fields: { [kind]: refusals.hasOne.detail } });
}

function readPerson(deps: PeopleDeps, work: Work, given: NewPerson) {
  const name = requireName(given.name);
  const birthDate = given.birthDate === undefined || given.birthDate === '' ? undefined : requireBirthDate(given.birthDate, civilDate(work.now, deps.zone));
  const numbers = identifierKinds.flatMap((kind): ReadIdentifier[] => { const typed = given[kind]; return typed === undefined || typed === '' ? [] : [readIdentifier(kind, typed, { asWritten: given.asWritten ?? false })]; });
  const nik = numbers.find((number) => number.kind === 'nik');
  const warnings = [...numbers.flatMap((number) => number.warnings), ...(nik ? nikDoubts(nik.value, { birthDate, sex: given.sex }, deps.places.knowsNikRegion) : [])];
  return { name, birthDate, numbers, warnings };
}

/** The person is known: what was missing is added, what is there stays. */
async function completed(deps: PeopleDeps, work: Work, personId: string, who: ReturnType<typeof readPerson>): Promise<Registered> {
  const tables = work.tables<PeopleTables>();
  const warnings = [...who.warnings];
  if (who.birthDate !== undefined) {
    const filled = await tables.updateTable('people.person').set({ birth_date: who.birthDate }).where('id', '=', personId).where('birth_date', 'is', null).returning('id').executeTakeFirst();
    if (filled) await deps.numbers.retail(work, personId, who.birthDate);
  }
  const has = new Set((await tables.selectFrom('people.identifier').select('kind').where('person', '=', personId).where('valid_to', 'is', null).execute()).map((row) => row.kind));
  for (const number of who.numbers.filter((candidate) => !has.has(candidate.kind))) {
    const others = number.kind === 'kk' ? [] : await deps.numbers.holders(tables, number.kind, number.value);
    await deps.numbers.add(work, personId, who.birthDate, number, others.length > 0);
    if (others.length > 0) warnings.push(sharedWarning(number.kind));
  }
  work.note({ person: personId, existing: true });
  return { personId, existing: true, warnings };
}

export type { Address };
