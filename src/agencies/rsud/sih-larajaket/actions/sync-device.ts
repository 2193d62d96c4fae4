import { z } from 'zod';
import { canonicalJson, sha256 } from '#kernel/digest';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import { constraints, refusals } from '../problems.ts';
import type { Tables } from '../store/tables.ts';
import * as inputs from './inputs.ts';
import { noteText, openVisit, saveNote } from './save-note.ts';

/** What a device may write without network: the note of a visit it had opened. Everything else waits for the network, because it must be checked against others. */
const eventInput = z.strictObject({
  id: z.uuid(), device: z.string().regex(/^[\w-]{8,64}$/), counter: z.number().int().min(1), visitId: inputs.visitId, kind: z.literal('note'), base: z.number().int().min(0), note: noteText, writtenAt: z.iso.datetime({ offset: true }),
});
type DeviceEvent = z.output<typeof eventInput>;
type SyncAnswer = { readonly id: string; readonly outcome: 'applied' | 'duplicate' } | { readonly id: string; readonly outcome: 'conflict'; readonly parts: readonly string[] } | { readonly id: string; readonly outcome: 'rejected'; readonly reason: string };

/** Hours a device's clock may be ahead of ours before its events are refused (domain 14). */
const mostAhead = 24;

/**
 * Takes one event of a device's log (domain 3.7). Sent again it is a duplicate and changes nothing; written on an old base it is merged and the conflict is named; what the visit no longer takes is
 * rejected in words and still kept in the log, so that no text is lost.
 */
export function syncDeviceAction() {
  return action({
    name: 'sih-larajaket/syncDevice', input: eventInput, allow: 'sih-larajaket/treat', constraints: { ...constraints, device_event_counter_once: refusals.notNow },
    async run(work, event): Promise<SyncAnswer> {
      const tables = work.tables<Tables>();
      const { id, visitId } = event;
      work.note({ subject: visitId, device: event.device, counter: event.counter });
      const known = await tables.selectFrom('sih_larajaket.device_event').select('id').where((or) => or.or([or('id', '=', id), or.and([or('device', '=', event.device), or('counter', '=', event.counter)])])).executeTakeFirst();
      if (known) return { id, outcome: 'duplicate' };
      const answer = await apply(work, event);
      await tables.insertInto('sih_larajaket.device_event').values({
        id, device: event.device, counter: event.counter, account: work.actor.id, visit_id: visitId, kind: event.kind, hash: sha256(canonicalJson(event.note)), outcome: answer.outcome === 'duplicate' ? 'applied' : answer.outcome,
        detail: JSON.stringify(answer.outcome === 'applied' ? {} : { ...answer, note: event.note }), written_at: event.writtenAt, received_at: work.now.toString(),
      }).execute();
      return answer;
    },
  });
}

async function apply(work: Work, event: DeviceEvent): Promise<SyncAnswer> {
  const ahead = Temporal.Instant.from(event.writtenAt).epochMilliseconds - work.now.epochMilliseconds;
  if (ahead > mostAhead * 3_600_000) return { id: event.id, outcome: 'rejected', reason: 'Jam perangkat lebih dari 24 jam di depan. Betulkan jamnya, lalu salin tulisan ini.' };
  try {
    const visit = await openVisit(work, event.visitId);
    const saved = await saveNote(work, visit, event.base, event.note);
    return saved.conflicts.length > 0 ? { id: event.id, outcome: 'conflict', parts: saved.conflicts.map((one) => one.part) } : { id: event.id, outcome: 'applied' };
  } catch (error) {
    if (!(error instanceof Problem) || error.status === 404) throw error;
    return { id: event.id, outcome: 'rejected', reason: error.detail };
  }
}
