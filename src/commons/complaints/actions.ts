import { sql } from 'kysely';
import { z } from 'zod';
import { can, type Actor } from '#kernel/actor';
import { sameSecret, sha256 } from '#kernel/digest';
import { crockfordCode, readCrockford, type RandomBytes } from '#kernel/ids';
import { Problem } from '#kernel/problem';
import { action, refusals as actionRefusals } from '#platform/action';
import type { Work } from '#platform/database';
import type { Vault } from '#platform/vault';
import { wholeRegency } from '#commons/access';
import type { Calendar } from '#commons/calendar';
import { holdsPersonal, maskPersonal } from '#commons/survey';
import { complaintProcedure, daysIn, type ComplaintState, type ComplaintVerb } from './procedure.ts';
import { refusals } from './problems.ts';
import { complaintKinds, deadlines, type ComplaintKind } from './reference.ts';
import type { ComplaintTables } from './tables.ts';

export interface ComplaintDeps {
  readonly vault: Vault;
  readonly random: RandomBytes;
  readonly calendar: Calendar;
}

const words = z.string().trim().min(20, 'Ceritakan sekurang-kurangnya dua puluh huruf agar petugas mengerti.').max(4000, 'Paling banyak 4.000 huruf.');

/** What can be done about a complaint. */
export function complaintActions(deps: ComplaintDeps) {
  const { vault, random, calendar } = deps;

  const file = action({
    name: 'complaints/file',
    input: z.object({ service: z.string().max(60).optional(), agency: z.string().max(60).optional(), district: z.string().max(20).optional(), words, contact: z.string().trim().max(200).optional(), anonymous: z.boolean().default(false), confidential: z.boolean().default(false) }),
    allow: 'anyone',
    async run(work, input) {
      const id = work.newId();
      const tracking = crockfordCode(8, random);
      const reply = crockfordCode(12, random);
      await work.tables<ComplaintTables>().insertInto('complaints.complaint').values({
        id, tracking, reply_hash: sha256(reply), service: input.service ?? null, agency: input.agency ?? null, channel: work.actor.channel, district: input.district ?? null, anonymous: input.anonymous, confidential: input.confidential,
        words_sealed: vault.seal(input.words, `complaints/words/${id}`), words_masked: maskPersonal(input.words), contact_sealed: input.contact && !input.anonymous ? vault.seal(input.contact, `complaints/contact/${id}`) : null,
        holds_personal: holdsPersonal(input.words), state: 'diterima', moderated_by: null, received_at: work.now.toString(), due_at: dueAt(calendar, work.now, 'diterima'), calendar_version: calendar.version, changed_at: work.now.toString(),
      }).execute();
      await writeEntry(work, id, 'file', undefined, undefined);
      work.note({ subject: id, service: input.service ?? null });
      work.emit({ type: 'complaints/received', version: 1, subject: id, data: { service: input.service ?? '', agency: input.agency ?? '', channel: work.actor.channel } });
      return { id, tracking, replyCode: reply.match(/.{4}/g)?.join('-') ?? reply };
    },
  });

  const handle = action({
    name: 'complaints/handle',
    input: z.object({ tracking: z.string(), verb: z.enum(['teruskan', 'alihkan', 'tolak', 'jawab']), words: z.string().trim().max(4000).optional(), agency: z.string().max(60).optional(), kind: z.enum(complaintKinds).default('ordinary') }),
    allow: (actor, { verb }) => can(actor, verb === 'jawab' ? 'complaints/answer' : 'complaints/verify'),
    async run(work, input) {
      const row = await locked(work, input.tracking);
      if (input.verb === 'jawab' && !reaches(work.actor, row.agency)) throw new Problem(refusals.otherAgency);
      const agency = input.agency || row.agency;
      if (input.verb === 'teruskan' && !agency) throw new Problem(refusals.needsAgency, { fields: { agency: refusals.needsAgency.detail } });
      await step(work, row, input.verb, input.words, input.verb === 'teruskan' ? { agency, kind: input.kind, settle_by: settleBy(calendar, row.received_at, input.kind) } : {});
      if (input.verb === 'alihkan') await passOn(work, row.id);
      if (input.verb === 'jawab') await oweAnswer(work, row.id);
      if (input.verb === 'jawab') work.emit({ type: 'complaints/answered', version: 1, subject: row.id, data: { service: row.service ?? '', agency: agency ?? '', within: isWithin(row, work.now) } });
    },
  });

  const reply = action({
    name: 'complaints/reply',
    input: z.object({ tracking: z.string(), code: z.string(), verb: z.enum(['balas', 'puas']), words: z.string().trim().max(4000).optional() }),
    allow: 'anyone',
    async run(work, input) {
      const row = await locked(work, input.tracking);
      if (!sameSecret(sha256(readCrockford(input.code)), row.reply_hash)) throw new Problem(refusals.wrongReplyCode, { fields: { code: refusals.wrongReplyCode.detail } });
      await step(work, row, input.verb, input.words ? maskPersonal(input.words) : undefined, {});
      if (input.verb === 'puas') work.emit({ type: 'complaints/closed', version: 1, subject: row.id, data: { service: row.service ?? '', agency: row.agency ?? '', by: 'reporter' } });
    },
  });

  const moderate = action({
    name: 'complaints/moderate',
    input: z.object({ tracking: z.string(), show: z.boolean() }),
    allow: 'complaints/moderate',
    constraints: { confidential_stays_hidden: refusals.confidential },
    async run(work, { tracking, show }) {
      const row = await locked(work, tracking);
      await work.tables<ComplaintTables>().updateTable('complaints.complaint').set({ shown: show ? 'shown' : 'withheld', moderated_by: work.actor.id }).where('id', '=', row.id).execute();
      work.note({ subject: row.id, shown: show });
    },
  });

  const closeSilent = action({
    name: 'complaints/close-silent',
    input: z.object({}),
    allow: 'complaints/clock',
    async run(work) {
      const rows = await work.tables<ComplaintTables>().selectFrom('complaints.complaint').selectAll().where('state', '=', 'dijawab').where('due_at', '<=', work.now.toString() as never).orderBy('due_at').limit(200).forUpdate().skipLocked().execute();
      for (const row of rows) {
        await step(work, row, 'tutup', undefined, {});
        work.emit({ type: 'complaints/closed', version: 1, subject: row.id, data: { service: row.service ?? '', agency: row.agency ?? '', by: 'silence' } });
      }
      work.note({ subject: 'complaints', closed: rows.length });
      return rows.length;
    },
  });

  type Row = Awaited<ReturnType<typeof locked>>;

  async function step(work: Work, row: Row, verb: ComplaintVerb, said: string | undefined, more: { agency?: string | null; kind?: ComplaintKind; settle_by?: string }): Promise<void> {
    const to = complaintProcedure.next(row.state, verb);
    if (complaintProcedure.transition(row.state, verb)?.reason && (said ?? '').length < 10) throw new Problem(refusals.reasonNeeded, { fields: { words: refusals.reasonNeeded.detail } });
    const due = dueAt(calendar, work.now, to);
    await work.tables<ComplaintTables>().updateTable('complaints.complaint').set({ state: to, due_at: due, changed_at: work.now.toString(), closed_at: due === null ? work.now.toString() : null, calendar_version: calendar.version, ...more }).where('id', '=', row.id).execute();
    await writeEntry(work, row.id, verb, said, isWithin(row, work.now));
    work.note({ subject: row.id, from: row.state, to });
  }

  return { file, handle, reply, moderate, closeSilent };
}

/** Closing time of the last working day a state may last. */
export function dueAt(calendar: Calendar, now: Temporal.Instant, state: ComplaintState): string | null {
  const days = daysIn[state];
  return days === undefined ? null : calendar.of(deadlines.calendar).addWorkingDays(now, days).toString();
}

/** By when the whole must be settled, from the day it was received. */
function settleBy(calendar: Calendar, received: Temporal.Instant, kind: ComplaintKind): string {
  return calendar.of(deadlines.calendar).addWorkingDays(received, deadlines.settle.workingDays[kind]).toString();
}

/** What is not ours goes to LAPOR! with the next pass; what came from there goes no way back. */
async function passOn(work: Work, complaint: string): Promise<void> {
  await work.tables<ComplaintTables>().insertInto('complaints.lapor').values({ complaint, direction: 'given' }).onConflict((conflict) => conflict.doNothing()).execute();
}

async function oweAnswer(work: Work, complaint: string): Promise<void> {
  await work.tables<ComplaintTables>().updateTable('complaints.lapor').set({ owed: sql<number>`owed + 1` }).where('complaint', '=', complaint).where('direction', '=', 'taken').execute();
}

function isWithin(row: { due_at: Temporal.Instant | null }, now: Temporal.Instant): boolean {
  return row.due_at === null || Temporal.Instant.compare(now, row.due_at) <= 0;
}

async function locked(work: Work, tracking: string) {
  const row = await work.tables<ComplaintTables>().selectFrom('complaints.complaint').selectAll().where('tracking', '=', readCrockford(tracking)).forUpdate().executeTakeFirst();
  if (!row) throw new Problem(refusals.unknown);
  return row;
}

/** Adds a line to the course of a complaint. */
export async function writeEntry(work: Work, complaint: string, verb: string, said: string | undefined, within: boolean | undefined): Promise<void> {
  await work.tables<ComplaintTables>().insertInto('complaints.entry').values({ id: work.newId(), complaint, verb, by_kind: work.actor.kind, by_id: work.actor.kind === 'anonymous' ? 'reporter' : work.actor.id, words: said ?? null, within: within ?? null, at: work.now.toString() }).execute();
}

function reaches(actor: Actor, agency: string | null): boolean {
  return actor.kind === 'system' || actor.agency === wholeRegency || actor.agency === agency;
}

/** Throws unless the actor holds one of the desk's permissions. */
export function requireDesk(actor: Actor): void {
  if (!['complaints/verify', 'complaints/answer', 'complaints/moderate'].some((permission) => can(actor, permission))) throw new Problem(actionRefusals.forbidden);
}
