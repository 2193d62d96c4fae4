import { z } from 'zod';
import { system } from '#kernel/actor';
import { action } from '#platform/action';
import type { Saroale } from '../../rooms.ts';
import type { Registration } from '../client/calls.ts';
import { compare, type Finding, type OurVisit } from '../rules/compare.ts';
import type { OutboxDeps } from './drain.ts';
import { readListedTask } from './listed.ts';
import { wakeQueue } from './owe.ts';
import type { OutboxTables } from './tables.ts';

export interface Reconciliation { readonly date: Temporal.PlainDate; readonly ran: boolean; readonly cause?: string; readonly ours: number; readonly theirs: number; readonly findings: readonly Finding[] }

const finding = z.object({ kind: z.enum(['missing-there', 'unknown-here', 'status', 'task-missing', 'task-time']), code: z.string(), note: z.string(), bookingId: z.string().optional(), task: z.number().optional() });

/** Keeps what a comparison found, and opens again every message we believed sent and BPJS does not have. */
const recordReconciliation = action({
  name: 'saroale/bpjs-reconcile', allow: (actor) => actor.kind === 'system',
  input: z.object({ date: z.string(), ours: z.number().int(), theirs: z.number().int(), findings: z.array(finding) }),
  async run(work, input): Promise<void> {
    const tables = work.tables<OutboxTables>();
    const row = { visit_date: input.date, ran_at: work.now.toString(), ours: input.ours, theirs: input.theirs, findings: JSON.stringify(input.findings) };
    await tables.insertInto('saroale.bpjs_reconciliation').values(row).onConflict((conflict) => conflict.column('visit_date').doUpdateSet(row)).execute();
    for (const { kind, bookingId, task } of input.findings) {
      if (!bookingId || (kind !== 'missing-there' && kind !== 'task-missing')) continue;
      let lost = tables.updateTable('saroale.bpjs_message').set((row) => ({ state: 'waiting', sent_at: null, sent_ms: null, resent: row('resent', '+', 1) })).where('booking_id', '=', bookingId).where('state', '=', 'sent').where('resent', '<', 2);
      lost = kind === 'missing-there' ? lost : lost.where('task', '>=', task as 1);
      if ((await lost.executeTakeFirst()).numUpdatedRows > 0n) {
        await tables.updateTable('saroale.bpjs_lane').set({ state: 'ready', next_at: work.now.toString(), since: work.now.toString(), cause: null }).where('booking_id', '=', bookingId).where('state', '!=', 'held').execute();
      }
    }
    work.note({ subject: `bpjs/${input.date}`, findings: input.findings.length });
    work.enqueue({ queue: wakeQueue, data: {} });
  },
});

/** Compares every visit of a date with what BPJS has: registrations, then the time stamps of each that should have some. Nothing is recorded while BPJS does not answer. */
export async function reconcile(deps: OutboxDeps, saroale: Saroale, date: Temporal.PlainDate): Promise<Reconciliation> {
  const listed = await deps.client.call('pendaftaranTanggal', { tanggal: date.toString() });
  if (listed.kind !== 'ok') return { date, ran: false, cause: listed.kind === 'retry' ? listed.message : listed.kind, ours: 0, theirs: 0, findings: [] };
  const theirs: readonly Registration[] = listed.response ?? [];
  const ours = await ourVisits(deps, saroale, date);
  for (const visit of ours) {
    if (visit.sent.length === 0 || !theirs.some((row) => row.kodebooking === visit.code)) continue;
    const tasks = await deps.client.call('getListTask', { kodebooking: visit.code });
    if (tasks.kind === 'ok') visit.theirTasks = (tasks.response ?? []).flatMap((row) => readListedTask(row, deps.zone));
  }
  const findings = compare(ours, theirs);
  await deps.perform(recordReconciliation, system('saroale-bpjs'), { date: date.toString(), ours: ours.length, theirs: theirs.length, findings });
  return { date, ran: true, ours: ours.length, theirs: theirs.length, findings };
}

async function ourVisits({ database }: OutboxDeps, saroale: Saroale, date: Temporal.PlainDate): Promise<OurVisit[]> {
  const tables = database.read<OutboxTables>();
  const lanes = await tables.selectFrom('saroale.bpjs_lane').select(['booking_id', 'code', 'source', 'state']).where('visit_date', '=', date.toString()).execute();
  if (lanes.length === 0) return [];
  const messages = await tables.selectFrom('saroale.bpjs_message').select(['booking_id', 'kind', 'task', 'state', 'sent_ms']).where('booking_id', 'in', lanes.map((lane) => lane.booking_id)).execute();
  const visits = new Map((await saroale.reads.visitsOn({ date })).map((visit) => [visit.bookingId, visit]));
  return lanes.map((lane) => {
    const own = messages.filter((message) => message.booking_id === lane.booking_id);
    return {
      bookingId: lane.booking_id, code: lane.code, over: ['cancelled', 'moved', 'no-show'].includes(visits.get(lane.booking_id)?.status ?? ''),
      told: lane.source === 'mobile-jkn' || own.some((message) => message.kind === 'add' && message.state === 'sent'),
      sent: own.flatMap((message) => (message.task !== null && message.state === 'sent' && message.sent_ms !== null ? [{ task: message.task, at: Number(message.sent_ms) }] : [])), theirTasks: undefined,
    };
  });
}
