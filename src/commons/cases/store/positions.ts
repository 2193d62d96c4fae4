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
