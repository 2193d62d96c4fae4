import type { DialogueState } from './state.ts';

/** A burst of this many messages is answered one by one; after it, one message every `refillSeconds`. */
export const burst = 8;
const refillSeconds = 3;

export type Pace = 'answer' | 'hold' | 'silent';

/** Takes one token of the conversation's bucket. The first message beyond the burst is answered with a polite hold, those after it with silence until the bucket fills. */
export function pace(state: DialogueState, at: Temporal.Instant): { pace: Pace; bucket: NonNullable<DialogueState['bucket']> } {
  const now = at.epochMilliseconds;
  const before = state.bucket ?? { tokens: burst, at: now, held: false };
  const tokens = Math.min(burst, before.tokens + Math.max(0, now - before.at) / 1000 / refillSeconds);
  if (tokens >= 1) return { pace: 'answer', bucket: { tokens: tokens - 1, at: now, held: false } };
  return { pace: before.held ? 'silent' : 'hold', bucket: { tokens, at: now, held: true } };
}
