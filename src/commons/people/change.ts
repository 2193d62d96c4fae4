import { nameLetters } from '#kernel/name';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import type { Work } from '#platform/database';
import { refusals } from './problems.ts';
import { promote, requirePerson } from './register.ts';
import { requireBirthDate, requireName, type Address } from './rules/person.ts';
import type { PeopleDeps } from './people.ts';
import type { PeopleTables } from './tables.ts';

export interface PersonChange {
  readonly personId: string;
  readonly name?: string | undefined;
  readonly sex?: 'L' | 'P' | undefined;
  readonly birthDate?: string | undefined;
  readonly village?: string | undefined;
  readonly address?: Address | undefined;
  readonly motherName?: string | undefined;
}

/** Corrects what is known. The audit entry names the fields, never their values. */
export async function update(deps: PeopleDeps, work: Work, given: PersonChange): Promise<void> {
  const person = await requirePerson(work, given.personId);
  const name = given.name === undefined ? undefined : requireName(given.name);
  const birthDate = given.birthDate === undefined ? undefined : requireBirthDate(given.birthDate, civilDate(work.now, deps.zone));
  const set = {
    ...(name ? { name: name.name, letters: nameLetters(name.name), titles_before: name.titlesBefore, titles_after: name.titlesAfter } : {}),
    ...(given.sex ? { sex: given.sex } : {}), ...(birthDate ? { birth_date: birthDate } : {}), ...(given.village ? { village: given.village } : {}),
    ...(given.address ? { address: deps.vault.seal(JSON.stringify(given.address), `people/address/${person.id}`) } : {}),
    ...(given.motherName ? { mother: deps.vault.seal(given.motherName, `people/mother/${person.id}`) } : {}),
  };
  if (Object.keys(set).length > 0) await work.tables<PeopleTables>().updateTable('people.person').set(set).where('id', '=', person.id).execute();
  if (birthDate) await deps.numbers.retail(work, person.id, birthDate);
  const { personId: _id, ...fields } = given;
  work.note({ person: person.id, fields: Object.entries(fields).filter(([, value]) => value !== undefined).map(([key]) => key) });
}

/**
 * Two records are one person: `drop` from now on means `keep`. Numbers, families and missing facts move over; where both have one, that of `keep` stays.
 * Services hear it as `people/merged` and rewrite their own rows, or ask `current(id)`.
 */
export async function merge(deps: PeopleDeps, work: Work, given: { keep: string; drop: string; reason: string }): Promise<{ keep: string; drop: string }> {
  if (given.keep === given.drop) throw new Problem(refusals.cannotMerge);
  const tables = work.tables<PeopleTables>();
  // In one order, so that two mergers of the same pair wait instead of blocking each other.
  const rows = await tables.selectFrom('people.person').selectAll().where('id', 'in', [given.keep, given.drop]).orderBy('id').forUpdate().execute();
  const keep = rows.find((row) => row.id === given.keep);
  const drop = rows.find((row) => row.id === given.drop);
  if (!keep || !drop || keep.merged_into || drop.merged_into || keep.erased_at || drop.erased_at) throw new Problem(refusals.cannotMerge);

  const moved = (sealed: string | null, what: 'address' | 'mother') => (sealed === null ? null : deps.vault.seal(deps.vault.open(sealed, `people/${what}/${drop.id}`), `people/${what}/${keep.id}`));
  await tables.updateTable('people.person').set({
    sex: keep.sex ?? drop.sex, birth_date: keep.birth_date ?? drop.birth_date, village: keep.village ?? drop.village,
    address: keep.address ?? moved(drop.address, 'address'), mother: keep.mother ?? moved(drop.mother, 'mother'),
  }).where('id', '=', keep.id).execute();
  await moveNumbers(work, keep.id, drop.id);
  await deps.numbers.retail(work, keep.id, keep.birth_date ?? drop.birth_date ?? undefined);
  await moveFamilies(work, keep.id, drop.id);
  await tables.updateTable('people.proof').set({ person: keep.id }).where('person', '=', drop.id).execute();
  await tables.updateTable('people.person').set({ merged_into: keep.id }).where((or) => or.or([or('id', '=', drop.id), or('merged_into', '=', drop.id)])).execute();
  work.emit({ type: 'people/merged', version: 1, subject: keep.id, data: { keep: keep.id, drop: drop.id } });
  work.note({ subject: keep.id, keep: keep.id, drop: drop.id, reason: given.reason });
  return { keep: keep.id, drop: drop.id };
}

async function moveNumbers(work: Work, keep: string, drop: string): Promise<void> {
  const tables = work.tables<PeopleTables>();
  const of = (person: string) => tables.selectFrom('people.identifier').select(['id', 'kind', 'fingerprint', 'contested']).where('person', '=', person).where('valid_to', 'is', null).execute();
  const kept = await of(keep);
  for (const number of await of(drop)) {
    if (!kept.some((mine) => mine.kind === number.kind)) {
      await tables.updateTable('people.identifier').set({ person: keep }).where('id', '=', number.id).execute();
      continue;
    }
    await tables.updateTable('people.identifier').set({ valid_to: work.now.toString(), ended_because: 'merged' }).where('id', '=', number.id).execute();
    if (!number.contested) await promote(work, number.kind, number.fingerprint);
  }
}

async function moveFamilies(work: Work, keep: string, drop: string): Promise<void> {
  const tables = work.tables<PeopleTables>();
  const of = (person: string) => tables.selectFrom('people.contact_member').select(['id', 'contact']).where('person', '=', person).where('ended_at', 'is', null).execute();
  const kept = new Set((await of(keep)).map((row) => row.contact));
  for (const member of await of(drop)) {
    const change = kept.has(member.contact) ? { ended_at: work.now.toString(), ended_because: 'merged' } : { person: keep };
    await tables.updateTable('people.contact_member').set(change).where('id', '=', member.id).execute();
  }
}
