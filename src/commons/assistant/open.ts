import type { Manifest } from '#kernel/manifest';
import type { Incoming, OutMessage } from '#commons/messaging';
import type { Work } from '#platform/database';
import { openEngine, type EngineParts } from './dialogue/engine.ts';
import type { FactSource } from './dialogue/facts.ts';
import type { AnyTask, Task } from './dialogue/task.ts';

export interface Assistant {
  /** Answers one message inside its write; given to `messaging.onMessage`. */
  readonly answer: (incoming: Incoming, work: Work) => Promise<OutMessage[]>;
  /** Registers a conversation a service can hold. The first registered for an intent gets it; the menu follows the order of registration. */
  task<Slots extends object>(task: Task<Slots>): void;
  /** Registers facts a service looks up itself. */
  fact(...sources: FactSource[]): void;
  /** Lets the assistant answer from the published standards of these services. */
  know(...manifests: Manifest[]): void;
}

export type AssistantDeps = Pick<EngineParts, 'conversations' | 'place' | 'emergencyContacts'>;

/** Opens the assistant: deterministic, offline, answering only from registered tasks and registered facts. */
export function openAssistant(deps: AssistantDeps): Assistant {
  const tasks = new Map<string, AnyTask>();
  const manifests: Manifest[] = [];
  const facts: FactSource[] = [];
  return {
    answer: openEngine({ ...deps, tasks, manifests, facts }),
    task(task) { tasks.set(task.id, withoutSlotType(task)); },
    fact: (...sources) => { facts.push(...sources); },
    know: (...more) => { manifests.push(...more); },
  };
}

/** A task only ever meets slots it made itself: the engine hands back what `hear` and `next` returned for this very task. */
function withoutSlotType<Slots extends object>(task: Task<Slots>): AnyTask {
  const { describe, ...rest } = task;
  return { ...rest, hear: (turn, slots) => task.hear(turn, slots as Slots), next: (turn, slots) => task.next(turn, slots as Slots), ...(describe ? { describe: (slots: object) => describe(slots as Slots) } : {}) };
}
