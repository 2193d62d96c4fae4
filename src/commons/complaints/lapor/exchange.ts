import { sql } from 'kysely';
import { z } from 'zod';
import { sha256 } from '#kernel/digest';
import { crockfordCode } from '#kernel/ids';
import { system } from '#kernel/actor';
import { action, type Perform } from '#platform/action';
import type { Database } from '#platform/database';
import { holdsPersonal, maskPersonal } from '#commons/survey';
import { dueAt, writeEntry, type ComplaintDeps } from '../actions.ts';
import type { ComplaintTables } from '../tables.ts';
import type { IncomingReport, Lapor } from './client.ts';

/** What one pass did; `failed`: calls without a good answer, to be repeated by the next pass. */
export interface Exchanged { readonly given: number; readonly taken: number; readonly told: number; readonly states: number; readonly failed: number }

/** States of theirs after which nothing more comes. */
const over = ['selesai', 'ditolak', 'closed'];

/**
 * One pass of the exchange with LAPOR!: passes on what is not ours, takes what is, tells our answers and reads their states. Calls are made outside transactions; what they brought is
 * stored by actions. A pass that dies anywhere is repeated: our reference makes a second report the first one, their number makes a second taking none.
 */
export async function exchange(deps: ComplaintDeps & { database: Database; perform: Perform; lapor: Lapor }): Promise<Exchanged> {
  const { database, perform, lapor } = deps;
  const actions = exchangeActions(deps);
  const actor = system('lapor');
  const done = { given: 0, taken: 0, told: 0, states: 0, failed: 0 };
  const attempt = async (complaint: string | undefined, step: () => Promise<void>): Promise<boolean> => {
    try {
      await step();
      return true;
    } catch (error) {
      done.failed += 1;
      if (complaint) await perform(actions.failed, actor, { complaint, why: error instanceof Error ? error.message : 'tidak diketahui' });
      return false;
    }
  };
  const tables = () => database.read<ComplaintTables>();

  const waiting = await tables().selectFrom('complaints.lapor').innerJoin('complaints.complaint', 'complaints.complaint.id', 'complaints.lapor.complaint').selectAll('complaints.complaint').where('direction', '=', 'given').where('their_number', 'is', null).limit(50).execute();
  for (const row of waiting) {
    await attempt(row.id, async () => {
      const reason = (await tables().selectFrom('complaints.entry').select('words').where('complaint', '=', row.id).where('verb', '=', 'alihkan').limit(1).executeTakeFirst())?.words ?? '';
      const { number } = await lapor.createReport({ reference: row.id, words: row.words_masked, anonymous: row.anonymous, confidential: row.confidential, reason });
      await perform(actions.given, actor, { complaint: row.id, number });
      done.given += 1;
    });
  }

  const owing = await tables().selectFrom('complaints.lapor').select(['complaint', 'their_number', 'owed']).where('owed', '>', 0).where('their_number', 'is not', null).limit(50).execute();
  for (const row of owing) {
    await attempt(row.complaint, async () => {
      const answers = await tables().selectFrom('complaints.entry').select(['id', 'words']).where('complaint', '=', row.complaint).where('verb', '=', 'jawab').orderBy('at').orderBy('id').execute();
      for (const one of answers.slice(-row.owed)) {
        await lapor.addFollowUp(row.their_number ?? '', { reference: one.id, words: maskPersonal(one.words ?? '') });
        await perform(actions.told, actor, { complaint: row.complaint });
        done.told += 1;
      }
    });
  }

  await attempt(undefined, async () => {
    const { after } = await tables().selectFrom('complaints.lapor_cursor').select('after').executeTakeFirstOrThrow();
    for (const report of await lapor.getReports(after)) if (await perform(actions.take, actor, report)) done.taken += 1;
  });

  const followed = await tables().selectFrom('complaints.lapor').select(['complaint', 'their_number', 'their_state']).where('direction', '=', 'given').where('their_number', 'is not', null).where((build) => build.or([build('their_state', 'is', null), build('their_state', 'not in', over)])).orderBy(sql`synced_at nulls first`).limit(50).execute();
  for (const row of followed) {
    await attempt(row.complaint, async () => {
      const { state } = await lapor.getStatus(row.their_number ?? '');
      if (state !== row.their_state) done.states += 1;
      await perform(actions.state, actor, { complaint: row.complaint, state });
    });
  }
  return done;
}

/** What a pass stores. */
function exchangeActions({ vault, random, calendar }: ComplaintDeps) {
  const allow = 'complaints/exchange';
  const complaint = z.uuid();
  return {
    given: action({
      name: 'complaints/lapor-given', allow, input: z.strictObject({ complaint, number: z.string() }),
      async run(work, { complaint: id, number }): Promise<void> {
        const { numUpdatedRows } = await work.tables<ComplaintTables>().updateTable('complaints.lapor').set({ their_number: number, failures: 0, last_failure: null, synced_at: work.now.toString() }).where('complaint', '=', id).where('their_number', 'is', null).executeTakeFirst();
        if (numUpdatedRows > 0n) await writeEntry(work, id, 'lapor', number, undefined);
        work.note({ subject: id, number });
      },
    }),
    told: action({
      name: 'complaints/lapor-told', allow, input: z.strictObject({ complaint }),
      async run(work, { complaint: id }): Promise<void> {
        await work.tables<ComplaintTables>().updateTable('complaints.lapor').set({ owed: sql<number>`greatest(owed - 1, 0)`, failures: 0, last_failure: null, synced_at: work.now.toString() }).where('complaint', '=', id).execute();
        work.note({ subject: id });
      },
    }),
    state: action({
      name: 'complaints/lapor-state', allow, input: z.strictObject({ complaint, state: z.string() }),
      async run(work, { complaint: id, state }): Promise<void> {
        const tables = work.tables<ComplaintTables>();
        const before = await tables.selectFrom('complaints.lapor').select('their_state').where('complaint', '=', id).forUpdate().executeTakeFirstOrThrow();
        await tables.updateTable('complaints.lapor').set({ their_state: state, failures: 0, last_failure: null, synced_at: work.now.toString() }).where('complaint', '=', id).execute();
        if (before.their_state !== state) await writeEntry(work, id, 'lapor', state, undefined);
        work.note({ subject: id, state });
      },
    }),
    failed: action({
      name: 'complaints/lapor-failed', allow, input: z.strictObject({ complaint, why: z.string() }),
      async run(work, { complaint: id, why }): Promise<void> {
        await work.tables<ComplaintTables>().updateTable('complaints.lapor').set({ failures: sql<number>`failures + 1`, last_failure: why.slice(0, 200), synced_at: work.now.toString() }).where('complaint', '=', id).execute();
        work.note({ subject: id, why });
      },
    }),
    /** False when it was taken before. The cursor moves with it. */
    take: action({
      name: 'complaints/lapor-take', allow, input: z.custom<IncomingReport>((given) => typeof given === 'object' && given !== null),
      async run(work, report): Promise<boolean> {
        const tables = work.tables<ComplaintTables>();
        await tables.updateTable('complaints.lapor_cursor').set({ after: report.cursor }).execute();
        const known = await tables.selectFrom('complaints.lapor').select('complaint').where('their_number', '=', report.number).executeTakeFirst();
        work.note({ subject: report.number, known: known !== undefined });
        if (known) return false;
        const id = work.newId();
        await tables.insertInto('complaints.complaint').values({
          id, tracking: crockfordCode(8, random), reply_hash: sha256(crockfordCode(16, random)), service: null, agency: null, channel: 'lapor', district: null, anonymous: report.anonymous, confidential: report.confidential,
          words_sealed: vault.seal(report.words, `complaints/words/${id}`), words_masked: maskPersonal(report.words), contact_sealed: null, holds_personal: holdsPersonal(report.words), state: 'diterima', moderated_by: null,
          received_at: work.now.toString(), due_at: dueAt(calendar, work.now, 'diterima'), calendar_version: calendar.version, changed_at: work.now.toString(),
        }).execute();
        await tables.insertInto('complaints.lapor').values({ complaint: id, direction: 'taken', their_number: report.number, synced_at: work.now.toString() }).execute();
        await writeEntry(work, id, 'file', undefined, undefined);
        work.emit({ type: 'complaints/received', version: 1, subject: id, data: { service: '', agency: '', channel: 'lapor' } });
        return true;
      },
    }),
  };
}
