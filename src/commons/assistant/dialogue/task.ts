import type { Incoming, OutMessage } from '#commons/messaging';
import type { Work } from '#platform/database';
import type { Entry, IntentName, Reading } from '../understanding/index.ts';

/** One message being answered, as a task sees it. */
export interface Turn {
  readonly work: Work;
  readonly incoming: Incoming;
  readonly reading: Reading;
  /** The choice that was tapped, typed by its title or picked by its number, if it belongs to the open question or starts this task. */
  readonly tapped?: { readonly slot: string; readonly value: string };
  /** The open question this message answers, if there is one. */
  readonly asked?: string;
  readonly now: Temporal.Instant;
  readonly zone: string;
  /** The message is old: what it says may no longer hold, and a "yes" in it commits nothing. */
  readonly late: boolean;
}

export interface Option {
  readonly value: string;
  readonly title: string;
  readonly description?: string;
}

/** What a task does next. `commit` marks the question whose "yes" changes something; `slots` replaces them when the world took one back (a full session). */
export type Step<Slots> =
  | { readonly kind: 'ask'; readonly slot: string; readonly text: string; readonly options?: readonly Option[]; readonly link?: OutMessage['link'] | undefined; readonly commit?: true; readonly slots?: Slots }
  | { readonly kind: 'done'; readonly message: OutMessage }
  | { readonly kind: 'go'; readonly task: string; readonly slots: object }
  | { readonly kind: 'person'; readonly reason: string };

/**
 * A conversation a service can hold. Slots are plain JSON: they are stored with the conversation. `hear` takes what the message adds and changes nothing
 * in the world; `next` decides the question still open, or does what was asked for. Neither sends anything.
 */
export interface Task<Slots extends object> {
  /** `saroale/daftar`: service and word. */
  readonly id: string;
  readonly service: string;
  readonly title: string;
  readonly intents: readonly IntentName[];
  /** Shown in the menu, in this order of registration. */
  readonly menu?: boolean;
  readonly vocabulary?: (work: Work) => Promise<readonly Entry[]>;
  /** May this task begin with a message that only names an entry of its vocabulary ("poli anak")? */
  readonly startsByName?: boolean;
  /** Words that are this task's alone ("izin", "nib"): a message that has them, while nothing else is under way, begins it before intents are weighed. Read against the normalised text. */
  readonly startsBy?: RegExp;
  readonly hear: (turn: Turn, slots: Slots) => Promise<Slots>;
  readonly next: (turn: Turn, slots: Slots) => Promise<Step<Slots>>;
  /** The slots in words, for the person who takes over. No NIK, no phone number. */
  readonly describe?: (slots: Slots) => string;
}

/** A task with its slots' type forgotten, as the engine keeps it. */
export type AnyTask = Task<object>;
