import { initials } from '#kernel/name';
import type { Reader } from '../tables.ts';

/** What any page may show of a person: no name, no number, no full date. */
export interface PersonSummary {
  readonly id: string;
  readonly initials: string;
  readonly birthYear?: number | undefined;
  readonly sex?: 'L' | 'P' | undefined;
  /** Village code. */
  readonly village?: string | undefined;
  readonly maskedNik?: string | undefined;
  readonly maskedNoka?: string | undefined;
  readonly maskedNorm?: string | undefined;
  /** Somebody else claims one of these numbers: ask for the birth date before you rely on it. */
  readonly contested: boolean;
}

/** Follows mergers. Merging keeps chains one step long, so one look is enough. */
export async function currentIds(tables: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tables.selectFrom('people.person').select(['id', 'merged_into']).where('id', 'in', [...new Set(ids)]).execute();
  return new Map(rows.map((row) => [row.id, row.merged_into ?? row.id]));
}

/** Summaries under the ids that were asked for, also after a merger. Unknown and erased persons are left out. */
export async function summaries(tables: Reader, ids: readonly string[]): Promise<Map<string, PersonSummary>> {
  const current = await currentIds(tables, ids);
  const wanted = [...new Set(current.values())];
  if (wanted.length === 0) return new Map();
  const persons = await tables.selectFrom('people.person').select(['id', 'name', 'birth_date', 'sex', 'village']).where('id', 'in', wanted).where('erased_at', 'is', null).execute();
  const numbers = await tables.selectFrom('people.identifier').select(['person', 'kind', 'masked', 'contested', 'fingerprint']).where('person', 'in', wanted).where('valid_to', 'is', null).execute();
  const contestedPrints = new Set((numbers.length === 0 ? [] : await tables.selectFrom('people.identifier').select('fingerprint').where('fingerprint', 'in', numbers.map((row) => row.fingerprint)).where('contested', '=', true).where('valid_to', 'is', null).execute()).map((row) => row.fingerprint));
  const numbersOf = Map.groupBy(numbers, (row) => row.person);
  const made = new Map(persons.map((row): [string, PersonSummary] => {
    const mine = numbersOf.get(row.id) ?? [];
    const masked = (kind: string) => mine.find((number) => number.kind === kind)?.masked;
    return [row.id, {
      id: row.id, initials: initials(row.name), birthYear: row.birth_date === null ? undefined : Number(row.birth_date.slice(0, 4)), sex: row.sex ?? undefined, village: row.village ?? undefined,
      maskedNik: masked('nik'), maskedNoka: masked('noka'), maskedNorm: masked('norm'), contested: mine.some((number) => contestedPrints.has(number.fingerprint)),
    }];
  }));
  return new Map(ids.flatMap((asked) => { const found = made.get(current.get(asked) ?? ''); return found ? [[asked, found]] : []; }));
}
