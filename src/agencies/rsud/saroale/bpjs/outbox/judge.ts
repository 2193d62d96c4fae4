import { z } from 'zod';
import type { Outcome } from '../client/answers.ts';
import { backoffMs, oldestHours } from '../rules/backoff.ts';
import type { Lane, Message } from './tables.ts';

const task = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6), z.literal(7), z.literal(99)]);

/** What becomes of a lane after BPJS answered, or after there was nothing to send. */
export const change = z.discriminatedUnion('do', [
  z.object({ do: z.literal('sent'), messageId: z.uuid(), at: z.number().int(), code: z.number().int(), answer: z.string() }),
  z.object({ do: z.literal('later'), cause: z.string(), note: z.string(), waitMs: z.number().int().min(0), counted: z.boolean() }),
  z.object({ do: z.literal('dead'), cause: z.string(), note: z.string() }),
  z.object({ do: z.literal('hold'), cause: z.string(), note: z.string() }),
  z.object({ do: z.literal('reopen'), what: z.enum(['booking', 'task']), task: task.optional() }),
  z.object({ do: z.literal('adopt'), lastTask: z.number().int(), tasks: z.array(z.object({ task, at: z.number().int() })) }),
  z.object({ do: z.literal('rest') }),
  z.object({ do: z.literal('close') }),
]);
export type Change = z.output<typeof change>;

/** How often something BPJS lost is sent again before a person looks. */
const resendsAtMost = 2;

/** What an answer means for its lane. `random` in [0, 1). An "ahead" answer is not judged here: BPJS must first be asked what it has. */
export function judge(outcome: Exclude<Outcome, { kind: 'ahead' }>, sent: { lane: Lane; message: Message; at: number; now: Temporal.Instant; random: number }): Change {
  const { lane, message } = sent;
  switch (outcome.kind) {
    case 'ok':
    case 'duplicate':
      return { do: 'sent', messageId: message.id, at: sent.at, code: outcome.code, answer: outcome.message };
    case 'quarantine':
      return { do: 'hold', cause: 'quarantine', note: `${sayMessage(message)}: ${outcome.message} (kode ${outcome.code}). Periksa datanya, lalu kirim lagi atau lepaskan dengan alasan.` };
    case 'missing':
      return judgeMissing(outcome, lane, message);
    case 'retry':
      return judgeRetry(outcome, sent);
  }
}

function judgeMissing(outcome: Extract<Outcome, { kind: 'missing' }>, lane: Lane, message: Message): Change {
  const wanted = lane.messages.find((one) => (outcome.what === 'booking' ? one.kind === 'add' : one.task === outcome.task));
  if (wanted && (wanted.resent >= resendsAtMost || wanted.state !== 'sent')) return { do: 'hold', cause: 'quarantine', note: `${sayMessage(message)}: BPJS terus menjawab "${outcome.message}".` };
  if (outcome.what === 'booking') return { do: 'reopen', what: 'booking' };
  if (!wanted) return { do: 'hold', cause: 'gap', note: `BPJS belum memiliki langkah ${outcome.task ?? ''} dan langkah itu tidak tercatat di sini. Catat jamnya di poli, atau lepaskan sisanya dengan alasan.` };
  return { do: 'reopen', what: 'task', task: wanted.task };
}

function judgeRetry(outcome: Extract<Outcome, { kind: 'retry' }>, { lane, now, random }: { lane: Lane; now: Temporal.Instant; random: number }): Change {
  if (now.since(lane.since).total('hours') >= oldestHours) return { do: 'dead', cause: outcome.cause, note: outcome.message };
  // While an endpoint rests nothing was tried, so nothing is counted.
  const counted = outcome.cause !== 'circuit-open';
  return { do: 'later', cause: outcome.cause, note: outcome.message, waitMs: counted ? backoffMs(lane.attempts + 1, random) : Math.round(15_000 + 30_000 * random), counted };
}

/** Words for the officer. */
export function sayMessage(message: Pick<Message, 'kind' | 'task'>): string {
  const words = { add: 'Pendaftaran antrean', cancel: 'Pembatalan', pharmacy: 'Antrean farmasi', task: `Langkah ${message.task ?? ''}` } as const;
  return words[message.kind];
}
