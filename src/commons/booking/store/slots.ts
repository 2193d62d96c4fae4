import { sql } from 'kysely';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import { bookingCode } from '../rules/code.ts';
import type { BookingTables, Detail } from '../tables.ts';
import type { ClaimDeps } from './places.ts';
import type { Reader } from './reading.ts';

export interface ReserveInput {
  readonly service: string;
  /** The first of these that is free, or all of them together (many parties must all be free). */
  readonly anyOf?: readonly string[] | undefined;
  readonly allOf?: readonly string[] | undefined;
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly party: string;
  readonly key: string;
  readonly codePrefix: string;
  /** ISO date printed in the code. */
  readonly date: string;
  readonly detail?: Detail | undefined;
}

export interface Reservation {
  readonly id: string;
  readonly code: string;
  readonly resources: readonly string[];
  readonly repeated: boolean;
}

/** Reserves a window of time on a resource (or several at once). The database lets no two windows of one resource overlap. Refusal: `slotTaken`. The same key gives the same reservation. */
export async function reserve(work: Work, deps: ClaimDeps, input: ReserveInput): Promise<Reservation> {
  const tables = work.tables<BookingTables>();
  const during = `[${input.from.toString()},${input.to.toString()})`;
  const id = work.newId();
  const code = bookingCode(input.codePrefix, input.date, deps.random);
  const made = await tables.insertInto('booking.reservation').values({ id, service: input.service, party: input.party, key: input.key, code, during, detail: JSON.stringify(input.detail ?? {}), created_at: work.now.toString() })
    .onConflict((conflict) => conflict.column('key').doNothing()).returning('id').executeTakeFirst();
  if (!made) return known(work, input.key);
  const taken: string[] = [];
  for (const resource of input.allOf ?? input.anyOf ?? []) {
    const row = await tables.insertInto('booking.slot').values({ reservation_id: id, service: input.service, resource, during }).onConflict((conflict) => conflict.doNothing()).returning('resource').executeTakeFirst();
    if (row) taken.push(resource);
    if (row && !input.allOf) break;
    if (!row && input.allOf) throw new Problem(refusals.slotTaken, { facts: { resource } });
  }
  if (taken.length === 0) throw new Problem(refusals.slotTaken);
  return { id, code, resources: taken, repeated: false };
}

async function known(work: Work, key: string): Promise<Reservation> {
  const tables = work.tables<BookingTables>();
  const row = await tables.selectFrom('booking.reservation').select(['id', 'code']).where('key', '=', key).executeTakeFirstOrThrow();
  const slots = await tables.selectFrom('booking.slot').select('resource').where('reservation_id', '=', row.id).orderBy('resource').execute();
  return { ...row, resources: slots.map((slot) => slot.resource), repeated: true };
}

/** Gives the windows of a reservation back. */
export async function release(work: Work, { reservationId, reason }: { reservationId: string; reason: string }): Promise<void> {
  const tables = work.tables<BookingTables>();
  const row = await tables.updateTable('booking.reservation').set({ state: 'released', why: reason }).where('id', '=', reservationId).where('state', '=', 'reserved').returning('id').executeTakeFirst();
  if (!row) throw new Problem(refusals.alreadyGone);
  await tables.updateTable('booking.slot').set({ active: false }).where('reservation_id', '=', reservationId).execute();
}

/** The windows taken on resources between two instants, in order of time. */
export async function readBusy(reader: Reader, { service, resources, from, to }: { service: string; resources: readonly string[]; from: Temporal.Instant; to: Temporal.Instant }): Promise<{ resource: string; from: Temporal.Instant; to: Temporal.Instant; reservationId: string }[]> {
  const rows = await reader.selectFrom('booking.slot').select(['resource', 'reservation_id', sql<Temporal.Instant>`lower(during)`.as('begins'), sql<Temporal.Instant>`upper(during)`.as('ends')])
    .where('service', '=', service).where('resource', 'in', resources).where('active', '=', true).where(sql<boolean>`during && tstzrange(${from.toString()}, ${to.toString()})`).orderBy('begins').orderBy('resource').execute();
  return rows.map((row) => ({ resource: row.resource, from: row.begins, to: row.ends, reservationId: row.reservation_id }));
}
