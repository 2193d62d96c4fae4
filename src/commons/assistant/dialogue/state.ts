import { z } from 'zod';
import type { OutMessage } from '#commons/messaging';

const schema = z.object({
  v: z.literal(1),
  /** Counts questions; a button carries the number of its question. */
  serial: z.number().int().nonnegative(),
  task: z.object({ id: z.string(), slots: z.record(z.string(), z.unknown()) }).optional(),
  asked: z.object({ serial: z.number().int(), slot: z.string(), options: z.array(z.object({ value: z.string(), title: z.string() })), commit: z.boolean() }).optional(),
  /** Turns in a row that were not understood, and what was said in them, masked. */
  misses: z.number().int().nonnegative(),
  unclear: z.array(z.string()),
  bucket: z.object({ tokens: z.number(), at: z.number(), held: z.boolean() }).optional(),
  last: z.object({ text: z.string() }).optional(),
  /** When an emergency word was last seen, as ISO text. */
  flagged: z.string().optional(),
});

/** Where a conversation stands. Stored with it and changed in the same write as everything the turn does. */
export type DialogueState = z.infer<typeof schema>;

export const fresh: DialogueState = { v: 1, serial: 0, misses: 0, unclear: [] };

/** The stored state, or a fresh one when there is none or it was written by a version we no longer read. */
export function readState(stored: Readonly<Record<string, unknown>>): DialogueState {
  const parsed = schema.safeParse(stored);
  return parsed.success ? parsed.data : fresh;
}

/** The state with no task running. */
export function idle(state: DialogueState): DialogueState {
  const { task: _task, asked: _asked, ...rest } = state;
  return { ...rest, misses: 0, unclear: [] };
}

/** One turn's outcome: the state after it and what is said, if anything. */
export interface Outcome {
  readonly state: DialogueState;
  readonly say?: OutMessage;
}
