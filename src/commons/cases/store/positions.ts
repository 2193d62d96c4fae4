import { sql } from 'kysely';
import { mapConstraints, type Work } from '#platform/database';
import type { Words } from '#kernel/manifest';
import { refusals } from '../problems.ts';
import type { CasesTables } from '../tables.ts';
import type { Reader } from './reading.ts';

/** A position somebody may act for today, and in which capacity. */
export interface Seat {
  readonly position: string;
  readonly capacity: 'definitive' | 'plh' | 'plt';
  readonly decree: string | null;
}

export interface PositionInput {
  /** `dpmptsp/kepala`. */
  readonly id: string;
  readonly agency: string;
  readonly name: Words;
  /** Where work goes when nobody is there, and after how many working minutes. */
  readonly fallsTo?: string | undefined;
  readonly fallsAfter?: number | undefined;
}

export interface HolderInput {
  readonly position: string;
  readonly account: string;
  /** `plh` (pelaksana harian) and `plt` (pelaksana tugas) need a decree and a last day. */
  readonly capacity: 'definitive' | 'plh' | 'plt';
  readonly decree?: string | undefined;
  /** First and last day, both included. */
  readonly from: Temporal.PlainDate;
  readonly to?: Temporal.PlainDate | undefined;
}

/** Makes a position, or changes its name and where its work falls to. */
export async function setPosition(work: Work, input: PositionInput): Promise<void> {
  const values = { agency: input.agency, name: JSON.stringify(input.name), falls_to: input.fallsTo ?? null, falls_after: input.fallsAfter ?? null };
  await work.tables<CasesTables>().insertInto('cases.position').values({ id: input.id, ...values }).onConflict((conflict) => conflict.column('id').doUpdateSet(values)).execute();
}

/** A position of the regency's one list. */
export interface KnownPosition {
  readonly id: string;
  readonly agency: string;
  readonly name: Words;
}

/** Names a position without touching where its work falls to: for rooms that only need it to exist. */
export async function namePosition(work: Work, input: KnownPosition): Promise<void> {
  const values = { agency: input.agency, name: JSON.stringify(input.name) };
  await work.tables<CasesTables>().insertInto('cases.position').values({ id: input.id, ...values, falls_to: null, falls_after: null }).onConflict((conflict) => conflict.column('id').doUpdateSet(values)).execute();
}

/** Every position, by agency. */
export async function listPositions(reader: Reader): Promise<KnownPosition[]> {
  return reader.selectFrom('cases.position').select(['id', 'agency', 'name']).orderBy('agency').orderBy('id').execute();
}

/** Locks a position until the end of the transaction, so that two people cannot record overlapping terms at once. */
export async function lockPosition(work: Work, id: string): Promise<KnownPosition | undefined> {
  return work.tables<CasesTables>().selectFrom('cases.position').select(['id', 'agency', 'name']).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Puts somebody on a position. One definitive and one acting holder a day, kept by the database. */
export async function setHolder(work: Work, input: HolderInput): Promise<string> {
  const id = work.newId();
  const during = `[${input.from.toString()},${input.to?.toString() ?? ''}]`;
  await mapConstraints({ one_holder_a_day: refusals.holderOverlaps }, () => work.tables<CasesTables>().insertInto('cases.holder').values({ id, position: input.position, account: input.account, capacity: input.capacity, decree: input.decree ?? null, during }).execute());
  work.note({ position: { id: input.position, account: input.account, capacity: input.capacity, decree: input.decree ?? null, during } });
  return id;
}

/** Seats somebody in the place of whoever of the same kind (own holder, or acting) sits there in those days; before and after, they stay. */
export async function succeedHolder(work: Work, input: HolderInput): Promise<string> {
  const tables = work.tables<CasesTables>();
  const after = input.to?.add({ days: 1 });
  const days = sql`daterange(${input.from.toString()}::date, ${after?.toString() ?? null}::date)`;
  const { rows } = await sql<{ account: string; capacity: Seat['capacity']; decree: string | null; starts: string; ends: string | null }>`delete from cases.holder
    where position = ${input.position} and (capacity = 'definitive') = ${input.capacity === 'definitive'} and during && ${days} returning account, capacity, decree, lower(during)::text as starts, upper(during)::text as ends`.execute(tables);
  for (const row of rows) {
    const same = { position: input.position, account: row.account, capacity: row.capacity, decree: row.decree };
    if (row.starts < input.from.toString()) await tables.insertInto('cases.holder').values({ id: work.newId(), ...same, during: `[${row.starts},${input.from.toString()})` }).execute();
    if (after && (row.ends === null || row.ends > after.toString())) await tables.insertInto('cases.holder').values({ id: work.newId(), ...same, during: `[${after.toString()},${row.ends ?? ''})` }).execute();
  }
  return setHolder(work, input);
}

/** Ends an account's holding of a position of one kind from a day on, whatever was promised beyond it. */
export async function vacateHolder(work: Work, input: { position: string; account: string; capacity: Seat['capacity']; from: Temporal.PlainDate }): Promise<void> {
  const tables = work.tables<CasesTables>();
  const from = input.from.toString();
  await sql`delete from cases.holder where position = ${input.position} and account = ${input.account} and capacity = ${input.capacity} and lower(during) >= ${from}::date`.execute(tables);
  await sql`update cases.holder set during = daterange(lower(during), ${from}::date) where position = ${input.position} and account = ${input.account} and capacity = ${input.capacity} and during @> ${from}::date`.execute(tables);
  work.note({ position: { id: input.position, account: input.account, vacated: from } });
}

/** Ends whoever holds a position on `lastDay` (included): an official was replaced. Open tasks stay with the position. */
export async function endHolder(work: Work, input: { position: string; account: string; lastDay: Temporal.PlainDate }): Promise<void> {
  await sql`update cases.holder set during = daterange(lower(during), ${input.lastDay.toString()}::date, '[]') where position = ${input.position} and account = ${input.account} and during @> ${input.lastDay.toString()}::date`.execute(work.tables<CasesTables>());
  work.note({ position: { id: input.position, account: input.account, ended: input.lastDay.toString() } });
}

/** Says that an account is away; its positions are then held by their Plh or Plt, or fall on after a while. */
export async function setAbsence(work: Work, input: { account: string; from: Temporal.PlainDate; to: Temporal.PlainDate; reason: string }): Promise<void> {
  await work.tables<CasesTables>().insertInto('cases.absence').values({ id: work.newId(), account: input.account, during: `[${input.from.toString()},${input.to.toString()}]`, reason: input.reason }).execute();
}

/** Positions an account holds on a day: its own unless absent, others' by decree. */
export async function seatsOn(reader: Reader, account: string, day: Temporal.PlainDate): Promise<Seat[]> {
  return present(reader, day).select(['h.position', 'h.capacity', 'h.decree']).where('h.account', '=', account).orderBy('h.position').orderBy('h.capacity').execute();
}

/** Who may act for a position on a day: a Plh or Plt first, then its own holder if present. */
export async function holdersOn(reader: Reader, position: string, day: Temporal.PlainDate): Promise<{ account: string; capacity: Seat['capacity']; decree: string | null }[]> {
  return present(reader, day).select(['h.account', 'h.capacity', 'h.decree']).where('h.position', '=', position).orderBy(sql`(h.capacity = 'definitive')`).orderBy('h.account').execute();
}

/** Whoever holds any position on a day and is not away. */
function present(reader: Reader, day: Temporal.PlainDate) {
  return reader.selectFrom('cases.holder as h').where(sql<boolean>`h.during @> ${day.toString()}::date`)
    .where(sql<boolean>`not exists (select 1 from cases.absence a where a.account = h.account and a.during @> ${day.toString()}::date)`);
}
