import { system } from '#kernel/actor';
import type { RandomBytes } from '#kernel/ids';
import { uuidv7 } from '#kernel/ids';
import type { Perform } from '#platform/action';
import type { Database } from '#platform/database';
import type { Outcome } from '../client/answers.ts';
import type { AddQueue } from '../client/calls.ts';
import type { Client } from '../client/client.ts';
import { sequence, type Task } from '../rules/tasks.ts';
import { readListedTask } from './listed.ts';
import { judge, type Change } from './judge.ts';
import { claimLanes, extendLease, readLane } from './lanes.ts';
import { planLane } from './plan.ts';
import { recordDelivery } from './record.ts';
import type { Lane, Message, OutboxTables } from './tables.ts';

/** The words of a booking as BPJS wants them, read when they are sent: personal data never lies in the outbox. */
export type Describe = (lane: Lane, message: Message) => Promise<AddQueue>;

export interface OutboxDeps {
  readonly database: Database;
  readonly perform: Perform;
  readonly random: RandomBytes;
  readonly client: Client;
  readonly describe: Describe;
  readonly zone: string;
  /** The pharmacy's queue is reported too. */
  readonly pharmacy: boolean;
}

export interface Drained { readonly lanes: number; readonly sent: number }

const worker = system('saroale-bpjs');
const lanesAtOnce = 8;

/** Sends everything that is due: lanes side by side, each in its own order. Hospital work never waits for this. */
export async function drain(deps: OutboxDeps): Promise<Drained> {
  const total = { lanes: 0, sent: 0 };
  for (;;) {
    const lease = newId(deps);
    const claimed = await claimLanes(deps.database, lanesAtOnce, lease);
    if (claimed.length === 0) return total;
    const counts = await Promise.all(claimed.map((bookingId) => walkLane(deps, bookingId, lease)));
    total.lanes += claimed.length;
    total.sent += counts.reduce((sum, count) => sum + count, 0);
  }
}

/** Sends one lane's messages until it rests, waits, is held or ends. Returns how many BPJS took. */
async function walkLane(deps: OutboxDeps, bookingId: string, lease: string): Promise<number> {
  for (let sent = 0; ;) {
    const lane = await readLane(deps.database.read<OutboxTables>(), bookingId);
    if (!lane || !(await extendLease(deps.database, bookingId, lease))) return sent;
    const what = await nextChange(deps, lane);
    const kept = await deps.perform(recordDelivery, worker, { bookingId, lease, change: what });
    if (what.do === 'sent') sent += 1;
    if (!kept || !goesOn(what)) return sent;
  }
}

function goesOn(what: Change): boolean {
  return what.do === 'sent' || what.do === 'reopen' || (what.do === 'adopt' && what.lastTask !== 99);
}

async function nextChange(deps: OutboxDeps, lane: Lane): Promise<Change> {
  const plan = planLane(lane);
  if (plan.do === 'rest' || plan.do === 'close') return { do: plan.do };
  if (plan.do === 'hold') return { do: 'hold', cause: plan.cause, note: plan.note };
  const outcome = await send(deps, lane, plan.message, plan.at);
  if (outcome.kind === 'ahead') return catchUp(deps, lane, plan.message, plan.at, outcome.lastTask);
  return judge(outcome, { lane, message: plan.message, at: plan.at, now: deps.database.clock.now(), random: fraction(deps) });
}

async function send(deps: OutboxDeps, lane: Lane, message: Message, at: number): Promise<Outcome> {
  const { client } = deps;
  switch (message.kind) {
    case 'add': return client.call('add', await deps.describe(lane, message));
    case 'cancel': return client.call('batal', { kodebooking: lane.code, keterangan: typeof message.detail['reason'] === 'string' ? message.detail['reason'] : 'Dibatalkan' });
    case 'pharmacy': return client.call('addPharmacy', { kodebooking: lane.code, jenisresep: message.detail['compounded'] === true ? 'racikan' : 'non racikan', nomorantrean: Number(message.detail['number']), keterangan: '' });
    case 'task': return client.call('updateWaktu', { kodebooking: lane.code, taskid: message.task ?? 0, waktu: at, ...prescription(deps, lane, message.task) });
  }
}

/** The kind of prescription goes with the pharmacy's steps, only where the pharmacy's queue is reported and only when it is known. */
function prescription(deps: OutboxDeps, lane: Lane, task: Task | undefined): { jenisresep?: 'Racikan' | 'Non racikan' } {
  const known = deps.pharmacy && task !== undefined && task >= 5 && task <= 7 ? lane.messages.find((message) => message.kind === 'pharmacy') : undefined;
  return known ? { jenisresep: known.detail['compounded'] === true ? 'Racikan' : 'Non racikan' } : {};
}

/** BPJS named the last task it has. Behind ours: it lost the one after. Ahead of ours: ask what it has. */
async function catchUp(deps: OutboxDeps, lane: Lane, message: Message, at: number, lastTask: number): Promise<Change> {
  const verdict = { lane, message, at, now: deps.database.clock.now(), random: fraction(deps) };
  if (lastTask !== 99 && message.task === undefined) return judge({ kind: 'quarantine', code: 208, message: `TaskId terakhir ${lastTask}` }, verdict);
  if (message.task !== undefined && lastTask < message.task) return judge({ kind: 'missing', what: 'task', task: afterTask(lane, lastTask), message: `TaskId terakhir ${lastTask}` }, verdict);
  const listed = await deps.client.call('getListTask', { kodebooking: lane.code });
  if (listed.kind === 'ok') return { do: 'adopt', lastTask, tasks: (listed.response ?? []).flatMap((row) => readListedTask(row, deps.zone)) };
  if (listed.kind === 'ahead') return { do: 'adopt', lastTask, tasks: [] };
  return judge(listed, verdict);
}

function afterTask(lane: Lane, lastTask: number): Task {
  return sequence(lane.newPatient).find((task) => task > lastTask) ?? 99;
}

function newId(deps: OutboxDeps): string {
  return uuidv7(deps.database.clock.now().epochMilliseconds, deps.random);
}

function fraction(deps: OutboxDeps): number {
  const [high = 0, low = 0] = deps.random(2);
  return (high * 256 + low) / 65_536;
}
