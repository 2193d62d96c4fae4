import { sql } from 'kysely';
import type { Work } from '#platform/database';
import type { Reader } from './reader.ts';
import type { PharmacyStep, SaroaleTables } from './tables.ts';

export interface Prescription {
  readonly bookingId: string;
  readonly number: number;
  readonly date: Temporal.PlainDate;
  readonly compounded: boolean;
  readonly step: PharmacyStep;
  readonly waitingAt: Temporal.Instant;
}

/** Puts a prescription into the line of its kind and returns its number of the day. */
export async function addPrescription(work: Work, prescription: { bookingId: string; date: Temporal.PlainDate; compounded: boolean }): Promise<number> {
  const tables = work.tables<SaroaleTables>();
  const date = prescription.date.toString();
  // One giver of numbers per day and kind at a time; the lock ends with the transaction.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`saroale.pharmacy|${date}|${String(prescription.compounded)}`}, 0))`.execute(tables);
  const { last } = await tables.selectFrom('saroale.pharmacy').select((select) => select.fn.max('number').as('last')).where('date', '=', date).where('compounded', '=', prescription.compounded).executeTakeFirstOrThrow();
  const number = (last ?? 0) + 1;
  await tables.insertInto('saroale.pharmacy').values({ booking_id: prescription.bookingId, number, date, compounded: prescription.compounded, step: 'waiting', waiting_at: work.now.toString() }).execute();
  return number;
}

export async function findPrescription(reader: Reader, bookingId: string): Promise<Prescription | undefined> {
  const row = await reader.selectFrom('saroale.pharmacy').selectAll().where('booking_id', '=', bookingId).executeTakeFirst();
  return row && asPrescription(row);
}

/** The day's prescriptions in the order of their numbers. */
export async function prescriptionsOf(reader: Reader, date: Temporal.PlainDate): Promise<Prescription[]> {
  return (await reader.selectFrom('saroale.pharmacy').selectAll().where('date', '=', date.toString()).orderBy('compounded').orderBy('number').execute()).map(asPrescription);
}

export async function stepPrescription(work: Work, bookingId: string, step: 'preparing' | 'ready'): Promise<void> {
  await work.tables<SaroaleTables>().updateTable('saroale.pharmacy').set(step === 'preparing' ? { step, preparing_at: work.now.toString() } : { step, ready_at: work.now.toString() }).where('booking_id', '=', bookingId).execute();
}

function asPrescription(row: { booking_id: string; number: number; date: string; compounded: boolean; step: PharmacyStep; waiting_at: Temporal.Instant }): Prescription {
  return { bookingId: row.booking_id, number: row.number, date: Temporal.PlainDate.from(row.date), compounded: row.compounded, step: row.step, waitingAt: row.waiting_at };
}
