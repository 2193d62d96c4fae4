import { can, type Actor } from '#kernel/actor';
import { canonicalJson } from '#kernel/digest';
import { Problem, type ProblemSpec } from '#kernel/problem';
import type { Database, Work } from '#platform/database';
import { refusals } from './problems.ts';
import type { Purpose } from './purposes.ts';
import type { AccessTables } from './tables.ts';

/** One look at somebody's personal data, said before the data is handed out. */
export interface Reading {
  /** Person id, never a NIK. */
  readonly person: string;
  /** Names of the fields opened: `nik`, `name`, `phone`, `address`. Never their values. */
  readonly fields: readonly string[];
  readonly purpose: Purpose;
  /** Service id through which it was opened. */
  readonly service: string;
  /** The permission that lets the actor open it. Without it only `breakGlass` does. */
  readonly permission?: string | undefined;
  /** Opened in an emergency without the permission: needs a reason and is shown first to the person concerned. */
  readonly breakGlass?: boolean | undefined;
  readonly reason?: string | undefined;
}

export interface RecordedReading {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly person: string;
  readonly who: { readonly kind: string; readonly id: string; readonly agency: string | undefined };
  readonly fields: readonly string[];
  readonly purpose: Purpose;
  readonly service: string;
  readonly breakGlass: boolean;
  readonly reason: string | undefined;
}

/** Why this reading is refused, or nothing when it may go ahead. */
export function whyNotRead(actor: Actor, reading: Reading): ProblemSpec | undefined {
  if (reading.breakGlass) {
    if (actor.kind !== 'staff') return refusals.onlyStaffBreakGlass;
    return (reading.reason ?? '').trim().length < 10 ? refusals.glassNeedsReason : undefined;
  }
  return reading.permission !== undefined && !can(actor, reading.permission) ? refusals.mayNotRead : undefined;
}

/** Records readings in the transaction that reads: one, or those of a list. Throws the refusal of `whyNotRead`. */
export async function recordReading(work: Work, ...readings: readonly Reading[]): Promise<void> {
  if (readings.length === 0) return;
  for (const reading of readings) refuse(work.actor, reading);
  const rows = readings.map((reading) => row(work.actor, reading, { id: work.newId(), at: work.now, requestId: work.intent.requestId }));
  await work.tables<AccessTables>().insertInto('access.reading').values(rows).execute();
  for (const reading of readings) if (reading.breakGlass) work.emit({ type: 'access/glass-broken', version: 1, subject: reading.person, data: { service: reading.service, agency: work.actor.agency ?? null } });
}

/** Records a reading outside a write and returns when it is committed: only then may the data be shown. Breaking the glass is a write of its own, with its event. */
export async function readingFor(database: Database, newId: () => string, actor: Actor, reading: Reading, requestId?: string): Promise<void> {
  refuse(actor, reading);
  if (reading.breakGlass) {
    await database.write({ actor, action: 'access/break-glass', requestId }, async (work) => {
      work.note({ subject: reading.person, service: reading.service, reason: reading.reason });
      await recordReading(work, reading);
    });
    return;
  }
  const made = row(actor, reading, { id: newId(), at: database.clock.now(), requestId });
  await database.journal<AccessTables, unknown>((tables) => tables.insertInto('access.reading').values(made).execute());
}

/** Records many readings of different actors in one statement, for a room that gathers them; the data may be shown when it returned. Breaking the glass goes one by one. */
export async function readingsFor(database: Database, newId: () => string, looks: readonly { actor: Actor; reading: Reading; requestId?: string | undefined }[]): Promise<void> {
  for (const look of looks) refuse(look.actor, look.reading);
  for (const look of looks) if (look.reading.breakGlass) await readingFor(database, newId, look.actor, look.reading, look.requestId);
  const rows = looks.filter((look) => !look.reading.breakGlass).map((look) => row(look.actor, look.reading, { id: newId(), at: database.clock.now(), requestId: look.requestId }));
  if (rows.length > 0) await database.journal<AccessTables, unknown>((tables) => tables.insertInto('access.reading').values(rows).execute());
}

/** Who looked at the data of these persons, newest first. `before` is the id of the last row already seen. */
export async function readingsAbout(database: Database, persons: readonly string[], options: { limit?: number; before?: string | undefined } = {}): Promise<RecordedReading[]> {
  if (persons.length === 0) return [];
  const query = database.read<AccessTables>().selectFrom('access.reading').selectAll().where('person', 'in', [...persons]).orderBy('id', 'desc').limit(options.limit ?? 50);
  const rows = await (options.before ? query.where('id', '<', options.before) : query).execute();
  return rows.map((found) => ({
    id: found.id, at: found.at, person: found.person, who: { kind: found.actor_kind, id: found.actor_id, agency: found.agency ?? undefined }, fields: found.fields,
    purpose: found.purpose as Purpose, service: found.service, breakGlass: found.break_glass, reason: found.reason ?? undefined,
  }));
}

function refuse(actor: Actor, reading: Reading): void {
  const why = whyNotRead(actor, reading);
  if (why) throw new Problem(why, why === refusals.glassNeedsReason ? { fields: { reason: why.detail } } : {});
}

function row(actor: Actor, reading: Reading, about: { id: string; at: Temporal.Instant; requestId: string | undefined }) {
  const said = {
    at: about.at.toString(), person: reading.person, actor_kind: actor.kind, actor_id: actor.id, agency: actor.agency ?? null, channel: actor.channel, service: reading.service,
    fields: [...reading.fields], purpose: reading.purpose, break_glass: reading.breakGlass ?? false, reason: reading.reason ?? null, request_id: about.requestId ?? null,
  };
  return { id: about.id, ...said, body: canonicalJson(said), position: null, hash: null };
}
