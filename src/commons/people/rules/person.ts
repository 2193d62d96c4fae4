import { nameLetters, readName, type ReadName } from '#kernel/name';
import { Problem } from '#kernel/problem';
import { refusals } from '../problems.ts';

/** How the owner of a contact stands to a person served through it. */
export const relations = ['saya', 'anak', 'ibu', 'ayah', 'istri', 'suami', 'kakek-nenek', 'cucu', 'saudara', 'keluarga', 'tetangga', 'bidan', 'perangkat-desa', 'lainnya'] as const;
export type Relation = (typeof relations)[number];

/** Where somebody lives, as written; the village code stands beside it. */
export interface Address {
  readonly street?: string | undefined;
  readonly rt?: string | undefined;
  readonly rw?: string | undefined;
  readonly villageName?: string | undefined;
  readonly districtName?: string | undefined;
  readonly regencyName?: string | undefined;
  readonly provinceName?: string | undefined;
}

/** The name, or the problem that says what to write. */
export function requireName(typed: string): ReadName {
  const name = readName(typed);
  if (!name) throw new Problem(refusals.nameMissing, { fields: { name: refusals.nameMissing.detail } });
  return name;
}

/** The birth date as ISO text, or the problem. `today` is the civil date of the regency; nobody alive was born before 1880. */
export function requireBirthDate(typed: string, today: Temporal.PlainDate): string {
  const refuse = () => new Problem(refusals.birthDate, { fields: { birthDate: refusals.birthDate.detail } });
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) throw refuse();
  let date: Temporal.PlainDate;
  try {
    date = Temporal.PlainDate.from(typed);
  } catch {
    throw refuse();
  }
  if (Temporal.PlainDate.compare(date, today) > 0 || date.year < 1880) throw refuse();
  return date.toString();
}

/** Is the newcomer the person we know? Same letters of the name, and the same birth date wherever both are known. */
export function isSamePerson(known: { letters: string; birthDate: string | null }, given: { name: string; birthDate: string | undefined }): boolean {
  const datesAgree = known.birthDate === null || given.birthDate === undefined || known.birthDate === given.birthDate;
  return datesAgree && known.letters === nameLetters(given.name);
}

/** `A.S. (2019) – anak`: enough to pick from one's own family. */
export function memberLabel(initials: string, birthYear: number | undefined, relation: string): string {
  return `${initials}${birthYear === undefined ? '' : ` (${birthYear})`} – ${relation.replace('-', ' ')}`;
}
