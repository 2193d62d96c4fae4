import { z } from 'zod';
import { can, type Actor } from '#kernel/actor';
import { canonicalJson, sha256 } from '#kernel/digest';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { constraints, refusals } from '../problems.ts';
import { writeEncounter } from '../record/write.ts';
import { happenedAt, tooFarAhead } from '../rules/device-time.ts';
import type { Tables } from '../store/tables.ts';
import { triageOf } from '../store/triage.ts';
import { holdVisit, moveVisit, type Visit } from '../store/visits.ts';
import * as inputs from './inputs.ts';
import { prescribe } from './prescribe.ts';
import { noteText, openVisit, saveNote } from './save-note.ts';
import { minutesSince, triage, triageInput } from './triage.ts';

const instant = z.iso.datetime({ offset: true });
const head = { id: z.uuid(), device: z.string().regex(/^[\w-]{8,64}$/), counter: z.number().int().min(1), visitId: inputs.visitId, writtenAt: instant, sentAt: instant.optional() };
const medicine = z.strictObject({ drug: z.string().min(1).max(80), signa: z.string().trim().min(3).max(120), quantity: z.string().max(6).default(''), reason: z.string().trim().max(300).default('') });
/** What a device may write without network: measurements at the door, the note, and a draft of the prescription. Signing and handing over wait for the network, because they must be checked against others. */
const eventInput = z.discriminatedUnion('kind', [
  z.strictObject({ ...head, kind: z.literal('note'), base: z.number().int().min(0), note: noteText }),
  /** `base`: when the measurements the device knew were taken; empty when it knew none. */
  z.strictObject({ ...head, kind: z.literal('triage'), base: z.string().max(40), triage: triageInput.omit({ visitId: true }) }),
  z.strictObject({ ...head, kind: z.literal('rx'), rx: medicine }),
]);
type DeviceEvent = z.output<typeof eventInput>;
interface Part { readonly part: string; readonly mine: string; readonly theirs: string }
export type SyncAnswer = { readonly id: string; readonly outcome: 'applied' | 'duplicate' } | { readonly id: string; readonly outcome: 'conflict'; readonly parts: readonly Part[] } | { readonly id: string; readonly outcome: 'rejected'; readonly reason: string };

/**
 * Takes one event of a device's log (domain 3.7). Sent again it is a duplicate and changes nothing; written on an old base it is merged or set beside, and the difference is named; what the visit no
 * longer takes is rejected in words and still kept in the log, so that nothing written is lost. Clinical times are the device's, corrected by the difference of the clocks when it was sent.
 */
export function syncDeviceAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/syncDevice', input: eventInput, constraints: { ...constraints, device_event_counter_once: refusals.notNow },
    allow: (actor: Actor, event) => can(actor, event.kind === 'triage' ? 'sih-larajaket/triage' : 'sih-larajaket/treat'),
    async run(work, event): Promise<SyncAnswer> {
      const tables = work.tables<Tables>();
      const { id, visitId } = event;
      work.note({ subject: visitId, device: event.device, counter: event.counter, kind: event.kind });
      const known = await tables.selectFrom('sih_larajaket.device_event').select('id').where((or) => or.or([or('id', '=', id), or.and([or('device', '=', event.device), or('counter', '=', event.counter)])])).executeTakeFirst();
      if (known) return { id, outcome: 'duplicate' };
      const at = happenedAt(Temporal.Instant.from(event.writtenAt), event.sentAt ? Temporal.Instant.from(event.sentAt) : undefined, work.now);
      const answer = await apply(doors, work, event, at);
      const content = contentOf(event);
      await tables.insertInto('sih_larajaket.device_event').values({
        id, device: event.device, counter: event.counter, account: work.actor.id, visit_id: visitId, kind: event.kind, hash: sha256(canonicalJson(content)), outcome: answer.outcome === 'duplicate' ? 'applied' : answer.outcome,
        detail: JSON.stringify(answer.outcome === 'applied' ? {} : { ...answer, ...content }), written_at: event.writtenAt, received_at: work.now.toString(), happened_at: at.toString(), settled_by: null,
      }).execute();
      return answer;
    },
  });
}

const settleInput = z.strictObject({ id: z.uuid(), take: z.preprocess((value) => value === 'on' || value === true, z.boolean()).default(false) });

/** Somebody compared what did not fit. With `take`, measurements from the device stand from now on; the ones they replace stay in the record's history. Settled twice is settled once. */
export function settleDeviceAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/settleDevice', input: settleInput, constraints, allow: (actor: Actor, input) => (input.take ? can(actor, 'sih-larajaket/triage') : can(actor, 'sih-larajaket/triage') || can(actor, 'sih-larajaket/treat')),
    async run(work, input): Promise<void> {
      const row = await work.tables<Tables>().updateTable('sih_larajaket.device_event').set({ settled_at: work.now.toString(), settled_by: work.actor.id }).where('id', '=', input.id).where('settled_at', 'is', null).returning(['visit_id', 'kind', 'detail', 'happened_at']).executeTakeFirst();
      work.note({ subject: row?.visit_id ?? input.id, device: input.id, take: input.take });
      if (!row || !input.take || row.kind !== 'triage') return;
      await triage(doors, work, triageInput.parse({ ...(row.detail['triage'] as object), visitId: row.visit_id, remeasured: true }), row.happened_at ?? work.now);
    },
  });
}

async function apply(doors: Doors, work: Work, event: DeviceEvent, at: Temporal.Instant): Promise<SyncAnswer> {
  const { id } = event;
  if (tooFarAhead(Temporal.Instant.from(event.writtenAt), event.sentAt ? Temporal.Instant.from(event.sentAt) : work.now)) return { id, outcome: 'rejected', reason: 'Jam perangkat lebih dari 24 jam di depan. Betulkan jamnya, lalu salin tulisan ini.' };
  try {
    if (event.kind === 'triage') return await applyTriage(doors, work, event, at);
    const visit = await underWay(doors, work, event.visitId, at);
    if (event.kind === 'rx') {
      await prescribe(doors, work, { visitId: visit.id, iterations: 0, ...event.rx, quantity: Number(event.rx.quantity) || undefined });
      return { id, outcome: 'applied' };
    }
    const { conflicts } = await saveNote(work, visit, event.base, event.note);
    return conflicts.length > 0 ? { id, outcome: 'conflict', parts: conflicts } : { id, outcome: 'applied' };
  } catch (error) {
    if (!(error instanceof Problem) || error.status === 404) throw error;
    return { id, outcome: 'rejected', reason: Object.values(error.fields)[0] ?? error.detail };
  }
}

/** Measurements fit when nobody else measured in between. Otherwise both stand side by side until somebody chooses: neither is thrown away. */
async function applyTriage(doors: Doors, work: Work, event: Extract<DeviceEvent, { kind: 'triage' }>, at: Temporal.Instant): Promise<SyncAnswer> {
  await holdVisit(work, event.visitId);
  const standing = await triageOf(work.tables<Tables>(), event.visitId);
  if (standing && standing.at.toString() !== event.base) {
    const parts = Object.entries(event.triage.vitals).flatMap(([part, mine]): Part[] => {
      const theirs = String(standing.vitals[part] ?? '').replace('.', ',');
      return mine.trim() === '' || mine.trim() === theirs ? [] : [{ part, mine, theirs }];
    });
    return { id: event.id, outcome: 'conflict', parts: standing.allergy === event.triage.allergy ? parts : [...parts, { part: 'allergy', mine: event.triage.allergy, theirs: standing.allergy }] };
  }
  await triage(doors, work, { ...event.triage, visitId: event.visitId }, at);
  return { id: event.id, outcome: 'applied' };
}

/** A visit the doctor is at work on; writing in one that waits begins it, at the time the device says. */
async function underWay(doors: Doors, work: Work, visitId: string, at: Temporal.Instant): Promise<Visit> {
  const visit = await holdVisit(work, visitId);
  if (visit.state !== 'arrived' && visit.state !== 'triaged') return openVisit(work, visitId);
  const begun = await moveVisit(work, visit, 'begin');
  await writeEncounter(doors, work, begun);
  work.emit(events.seen.of(visit.id, { poli: visit.poli, waitMinutes: minutesSince(visit.arrivedAt, at) }));
  return begun;
}

function contentOf(event: DeviceEvent): Record<string, unknown> {
  if (event.kind === 'note') return { note: event.note };
  return event.kind === 'rx' ? { rx: event.rx } : { triage: event.triage };
}
