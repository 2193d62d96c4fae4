import type { Words } from '#kernel/manifest';
import type { Work } from '#platform/database';
import type { Facts, FactValue, Party } from './definition/schema.ts';
import type { NamedGuard } from './rules/guard.ts';

/** A case as it stands. */
export interface Case {
  readonly id: string;
  readonly service: string;
  readonly type: string;
  readonly subject: string;
  readonly object: string;
  readonly definition: string;
  readonly definitionHash: string;
  readonly state: string;
  /** Hand it back with the next command as `expectedVersion`. */
  readonly version: number;
  readonly facts: Facts;
  readonly documents: Readonly<Record<string, readonly string[]>>;
  readonly returns: number;
  readonly openedAt: Temporal.Instant;
  readonly movedAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | undefined;
}

export interface OpenInput {
  /** Id of the defined procedure. */
  readonly definition: string;
  /** What is asked for, in the service's own words: `izin-reklame`. One open case per type, subject and object. */
  readonly type: string;
  /** Whose case it is: a person's or body's id, never a NIK. */
  readonly subject: string;
  /** What it is about; empty when the subject alone decides. */
  readonly object?: string;
  /** Idempotency key: the same one gives the same case again. */
  readonly commandId: string;
  readonly facts?: Readonly<Record<string, FactValue>>;
  readonly documents?: Readonly<Record<string, readonly string[]>>;
  /** Budgets of this type where they differ from the procedure's. */
  readonly budgets?: Readonly<Record<string, { readonly amount: number; readonly unit: 'working_day' | 'working_minute' | 'calendar_day'; readonly calendar?: string }>>;
  /** When it happened, if not now (offline work). */
  readonly occurredAt?: Temporal.Instant;
}

export interface CommandInput {
  readonly caseId: string;
  readonly action: string;
  /** Idempotency key: the same command again gives its first result and changes nothing. */
  readonly commandId: string;
  /** The version the person saw; another one is a 409 that says who changed what. */
  readonly expectedVersion?: number | undefined;
  readonly taskId?: string | undefined;
  readonly facts?: Readonly<Record<string, FactValue>>;
  /** References of documents by kind. */
  readonly documents?: Readonly<Record<string, readonly string[]>>;
  readonly reason?: string | undefined;
  /** Free words of the officer, shown in the story. */
  readonly note?: string | undefined;
  readonly occurredAt?: Temporal.Instant | undefined;
  /** Relations of the actor to this case that the service vouches for: `applicant`, `proxy`. */
  readonly relations?: readonly string[];
}

/** Time that is not the agency's, or is again. `reason` is from the procedure's closed list. */
export interface PauseInput extends Pick<CommandInput, 'caseId' | 'commandId' | 'expectedVersion' | 'occurredAt' | 'note' | 'relations'> {
  readonly reason: string;
  /** Only one branch's clock (a recommender waiting for the applicant). */
  readonly branch?: string | undefined;
}
export type ReleaseInput = Omit<PauseInput, 'reason'>;

export interface CaseResult {
  readonly caseId: string;
  readonly version: number;
  readonly state: string;
  /** The command had been carried out before; this is its first result. */
  readonly repeated: boolean;
}

/** What a service's effect is told, inside the transaction of the command. */
export interface EffectCall {
  readonly case: Case;
  readonly action: string;
  readonly reason: string | undefined;
  readonly commandId: string;
  /** The task this command finished, if it did. */
  readonly task: Task | undefined;
}

/** What a service supplies to its procedure. Effects write, emit and enqueue through the work; they do no other I/O. */
export interface Wiring {
  readonly guards?: Readonly<Record<string, NamedGuard>>;
  readonly effects?: Readonly<Record<string, (work: Work, call: EffectCall) => void | Promise<void>>>;
  /** A warning rung was reached, in working time, once. 100 is the end of the promise. */
  readonly onTimer?: (work: Work, fired: Fired) => void | Promise<void>;
}

export interface Fired {
  readonly case: Case;
  readonly promise: string;
  readonly branch: string | undefined;
  /** Percent of the budget. */
  readonly rung: number;
  readonly due: Temporal.Instant | undefined;
}

export interface Task {
  readonly id: string;
  readonly caseId: string;
  readonly kind: string;
  readonly branch: string | undefined;
  readonly by: readonly string[];
  readonly agency: string | undefined;
  readonly position: string | undefined;
  readonly account: string | undefined;
  readonly state: 'open' | 'done' | 'cancelled';
  readonly openedAt: Temporal.Instant;
  readonly dueAt: Temporal.Instant | undefined;
  readonly closedAt: Temporal.Instant | undefined;
  readonly closedBy: string | undefined;
  readonly reroutedFrom: string | undefined;
}

/** A task with what a list shows of its case. */
export interface TaskInList extends Task {
  readonly service: string;
  readonly type: string;
  readonly caseState: string;
  readonly caseVersion: number;
  readonly caseSubject: string;
  readonly caseObject: string;
}

export interface TaskFilter {
  readonly service?: string | undefined;
  readonly kind?: string | undefined;
  readonly dueBefore?: Temporal.Instant | undefined;
  readonly limit?: number | undefined;
}

/** One line of a case's story. */
export interface CaseEvent {
  readonly version: number;
  readonly action: string;
  readonly fromState: string | undefined;
  readonly toState: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly position: string | undefined;
  readonly capacity: { readonly kind: string; readonly decree: string | null } | undefined;
  readonly reason: string | undefined;
  readonly note: string | undefined;
  readonly occurredAt: Temporal.Instant;
  readonly effectiveAt: Temporal.Instant;
  readonly recordedAt: Temporal.Instant;
  readonly lateReturn: { readonly promise: string; readonly percent: number } | undefined;
}

/** A promise read now. Minutes are working minutes; days count as the unit says. */
export interface ClockReading {
  readonly id: string;
  readonly promise: string;
  readonly name: Words;
  readonly branch: string | undefined;
  readonly unit: 'working_day' | 'working_minute' | 'calendar_day';
  readonly budget: number;
  /** Used up, in the unit of the budget. */
  readonly spent: number;
  /** Used up by attempt: a return never resets the clock, but every attempt is shown. */
  readonly attempts: readonly number[];
  readonly percent: number;
  readonly due: Temporal.Instant | undefined;
  readonly running: boolean;
  readonly overdue: boolean;
  readonly startedAt: Temporal.Instant;
  readonly stoppedAt: Temporal.Instant | undefined;
  /** Minutes on the wall from start to stop or now: what the applicant lived through. */
  readonly endToEndMinutes: number;
  readonly segments: readonly { readonly from: Temporal.Instant; readonly to: Temporal.Instant | undefined; readonly party: Party; readonly reason: string | undefined; readonly attempt: number }[];
}
