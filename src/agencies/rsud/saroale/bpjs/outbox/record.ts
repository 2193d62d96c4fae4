import { z } from 'zod';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import { sequence } from '../rules/tasks.ts';
import { events } from '../../events.ts';
import { change, sayMessage, type Change } from './judge.ts';
import { readLane } from './lanes.ts';
import { wakeQueue } from './owe.ts';
import { planLane } from './plan.ts';
import type { Lane, OutboxTables } from './tables.ts';

/** Writes down what became of a lane. Only the worker that holds the lease may; another one's word comes too late and changes nothing. */
export const recordDelivery = action({
  name: 'saroale/bpjs-record',
  input: z.object({ bookingId: z.uuid(), lease: z.uuid(), change }),
  allow: (actor) => actor.kind === 'system',
  async run(work, input): Promise<boolean> {
    const lane = await work.tables<OutboxTables>().selectFrom('saroale.bpjs_lane').select('lease').where('booking_id', '=', input.bookingId).forUpdate().executeTakeFirst();
    if (lane?.lease !== input.lease) return false;
    const read = await readLane(work.tables<OutboxTables>(), input.bookingId);
    if (!read) return false;
    await apply(work, read, hasNews(read, input.change) ? { do: 'later', cause: 'news', note: '', waitMs: 0, counted: false } : input.change);
    work.note({ subject: input.bookingId, bpjs: input.change.do });
    return true;
  },
});

/** Something arrived after the worker looked and before it could rest: then there is no rest. */
function hasNews(lane: Lane, what: Change): boolean {
  const stops = what.do === 'rest' || what.do === 'close' || (what.do === 'hold' && (what.cause === 'gap' || what.cause === 'time-order'));
  return stops && planLane(lane).do === 'send';
}

async function apply(work: Work, lane: Lane, what: Change): Promise<void> {
  switch (what.do) {
    case 'sent': return markSent(work, lane, what);
    case 'later': return later(work, lane, what);
    case 'dead':
    case 'hold': return stop(work, lane, what);
    case 'reopen': return reopen(work, lane, what);
    case 'adopt': return adopt(work, lane, what);
    case 'rest': return rest(work, lane);
    case 'close': return setLane(work, lane, { state: 'closed', next_at: null, cause: null, note: null });
  }
}

async function markSent(work: Work, lane: Lane, what: Extract<Change, { do: 'sent' }>): Promise<void> {
  const message = lane.messages.find((one) => one.id === what.messageId);
  if (message?.state !== 'waiting') return;
  await work.tables<OutboxTables>().updateTable('saroale.bpjs_message').set({ state: 'sent', sent_ms: BigInt(what.at), sent_at: work.now.toString(), answer_code: what.code, answer: what.answer.slice(0, 300) }).where('id', '=', message.id).execute();
  await setLane(work, lane, { attempts: 0, cause: null, note: null, since: work.now.toString() });
  const lagSeconds = Math.max(0, Math.round(work.now.since(message.recordedAt).total('seconds')));
  work.emit(events.bpjsDelivered.of(lane.bookingId, { call: message.kind, task: message.task ?? 0, lagSeconds, within: lagSeconds <= 60 }));
}

async function later(work: Work, lane: Lane, what: Extract<Change, { do: 'later' }>): Promise<void> {
  const nextAt = work.now.add({ milliseconds: what.waitMs });
  await setLane(work, lane, { attempts: lane.attempts + (what.counted ? 1 : 0), next_at: nextAt.toString(), cause: what.cause, note: what.note.slice(0, 300), lease: null, leased_until: null });
  work.enqueue({ queue: wakeQueue, data: {}, notBefore: nextAt });
}

async function stop(work: Work, lane: Lane, what: Extract<Change, { do: 'dead' | 'hold' }>): Promise<void> {
  await setLane(work, lane, { state: what.do === 'dead' ? 'dead' : 'held', next_at: null, cause: what.cause, note: what.note.slice(0, 300), lease: null, leased_until: null });
  work.emit(events.bpjsHeld.of(lane.bookingId, { cause: what.cause, dead: what.do === 'dead' }));
}

/** Sends again what BPJS lost, and everything after it. A visit taken in Mobile JKN that BPJS does not know is added like any other. */
async function reopen(work: Work, lane: Lane, what: Extract<Change, { do: 'reopen' }>): Promise<void> {
  const order = sequence(lane.newPatient);
  const from = what.task === undefined ? 0 : order.indexOf(what.task);
  const again = lane.messages.filter((message) => message.state === 'sent' && (what.what === 'booking' ? true : message.task !== undefined && (message.task === 99 || order.indexOf(message.task) >= from)));
  for (const message of again) {
    await work.tables<OutboxTables>().updateTable('saroale.bpjs_message').set({ state: 'waiting', sent_ms: null, sent_at: null, resent: message.resent + 1 }).where('id', '=', message.id).execute();
  }
  if (what.what === 'booking' && !lane.messages.some((message) => message.kind === 'add')) {
    await insert(work, lane, { kind: 'add', task: null, resent: 1, recorded_at: (lane.messages[0]?.recordedAt ?? work.now).toString(), state: 'waiting' });
  }
}

/** BPJS is ahead: takes over what it has, lets go what it will not take any more, and ends the lane at 99. */
async function adopt(work: Work, lane: Lane, what: Extract<Change, { do: 'adopt' }>): Promise<void> {
  const tables = work.tables<OutboxTables>();
  for (const { task, at } of what.tasks) {
    const known = lane.messages.find((message) => message.task === task);
    if (!known) await insert(work, lane, { kind: 'task', task, resent: 0, recorded_at: Temporal.Instant.fromEpochMilliseconds(at).toString(), state: 'sent', sent_ms: BigInt(at), sent_at: work.now.toString(), answer: 'dicatat BPJS' });
    else if (known.state === 'waiting') await tables.updateTable('saroale.bpjs_message').set({ state: 'sent', sent_ms: BigInt(at), sent_at: work.now.toString(), answer: 'dicatat BPJS' }).where('id', '=', known.id).execute();
  }
  const has = new Set(what.tasks.map(({ task }) => task));
  const over = what.lastTask === 99;
  const gone = lane.messages.filter((message) => message.state === 'waiting' && !(message.task !== undefined && has.has(message.task)) && (over || (message.task !== undefined && message.task <= what.lastTask)));
  for (const message of gone) await tables.updateTable('saroale.bpjs_message').set({ state: 'let-go', let_go_reason: `BPJS sudah mencatat langkah ${what.lastTask}` }).where('id', '=', message.id).execute();
  if (over) await setLane(work, lane, { state: 'closed', next_at: null, cause: null, note: `${gone.map(sayMessage).join(', ')} tidak dikirim: BPJS sudah mencatat 99`.slice(0, 300) });
}

async function rest(work: Work, lane: Lane): Promise<void> {
  await setLane(work, lane, { next_at: null, cause: null, note: null, lease: null, leased_until: null });
}

async function insert(work: Work, lane: Lane, row: { kind: 'add' | 'task'; task: Lane['messages'][number]['task'] | null; resent: number; recorded_at: string; state: 'waiting' | 'sent'; sent_ms?: bigint; sent_at?: string; answer?: string }): Promise<void> {
  await work.tables<OutboxTables>().insertInto('saroale.bpjs_message').values({
    id: work.newId(), booking_id: lane.bookingId, detail: '{}', answer_code: null, answer: row.answer ?? null, let_go_reason: null, sent_ms: row.sent_ms ?? null, sent_at: row.sent_at ?? null,
    kind: row.kind, task: row.task ?? null, resent: row.resent, recorded_at: row.recorded_at, state: row.state,
  }).onConflict((conflict) => conflict.doNothing()).execute();
}

async function setLane(work: Work, lane: Lane, set: Partial<OutboxTables['saroale.bpjs_lane']>): Promise<void> {
  await work.tables<OutboxTables>().updateTable('saroale.bpjs_lane').set({ ...set, updated_at: work.now.toString() }).where('booking_id', '=', lane.bookingId).execute();
}
