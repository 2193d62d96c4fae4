import { sql } from 'kysely';
import { z } from 'zod';
import { sha256 } from '#kernel/digest';
import type { Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { action, type Perform } from '#platform/action';
import type { Database, Work } from '#platform/database';
import { mapConstraints } from '#platform/database';
import { dispatchConstraints, refusals } from '../problems.ts';
import { listOfficer } from '../store/crews.ts';
import { enrolDevice, requireDevice, revokeDevice } from '../store/devices.ts';
import { readerOf } from '../store/reading.ts';
import type { VisitDeps } from '../store/visits.ts';
import type { DispatchTables } from '../tables.ts';
import { applyEvent, Conflict, Waits, type Stored } from './apply.ts';
import { bodies, fieldEvent, signedText, type EventAnswer, type EventKind, type FieldEvent } from './events.ts';
import { isSignedBy, publicKeySchema } from './signatures.ts';

export interface RecordDeps extends VisitDeps { readonly database: Database; readonly perform: Perform }

const aboutEvent = (id: string) => `dispatch/event/${id}`;

export function fieldActions(deps: RecordDeps) {
  return {
    enrol: action({ name: 'dispatch/enrol-device', input: z.strictObject({ id: z.uuid(), name: z.string().trim().min(1).max(80), publicKey: publicKeySchema }), allow: 'dispatch/field', async run(work, input) {
      await listOfficer(work, { profile: deps.travel.profiles[0]?.id ?? '', latitude: deps.seat.latitude, longitude: deps.seat.longitude });
      return enrolDevice(work, input);
    } }),
    revoke: action({ name: 'dispatch/revoke-device', input: z.strictObject({ device: z.uuid(), reason: z.string().trim().min(3).max(300) }), allow: 'dispatch/plan', run: revokeDevice }),
    /** Keeps what a phone sent, before anything is judged: nothing that reached the server can be lost by a rule. */
    receive: action({
      name: 'dispatch/receive-events', input: z.strictObject({ device: z.uuid(), sentAt: z.iso.datetime(), queued: z.int().min(0), events: z.array(fieldEvent).max(200) }), allow: 'dispatch/field', constraints: dispatchConstraints,
      run: (work, input) => storeEvents(work, deps, input),
    }),
    apply: action({ name: 'dispatch/apply-event', input: z.strictObject({ id: z.uuid() }), allow: 'dispatch/field', constraints: dispatchConstraints, run: (work, { id }) => settle(work, deps, id, undefined) }),
    refuse: action({
      name: 'dispatch/refuse-event', input: z.strictObject({ id: z.uuid(), outcome: z.enum(['conflict', 'rejected', 'waiting']), answer: z.record(z.string(), z.string()), waitsFor: z.array(z.uuid()), code: z.string().optional() }), allow: 'dispatch/field',
      run: (work, { id, ...verdict }) => settle(work, deps, id, verdict),
    }),
  };
}

type Actions = ReturnType<typeof fieldActions>;
interface Verdict { readonly outcome: 'conflict' | 'rejected' | 'waiting'; readonly answer: Record<string, string>; readonly waitsFor: readonly string[]; readonly code?: string | undefined }

/** Takes a batch in and works it through. Sending a whole day again is harmless: each event is answered as it was the first time. */
export async function recordEvents(deps: RecordDeps, actions: Actions, actor: Actor, raw: unknown): Promise<EventAnswer[]> {
  const { fresh, ids } = await deps.perform(actions.receive, actor, raw);
  await drain(deps, actions, actor, (raw as { device: string }).device);
  return answersFor(deps.database, ids, fresh);
}

async function storeEvents(work: Work, deps: RecordDeps, input: { device: string; sentAt: string; queued: number; events: readonly FieldEvent[] }): Promise<{ fresh: Set<string>; ids: string[] }> {
  const tables = work.tables<DispatchTables>();
  const device = await requireDevice(tables, input.device, work.actor.id);
  await tables.updateTable('dispatch.device').set({ last_seen_at: work.now.toString(), queued: input.queued }).where('id', '=', device.id).execute();
  const skew = Math.round(Temporal.Instant.from(input.sentAt).until(work.now).total('seconds'));
  const fresh = new Set<string>();
  for (const event of [...input.events].sort((a, b) => a.counter - b.counter)) {
    if (!isSignedBy(device.publicKey, signedText(device.id, event), event.signature)) throw new Problem(refusals.badSignature, { facts: { event: event.id } });
    const known = await tables.selectFrom('dispatch.field_event').select(['body_hash', 'device']).where('id', '=', event.id).executeTakeFirst();
    const hash = sha256(signedText(device.id, event));
    if (known) {
      if (known.body_hash !== hash) throw new Problem(refusals.counterUsed, { facts: { event: event.id } });
      continue;
    }
    const id = event.id;
    const visit = event.visit && await tables.selectFrom('dispatch.visit').select('id').where('id', '=', event.visit).executeTakeFirst() ? event.visit : null;
    await tables.insertInto('dispatch.field_event').values({
      id, device: device.id, counter: BigInt(event.counter), kind: event.kind, visit, body: deps.vault.seal(event.body, aboutEvent(id)), body_hash: hash,
      // The phone's clock is not believed: what it is wrong by now it was wrong by then.
      occurred_at: earlier(Temporal.Instant.from(event.occurredAt).add({ seconds: skew }), work.now).toString(), recorded_at: work.now.toString(), skew_seconds: Math.max(-2_000_000_000, Math.min(2_000_000_000, skew)),
      outcome: 'waiting', number: `L-${id.replaceAll('-', '').slice(-10).toUpperCase()}`,
    }).execute();
    fresh.add(id);
  }
  work.note({ subject: device.id, events: input.events.length, fresh: fresh.size, queued: input.queued });
  return { fresh, ids: input.events.map((event) => event.id) };
}

/** Works through what is due: a phone's events strictly by its counter, then whatever waited for them, on any phone. */
async function drain(deps: RecordDeps, actions: Actions, actor: Actor, device: string): Promise<void> {
  for (let round = 0; round < 2000; round += 1) {
    const [next] = await due(deps.database, device);
    if (!next) return;
    await attempt(deps, actions, actor, next);
  }
}

async function attempt(deps: RecordDeps, actions: Actions, actor: Actor, id: string): Promise<void> {
  try {
    await deps.perform(actions.apply, actor, { id });
  } catch (error) {
    const verdict = verdictOf(error);
    if (!verdict) throw error;
    await deps.perform(actions.refuse, actor, { id, ...verdict });
  }
}

function verdictOf(error: unknown): Verdict | undefined {
  if (error instanceof Waits) return { outcome: 'waiting', answer: { reason: refusals.waits.detail }, waitsFor: error.custodies, code: error.code };
  if (error instanceof Conflict) return { outcome: 'conflict', answer: { field: error.field, theirs: error.theirs }, waitsFor: [] };
  if (!(error instanceof Problem)) return undefined;
  const holder = error.facts['holder'];
  if (error.code === refusals.taken.code || error.code === refusals.notHolder.code) return { outcome: 'conflict', answer: { field: 'holder', theirs: typeof holder === 'string' ? holder : '' }, waitsFor: [] };
  return { outcome: 'rejected', answer: { reason: `${error.title}. ${error.detail}`, code: error.code }, waitsFor: [] };
}

/** Next event of the phone by counter, or any phone's event whose custody or code has come. */
async function due(database: Database, device: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select event.id from dispatch.field_event event join dispatch.device device on device.id = event.device
    where event.outcome = 'waiting' and (
      (device.id = ${device} and event.counter = device.applied + 1)
      or (event.counter <= device.applied and cardinality(event.waits_for) > 0 and not exists (select 1 from unnest(event.waits_for) wanted where not exists (select 1 from dispatch.custody custody where custody.id = wanted)))
      or (event.counter <= device.applied and event.handover_code is not null and exists (select 1 from dispatch.handover handover where handover.code = event.handover_code)))
    order by event.counter limit 1`.execute(database.read<DispatchTables>() as never);
  return rows.map((row) => row.id);
}

/** Applies an event or writes its verdict down, once: whoever comes second finds it settled. */
async function settle(work: Work, deps: RecordDeps, id: string, verdict: Verdict | undefined): Promise<void> {
  const tables = work.tables<DispatchTables>();
  const row = await tables.selectFrom('dispatch.field_event').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
  if (row.outcome !== 'waiting') return;
  const device = await tables.selectFrom('dispatch.device').select(['id', 'account', 'applied']).where('id', '=', row.device).forUpdate().executeTakeFirstOrThrow();
  if (row.counter > device.applied + 1n) return;
  if (!verdict) {
    const crew = await tables.selectFrom('dispatch.crew').select('name').where('account', '=', device.account).executeTakeFirst();
    const body = deps.vault.open(row.body, aboutEvent(id));
    const shape = bodies[row.kind as EventKind].safeParse(JSON.parse(body));
    if (!shape.success) throw new Problem(refusals.badEvent);
    const event: Stored = { id, device: device.id, kind: row.kind as EventKind, visit: row.visit ?? undefined, body, at: row.occurred_at, officer: { account: device.account, name: crew?.name ?? 'Petugas lapangan' } };
    await mapConstraints(dispatchConstraints, () => applyEvent(work, deps, event));
  }
  await tables.updateTable('dispatch.field_event').set({ outcome: verdict?.outcome ?? 'applied', answer: JSON.stringify(verdict?.answer ?? {}), waits_for: [...verdict?.waitsFor ?? []], handover_code: verdict?.code ?? null }).where('id', '=', id).execute();
  if (row.counter === device.applied + 1n) await tables.updateTable('dispatch.device').set({ applied: row.counter }).where('id', '=', device.id).execute();
  work.note({ subject: id, kind: row.kind, outcome: verdict?.outcome ?? 'applied' });
}

async function answersFor(database: Database, ids: readonly string[], fresh: ReadonlySet<string>): Promise<EventAnswer[]> {
  if (ids.length === 0) return [];
  const rows = await readerOf(database).selectFrom('dispatch.field_event').select(['id', 'outcome', 'answer', 'number']).where('id', 'in', [...ids]).execute();
  return rows.map((row) => {
    const answer = row.answer as { field?: string; theirs?: string; reason?: string };
    const outcome = row.outcome === 'applied' && !fresh.has(row.id) ? 'duplicate' : row.outcome;
    return { id: row.id, outcome, number: row.number, ...(answer.field === undefined ? {} : { field: answer.field }), ...(answer.theirs === undefined ? {} : { theirs: answer.theirs }), ...(answer.reason === undefined ? {} : { reason: answer.reason }) };
  });
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? a : b;
}
