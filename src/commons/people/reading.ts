import { sql } from 'kysely';
import { can, type Actor } from '#kernel/actor';
import { nameLetters, shownName } from '#kernel/name';
import type { Phone } from '#kernel/phone';
import { Problem } from '#kernel/problem';
import { Work } from '#platform/database';
import { refusals as actionRefusals } from '#platform/action';
import type { Purpose } from '#commons/access';
import { phoneOf } from './family.ts';
import type { PeopleDeps } from './people.ts';
import { refusals } from './problems.ts';
import { identifierKinds, type IdentifierKind } from './rules/identifiers.ts';
import type { Address } from './rules/person.ts';
import { currentIds, summaries, type PersonSummary } from './store/summaries.ts';
import { reader, type PeopleTables } from './tables.ts';

export type Field = 'name' | 'birthDate' | 'sex' | 'address' | 'motherName' | 'phone' | IdentifierKind;

/** Why somebody's data is opened. `service` is the service through which; the person sees it all under “Siapa membaca data saya”. */
export interface Why {
  readonly purpose: Purpose;
  readonly service: string;
  readonly reason?: string | undefined;
  readonly breakGlass?: boolean | undefined;
}

/** Personal data in the clear. Only what was asked for is there. */
export interface Revealed {
  readonly name?: string | undefined;
  /** With titles. */
  readonly shownName?: string | undefined;
  readonly birthDate?: string | undefined;
  readonly sex?: 'L' | 'P' | undefined;
  readonly address?: Address | undefined;
  readonly motherName?: string | undefined;
  readonly phone?: Phone | undefined;
  readonly nik?: string | undefined;
  readonly noka?: string | undefined;
  readonly norm?: string | undefined;
  readonly kk?: string | undefined;
  readonly passport?: string | undefined;
}

/**
 * Opens personal data for a stated purpose. The reading is written down before anything is handed out. Staff need a personal permission of the service they
 * act through (or `people/see`), or break the glass; a resident's own look is allowed by the caller who knows whose contact it is.
 */
export async function reveal(deps: PeopleDeps, by: Actor | Work, personId: string, why: Why & { readonly fields: readonly Field[] }): Promise<Revealed> {
  const { actor, within } = sides(by);
  const tables = reader(deps.database, within);
  const id = (await currentIds(tables, [personId])).get(personId);
  const row = id === undefined ? undefined : await tables.selectFrom('people.person').selectAll().where('id', '=', id).where('erased_at', 'is', null).executeTakeFirst();
  if (!row) throw new Problem(refusals.unknownPerson);
  if (!why.breakGlass) requireMayRead(deps, actor, why);
  const reading = { person: row.id, fields: why.fields, purpose: why.purpose, service: why.service, reason: why.reason, breakGlass: why.breakGlass };
  await (within ? deps.access.recordReading(within, reading) : deps.access.readingFor(actor, reading));
  const wants = (field: Field) => why.fields.includes(field);
  return {
    ...(wants('name') ? { name: row.name, shownName: shownName({ titlesBefore: row.titles_before, name: row.name, titlesAfter: row.titles_after }) } : {}),
    ...(wants('birthDate') && row.birth_date !== null ? { birthDate: row.birth_date } : {}),
    ...(wants('sex') && row.sex !== null ? { sex: row.sex } : {}),
    ...(wants('address') && row.address !== null ? { address: JSON.parse(deps.vault.open(row.address, `people/address/${row.id}`)) as Address } : {}),
    ...(wants('motherName') && row.mother !== null ? { motherName: deps.vault.open(row.mother, `people/mother/${row.id}`) } : {}),
    ...(wants('phone') ? { phone: await phoneOf(deps, tables, row.id) } : {}),
    ...(await deps.numbers.open(tables, row.id, identifierKinds.filter(wants))),
  };
}

export interface Named { readonly name: string; readonly shownName: string }

/** Names for a list a desk works on. Written down once a person, actor, purpose and hour, so that a board may refresh every second. */
export async function names(deps: PeopleDeps, by: Actor | Work, ids: readonly string[], why: Why): Promise<Map<string, Named>> {
  const { actor, within } = sides(by);
  requireMayRead(deps, actor, why);
  const tables = reader(deps.database, within);
  const current = await currentIds(tables, ids);
  const wanted = [...new Set(current.values())];
  if (wanted.length === 0) return new Map();
  const rows = await tables.selectFrom('people.person').select(['id', 'name', 'titles_before', 'titles_after']).where('id', 'in', wanted).where('erased_at', 'is', null).execute();
  const hour = deps.clock.now().round({ smallestUnit: 'hour', roundingMode: 'floor' }).toString();
  const logged = new Set((await tables.selectFrom('people.naming').select('person').where('actor', '=', actor.id).where('service', '=', why.service).where('purpose', '=', why.purpose).where('hour', '=', hour).where('person', 'in', wanted).execute()).map((row) => row.person));
  const fresh = rows.map((row) => row.id).filter((id) => !logged.has(id));
  if (fresh.length > 0) await (within ? logNaming(deps, within, fresh, why, hour) : deps.database.write({ actor, action: 'people/readNames' }, (work) => logNaming(deps, work, fresh, why, hour)));
  const named = new Map(rows.map((row) => [row.id, { name: row.name, shownName: shownName({ titlesBefore: row.titles_before, name: row.name, titlesAfter: row.titles_after }) }]));
  return new Map(ids.flatMap((asked) => { const found = named.get(current.get(asked) ?? ''); return found ? [[asked, found] as const] : []; }));
}

/** An officer looks for somebody by name: letters only, tolerant, at most twenty. Every hit is a reading of the name. */
export async function searchByName(deps: PeopleDeps, actor: Actor, given: Why & { readonly name: string; readonly birthDate?: string | undefined }): Promise<(PersonSummary & Named)[]> {
  requireMayRead(deps, actor, given);
  const letters = nameLetters(given.name);
  if (letters.length < 3) return [];
  const tables = deps.database.read<PeopleTables>();
  const near = sql<number>`similarity(letters, ${letters})`;
  const query = tables.selectFrom('people.person').select('id').where('merged_into', 'is', null).where('erased_at', 'is', null)
    .where((or) => or.or([or('letters', 'like', `%${letters}%`), sql<boolean>`letters % ${letters}`])).orderBy(near, 'desc').orderBy('id').limit(20);
  const rows = await (given.birthDate ? query.where('birth_date', '=', given.birthDate) : query).execute();
  const ids = rows.map((row) => row.id);
  const known = await summaries(tables, ids);
  const called = await names(deps, actor, ids, given);
  return ids.flatMap((id) => { const person = known.get(id); const name = called.get(id); return person && name ? [{ ...person, ...name }] : []; });
}

async function logNaming(deps: PeopleDeps, work: Work, ids: readonly string[], why: Why, hour: string): Promise<void> {
  const tables = work.tables<PeopleTables>();
  const rows = [...ids].sort().map((person) => ({ actor: work.actor.id, person, service: why.service, purpose: why.purpose, hour }));
  const added = await tables.insertInto('people.naming').values(rows).onConflict((conflict) => conflict.doNothing()).returning('person').execute();
  await deps.access.recordReading(work, ...added.map(({ person }) => ({ person, fields: ['name'], purpose: why.purpose, service: why.service, reason: why.reason })));
  work.note({ names: added.length, service: why.service, purpose: why.purpose });
}

function requireMayRead(deps: PeopleDeps, actor: Actor, why: Why): void {
  const own = (id: string) => id.startsWith(`${why.service}/`);
  const allowed: Record<Actor['kind'], () => boolean> = {
    system: () => true,
    staff: () => can(actor, 'people/see') || deps.access.permissions().some((permission) => permission.personal === true && own(permission.id) && can(actor, permission.id)),
    partner: () => ['claim', 'registration', 'service'].includes(why.purpose),
    resident: () => why.purpose === 'own' || why.purpose === 'registration',
    anonymous: () => why.purpose === 'own' || why.purpose === 'registration',
  };
  if (!allowed[actor.kind]()) throw new Problem(actionRefusals.forbidden);
}

function sides(by: Actor | Work): { actor: Actor; within: Work | undefined } {
  return by instanceof Work ? { actor: by.actor, within: by } : { actor: by, within: undefined };
}
