import { z } from 'zod';
import { can, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import { conversations } from '../conversations/store.ts';
import type { OutMessage } from '../types.ts';
import { refusals } from '../problems.ts';
import { maskDigits } from '../text/mask.ts';
import type { MessagingTables } from '../tables.ts';

type Say = (work: Work, conversationId: string, message: OutMessage, options: { by: string }) => Promise<unknown>;

/** What officers do with conversations that were handed to their agency. */
export function deskActions(say: Say) {
  return {
    take: action({
      name: 'messaging/take', input: z.object({ conversationId: z.uuid() }), allow: 'messaging/answer',
      async run(work, { conversationId }) {
        const row = await ofAgency(work, conversationId);
        if (row.handling === 'person' && row.assigned_to !== null && row.assigned_to !== work.actor.id) throw new Problem(refusals.alreadyTaken);
        await work.tables<MessagingTables>().updateTable('messaging.conversation').set({ handling: 'person', assigned_to: work.actor.id, assigned_name: work.actor.name }).where('id', '=', conversationId).execute();
        work.note({ subject: conversationId });
      },
    }),
    answer: action({
      name: 'messaging/answer', input: z.object({ conversationId: z.uuid(), text: z.string().trim().min(1, 'Tulis jawaban, lalu kirim.').max(4000) }), allow: 'messaging/answer',
      async run(work, { conversationId, text }) {
        const row = await ofAgency(work, conversationId);
        if (row.assigned_to !== null && row.assigned_to !== work.actor.id) throw new Problem(refusals.alreadyTaken);
        if (row.assigned_to === null) await work.tables<MessagingTables>().updateTable('messaging.conversation').set({ handling: 'person', assigned_to: work.actor.id, assigned_name: work.actor.name }).where('id', '=', conversationId).execute();
        await say(work, conversationId, { text }, { by: work.actor.name });
        work.note({ subject: conversationId });
      },
    }),
    handBack: action({
      name: 'messaging/hand-back', input: z.object({ conversationId: z.uuid(), note: z.string().max(500).optional() }), allow: 'messaging/answer',
      async run(work, { conversationId, note }) {
        await ofAgency(work, conversationId);
        await conversations.handBack(work, { conversationId, ...(note ? { note } : {}) });
      },
    }),
    block: action({
      name: 'messaging/block', input: z.object({ conversationId: z.uuid(), reason: z.string().trim().min(5, 'Tulis alasannya, agar rekan yang meninjau mengerti.').max(200) }), allow: 'messaging/answer',
      async run(work, { conversationId, reason }) {
        await ofAgency(work, conversationId);
        await conversations.block(work, conversationId, maskDigits(reason));
      },
    }),
    unblock: action({
      name: 'messaging/unblock', input: z.object({ conversationId: z.uuid() }), allow: 'messaging/answer',
      async run(work, { conversationId }) {
        await ofAgency(work, conversationId);
        await conversations.block(work, conversationId, null);
        await conversations.handBack(work, { conversationId });
      },
    }),
    called: action({
      name: 'messaging/called', input: z.object({ id: z.uuid(), outcome: z.enum(['tersambung', 'tidak-diangkat', 'nomor-salah']) }), allow: 'messaging/answer',
      async run(work, { id, outcome }) {
        await work.tables<MessagingTables>().updateTable('messaging.call_list').set({ done_at: work.now.toString(), done_by: work.actor.id, outcome }).where('id', '=', id).where('done_at', 'is', null).execute();
        work.note({ subject: id, outcome });
      },
    }),
  };
}

/** Only officers of the agency a conversation was handed to may see it; for everybody else it does not exist. */
async function ofAgency(work: Work, conversationId: string) {
  const row = await work.tables<MessagingTables>().selectFrom('messaging.conversation').select(['id', 'agency', 'handling', 'assigned_to']).where('id', '=', conversationId).forUpdate().executeTakeFirst();
  if (!row || !maySee(work.actor, row)) throw new Problem(refusals.unknownConversation);
  return row;
}

/** May this actor read the conversation? Handed over, to the agency they act for. */
export function maySee(actor: Actor, row: { agency: string | null; handling: string }): boolean {
  return can(actor, 'messaging/answer') && row.handling !== 'bot' && row.agency !== null && row.agency === actor.agency;
}
