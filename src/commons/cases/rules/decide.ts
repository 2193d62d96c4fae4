import type { Definition } from '../definition/definition.ts';
import type { Facts, FactValue, Party, TaskSpec, TransitionSpec } from '../definition/schema.ts';
import { holds, type NamedGuard } from './guard.ts';
import { tasksOnEntering, nextInSequence, type NewTask } from './tasks.ts';

/** What a decision rests on: where a case stands, as far as the procedure cares. */
export interface Standing {
  readonly state: string;
  readonly facts: Facts;
  /** Kinds of documents on file. */
  readonly documents: readonly string[];
  /** Actions done so far and the accounts that did them. */
  readonly doers: Readonly<Record<string, readonly string[]>>;
  readonly returns: number;
  readonly openTasks: readonly OpenTask[];
  readonly closed: boolean;
}

export interface OpenTask {
  readonly id: string;
  readonly kind: string;
  readonly branch: string | null;
  readonly agency: string | null;
  readonly position: string | null;
  readonly account: string | null;
}

/** Who asks, as far as the procedure cares. */
export interface Asker {
  readonly id: string;
  readonly kind: string;
  readonly agency?: string | undefined;
  readonly can: (permission: string) => boolean;
  /** Positions held today, in one's own right or by decree. */
  readonly positions: ReadonlySet<string>;
  /** Relations to this case the service vouches for: applicant, proxy, bank. */
  readonly relations: ReadonlySet<string>;
}

export interface Asked {
  readonly action: string;
  readonly taskId?: string | undefined;
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly documents: readonly string[];
  readonly reason?: string | undefined;
}

/** What a decision does, in order. The store writes exactly this. */
export type Outcome =
  | { readonly is: 'facts'; readonly set: Readonly<Record<string, FactValue>> }
  | { readonly is: 'task-done'; readonly task: OpenTask; readonly promise?: string | undefined }
  | { readonly is: 'task-cancelled'; readonly task: OpenTask; readonly promise?: string | undefined }
  | { readonly is: 'task-opened'; readonly task: NewTask }
  | { readonly is: 'clock-stopped'; readonly promise: string }
  | { readonly is: 'clock-started'; readonly promise: string }
  | { readonly is: 'held'; readonly party: Party; readonly attempt: boolean }
  | { readonly is: 'returned' }
  | { readonly is: 'moved'; readonly from: string; readonly to: string }
  | { readonly is: 'finished' }
  | { readonly is: 'effect'; readonly name: string };

export type RefusalCode = 'closed' | 'notNow' | 'forbidden' | 'notYourTask' | 'taskUnclear' | 'separation' | 'documentsMissing' | 'reasonNeeded' | 'reasonUnknown' | 'guard';
export interface Refusal {
  readonly refusal: RefusalCode;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly words?: string | undefined;
}
export interface Decision {
  readonly transition: TransitionSpec;
  readonly to: string;
  readonly outcomes: readonly Outcome[];
}

/** Decides a command on a case by the procedure alone: the outcomes, or why not and what to do instead. Pure: the same questions give the same answers. */
export function decide(definition: Definition, standing: Standing, asked: Asked, asker: Asker, named: Readonly<Record<string, NamedGuard>> = {}): Decision | Refusal {
  if (standing.closed) return { refusal: 'closed', facts: { state: standing.state } };
  const transition = definition.from(standing.state).find((one) => one.action === asked.action);
  if (!transition) return { refusal: 'notNow', facts: { state: standing.state, possible: definition.from(standing.state).map((one) => one.action) } };
  if (!allowed(transition.by, asker)) return { refusal: 'forbidden', facts: { action: asked.action, by: transition.by } };
  const task = chooseTask(standing, transition, asked, asker);
  if (task && 'refusal' in task) return task;
  const facts: Facts = { ...standing.facts, ...asked.facts };
  return refuse(transition, standing, facts, asked, asker, named) ?? { transition, ...outcomesOf(definition, standing, transition, task, facts, asked) };
}

/** May the asker do what these permissions or relations allow? */
export function allowed(by: readonly string[], asker: Asker): boolean {
  return by.some((one) => (one.startsWith('@') ? asker.relations.has(one.slice(1)) : asker.can(one)));
}

function refuse(transition: TransitionSpec, standing: Standing, facts: Facts, asked: Asked, asker: Asker, named: Readonly<Record<string, NamedGuard>>): Refusal | undefined {
  const other = transition.apartFrom.find((action) => standing.doers[action]?.includes(asker.id));
  if (other !== undefined) return { refusal: 'separation', facts: { action: transition.action, apartFrom: other } };
  const missing = transition.documents.filter((kind) => !standing.documents.includes(kind) && !asked.documents.includes(kind));
  if (missing.length > 0) return { refusal: 'documentsMissing', facts: { missing } };
  if (transition.reason === 'required' && (asked.reason ?? '') === '') return { refusal: 'reasonNeeded', facts: { reasons: transition.reasons.map((reason) => reason.id) } };
  if (asked.reason !== undefined && transition.reasons.length > 0 && !transition.reasons.some((reason) => reason.id === asked.reason)) return { refusal: 'reasonUnknown', facts: { reasons: transition.reasons.map((reason) => reason.id) } };
  const known: Facts = { ...facts, 'case.returns': standing.returns, 'case.documents': [...new Set([...standing.documents, ...asked.documents])] };
  const failed = transition.guards.find((guard) => !holds(guard.when, known, named));
  return failed && { refusal: 'guard', facts: { action: transition.action }, words: failed.else.id };
}

/** The open task this action finishes: named, or the only one the asker may finish. */
function chooseTask(standing: Standing, transition: TransitionSpec, asked: Asked, asker: Asker): OpenTask | Refusal | undefined {
  if (transition.completes === undefined) return undefined;
  const open = standing.openTasks.filter((task) => task.kind === transition.completes);
  const mine = open.filter((task) => isMine(task, asker));
  const named = asked.taskId === undefined ? undefined : open.find((task) => task.id === asked.taskId);
  if (asked.taskId !== undefined && !named) return { refusal: 'taskUnclear', facts: { open: open.map((task) => task.id) } };
  if (named) return isMine(named, asker) ? named : { refusal: 'notYourTask', facts: { task: named.id } };
  const [only, more] = mine;
  if (!only) return open.length > 0 ? { refusal: 'notYourTask', facts: {} } : { refusal: 'taskUnclear', facts: { open: [] } };
  return more ? { refusal: 'taskUnclear', facts: { open: mine.map((task) => task.id) } } : only;
}

/** Work bound to a position, agency or account is done by who holds it; the house itself may do what was decided for it. */
function isMine(task: Pick<OpenTask, 'agency' | 'position' | 'account'>, asker: Asker): boolean {
  if (asker.kind === 'system') return true;
  return (task.agency === null || task.agency === asker.agency) && (task.position === null || asker.positions.has(task.position)) && (task.account === null || task.account === asker.id);
}

function outcomesOf(definition: Definition, standing: Standing, transition: TransitionSpec, task: OpenTask | undefined, facts: Facts, asked: Asked): { to: string; outcomes: Outcome[] } {
  const outcomes: Outcome[] = [];
  const here = definition.body.states[standing.state];
  const promiseOf = (kind: string) => here?.tasks.find((spec) => spec.kind === kind)?.promise;
  if (Object.keys(asked.facts).length > 0) outcomes.push({ is: 'facts', set: asked.facts });
  if (task) outcomes.push({ is: 'task-done', task, promise: promiseOf(task.kind) });
  const following = task && followUp(here?.tasks ?? [], task, facts);
  if (following) outcomes.push({ is: 'task-opened', task: following });
  const others = standing.openTasks.filter((one) => one !== task);
  const waits = transition.join && (following !== undefined || others.some((one) => one.kind === transition.completes));
  const to = waits ? standing.state : transition.to;
  if (transition.clock.returns) outcomes.push({ is: 'returned' });
  if (waits) return { to, outcomes: [...outcomes, ...transition.effects.map((name): Outcome => ({ is: 'effect', name }))] };
  const moves = to !== standing.state;
  if (moves) for (const one of others) outcomes.push({ is: 'task-cancelled', task: one, promise: promiseOf(one.kind) });
  for (const promise of transition.clock.stop) outcomes.push({ is: 'clock-stopped', promise });
  const target = definition.body.states[to];
  outcomes.push({ is: 'held', party: target?.holder ?? 'agency', attempt: transition.clock.attempt });
  for (const promise of transition.clock.start) outcomes.push({ is: 'clock-started', promise });
  if (moves) outcomes.push({ is: 'moved', from: standing.state, to });
  if (moves && target) for (const opened of tasksOnEntering(target.tasks, facts)) outcomes.push({ is: 'task-opened', task: opened });
  if (target?.final) outcomes.push({ is: 'finished' });
  for (const name of transition.effects) outcomes.push({ is: 'effect', name });
  return { to, outcomes };
}

function followUp(tasks: readonly TaskSpec[], done: OpenTask, facts: Facts): NewTask | undefined {
  const spec = tasks.find((one) => one.kind === done.kind);
  return spec && nextInSequence(spec, done.branch, facts);
}
