import { z } from 'zod';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import { events } from '../../events.ts';
import { minutesSince } from '../../actions/triage.ts';
import type { OutboxTables } from './tables.ts';

const change = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('acked'), remoteId: z.string(), version: z.number().int(), again: z.boolean() }),
  z.strictObject({ do: z.literal('found'), remoteId: z.string() }),
  z.strictObject({ do: z.literal('wait'), seconds: z.number().int(), words: z.string() }),
  z.strictObject({ do: z.literal('park'), cause: z.string(), words: z.string() }),
]);
export type Change = z.output<typeof change>;

/** What became of the items of one round, for the lease that sent them; returns how many were taken there for the first time or anew. A version written meanwhile keeps an item ready. */
export const recordSendings = action({
  name: 'sih-larajaket/recordSendings', input: z.strictObject({ visitId: z.uuid(), lease: z.uuid(), changes: z.array(z.strictObject({ resource: z.string(), localId: z.string(), change })).min(1) }), allow: (actor) => actor.kind === 'system',
  async run(work, { visitId, lease, changes }): Promise<number> {
    work.note({ subject: visitId, did: changes.map((one) => `${one.resource} ${one.change.do}`) });
    let kept = 0;
    for (const one of changes) if (await recordOne(work, lease, one) && one.change.do === 'acked') kept += 1;
    // What waited for these may go now.
    if (kept > 0) await work.tables<OutboxTables>().updateTable('sih_larajaket.satusehat').set({ next_at: work.now.toString() }).where('visit_id', '=', visitId).where('state', '=', 'ready').where('attempts', '=', 0).execute();
    return kept;
  },
});

async function recordOne(work: Work, lease: string, { resource, localId, change: what }: { resource: string; localId: string; change: Change }): Promise<boolean> {
  const tables = work.tables<OutboxTables>();
  const row = await tables.selectFrom('sih_larajaket.satusehat').selectAll().where('resource', '=', resource).where('local_id', '=', localId).where('lease', '=', lease).forUpdate().executeTakeFirst();
  if (!row) return false;
  const at = tables.updateTable('sih_larajaket.satusehat').where('resource', '=', resource).where('local_id', '=', localId);
  switch (what.do) {
    case 'acked': {
      const newer = row.version > what.version || what.again;
      await at.set({ state: newer ? 'ready' : 'acked', remote_id: what.remoteId, sent_version: what.version, acked_at: work.now.toString(), attempts: 0, cause: null, outcome: null, next_at: work.now.toString() }).execute();
      if (row.remote_id === null) work.emit(events.sentAway.of(row.visit_id, { resource, minutes: minutesSince(row.created_at, work.now) }));
      break;
    }
    case 'found': await at.set({ remote_id: what.remoteId }).execute(); break;
    case 'wait': await at.set({ state: 'sent', attempts: row.attempts + 1, next_at: work.now.add({ seconds: what.seconds }).toString(), outcome: what.words }).execute(); break;
    case 'park': await at.set({ state: 'parked', cause: what.cause, outcome: what.words }).execute(); break;
  }
  return true;
}

/** An officer has mended what was wrong, or lets an item go with a reason. */
export const settleItem = action({
  name: 'sih-larajaket/settleItem', allow: 'sih-larajaket/oversee',
  input: z.discriminatedUnion('do', [z.strictObject({ resource: z.string(), localId: z.string(), do: z.literal('retry') }), z.strictObject({ resource: z.string(), localId: z.string(), do: z.literal('let-go'), reason: z.string().trim().min(5, { error: 'Tulis alasannya.' }).max(300) })]),
  async run(work, input): Promise<void> {
    const at = work.tables<OutboxTables>().updateTable('sih_larajaket.satusehat').where('resource', '=', input.resource).where('local_id', '=', input.localId).where('state', 'in', ['parked', 'sent', 'ready']);
    if (input.do === 'retry') await at.set({ state: 'ready', attempts: 0, cause: null, next_at: work.now.toString() }).execute();
    else await at.set({ state: 'rejected', cause: 'let-go', let_go_reason: input.reason }).execute();
    work.note({ subject: `${input.resource}/${input.localId}`, do: input.do, ...(input.do === 'let-go' ? { reason: input.reason } : {}) });
  },
});
