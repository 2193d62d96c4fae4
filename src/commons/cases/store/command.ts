import { canonicalJson, sha256 } from '#kernel/digest';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import type { Calendar } from '#commons/calendar';
import type { Work } from '#platform/database';
import type { Definition } from '../definition/definition.ts';
import { refusals } from '../problems.ts';
import { decide, type Asker, type Decision, type Outcome, type Refusal } from '../rules/decide.ts';
import type { Entry } from '../rules/ledger.ts';
import type { EventData } from '../tables.ts';
import type { CaseResult, CommandInput } from '../types.ts';
import { keepClocks, newClock, type ClockWish } from './clocks.ts';
import type { Definitions } from './definitions.ts';
import { lateReturnOf } from './late-return.ts';
import { lockPicture, type FirstResult, type Picture } from './picture.ts';
import type { Seat } from './positions.ts';
import { inside, toTask } from './reading.ts';
import { openTasks, settleTasks, type TaskChange } from './tasks.ts';
import { apply, writesFor, type Writes } from './writes.ts';

export interface CommandDeps {
  readonly definitions: Definitions;
  readonly calendar: Calendar;
}

/** Carries out one action on one case: decides by the procedure, stores state, event, tasks and clocks, then lets the service's effects write into the same work. */
export async function runCommand(work: Work, deps: CommandDeps, input: CommandInput): Promise<CaseResult> {
  const fingerprint = fingerprintOf({ caseId: input.caseId, action: input.action, facts: input.facts ?? {}, documents: input.documents ?? {}, reason: input.reason ?? null, task: input.taskId ?? null });
  const picture = await lockPicture(work, input.caseId, input.commandId, deps.calendar.zone);
  const known = repeated(picture.first, fingerprint);
  if (known) return known;
  await refuseStale(work, picture, input.expectedVersion);
  const { case: one } = picture;
  const definition = await deps.definitions.of(one.definition, one.definitionHash, work);
  const wiring = deps.definitions.wiring(one.definition);
  const asker = askerOf(work, picture.seats, input.relations);
  const documents = input.documents ?? {};
  const standing = { state: one.state, facts: one.facts, documents: Object.keys(one.documents), doers: picture.doers, returns: one.returns, openTasks: picture.tasks, closed: one.closedAt !== undefined };
  const decision = decide(definition, standing, { action: input.action, taskId: input.taskId, facts: input.facts ?? {}, documents: Object.keys(documents), reason: input.reason }, asker, wiring.guards);
  if ('refusal' in decision) throw refused(decision);
  const done = await store(work, deps, picture, definition, decision, input, fingerprint);
  await runEffects(work, deps, decision, input, done);
  work.note({ subject: one.id, case: { action: input.action, from: one.state, to: decision.to, version: one.version + 1 } });
  return { caseId: one.id, version: one.version + 1, state: decision.to, repeated: false };
}

async function store(work: Work, deps: CommandDeps, picture: Picture, definition: Definition, decision: Decision, input: CommandInput, fingerprint: string): Promise<{ after: Picture['case']; taskId: string | undefined }> {
  const { case: one } = picture;
  const { outcomes } = decision;
  const at = effectiveAt(work, input.occurredAt, one.movedAt);
  const version = one.version + 1;
  const has = (is: Outcome['is']) => outcomes.some((outcome) => outcome.is === is);
  const ledger = outcomes.flatMap((outcome) => (outcome.is === 'held' ? [{ is: 'base' as const, party: outcome.party, ...(outcome.attempt ? { attempt: true } : {}) }] : []));
  const changes = outcomes.flatMap((outcome): TaskChange[] => (outcome.is === 'task-done' ? [{ id: outcome.task.id, state: 'done' }] : outcome.is === 'task-cancelled' ? [{ id: outcome.task.id, state: 'cancelled' }] : []));
  const opened = outcomes.flatMap((outcome) => (outcome.is === 'task-opened' ? [{ id: work.newId(), ...outcome.task }] : []));
  const finished = has('finished');
  const wishes = clockWishes(work, deps, picture, definition, outcomes, at, finished);
  const entries: Entry[] = [...picture.entries, ...ledger.map((entry) => ({ ...entry, at, tie: input.commandId, turn: version }))];
  const doneTask = outcomes.find((outcome) => outcome.is === 'task-done')?.task;
  const seat = doneTask ? picture.seats.find((candidate) => candidate.position === doneTask.position) : undefined;
  const lateReturn = has('returned') ? lateReturnOf(deps.calendar, picture, at) : undefined;
  const data: EventData = {
    ...(ledger.length > 0 ? { ledger } : {}), ...(Object.keys(input.facts ?? {}).length > 0 ? { facts: input.facts } : {}), ...(Object.keys(input.documents ?? {}).length > 0 ? { documents: input.documents } : {}),
    ...(changes.length > 0 ? { done: changes.filter((change) => change.state === 'done').map((change) => change.id) } : {}), ...(opened.length > 0 ? { opened: opened.map((task) => task.id) } : {}),
    ...(lateReturn ? { lateReturn } : {}),
  };
  const documents = mergeDocuments(one.documents, input.documents ?? {});
  const facts = { ...one.facts, ...input.facts };
  const returns = one.returns + (has('returned') ? 1 : 0);
  const writes = writesFor(eventOf(work, { caseId: one.id, version, commandId: input.commandId, fingerprint, action: input.action, from: one.state, to: decision.to, seat, reason: input.reason, note: input.note, occurredAt: input.occurredAt, at, hash: definition.hash, data }));
  writes.case = {
    id: one.id, state: decision.to, version, facts, documents, returns, definition_hash: definition.hash, moved_at: at, closed_at: finished ? at : null,
    doers: { ...picture.doers, [input.action]: [...new Set([...(picture.doers[input.action] ?? []), work.actor.id])] },
  };
  const kept = await keepClocks(work, deps.calendar, writes, entries, wishes);
  settleTasks(work, writes, picture.tasks, changes, kept, at);
  openTasks(writes, opened, kept, at);
  await apply(work, writes);
  return { after: { ...one, state: decision.to, version, facts, documents, returns, movedAt: Temporal.Instant.fromEpochMilliseconds(at), closedAt: finished ? Temporal.Instant.fromEpochMilliseconds(at) : undefined }, taskId: doneTask?.id };
}

/** Every running clock as it should be now, new ones included. */
function clockWishes(work: Work, deps: CommandDeps, picture: Picture, definition: Definition, outcomes: readonly Outcome[], at: number, finished: boolean): ClockWish[] {
  const stops = new Set(outcomes.flatMap((outcome) => (outcome.is === 'clock-stopped' ? [`${outcome.promise} `] : outcome.is === 'task-done' || outcome.is === 'task-cancelled' ? [`${outcome.promise ?? ''} ${outcome.task.branch ?? ''}`] : [])));
  const running = picture.clocks.filter((clock) => clock.stoppedAt === null);
  const kept = running.map((clock): ClockWish => ({ ...clock, stoppedAt: finished || stops.has(`${clock.promise} ${clock.branch ?? ''}`) ? at : null, before: clock }));
  const starting = finished ? [] : outcomes.flatMap((outcome) => {
    if (outcome.is === 'clock-started') return [{ promise: outcome.promise, branch: null }];
    return outcome.is === 'task-opened' && outcome.task.promise !== null ? [{ promise: outcome.task.promise, branch: outcome.task.branch }] : [];
  });
  return [...kept, ...starting.flatMap(({ promise, branch }) => {
    const spec = definition.body.promises.find((one) => one.id === promise);
    const already = kept.some((clock) => clock.stoppedAt === null && clock.promise === promise && clock.branch === branch);
    return spec && !already ? [newClock(work, deps.calendar, spec, { startedAt: at, branch, budget: picture.budgets[promise] })] : [];
  })];
}

async function runEffects(work: Work, deps: CommandDeps, decision: Decision, input: CommandInput, done: { after: Picture['case']; taskId: string | undefined }): Promise<void> {
  const names = decision.outcomes.flatMap((outcome) => (outcome.is === 'effect' ? [outcome.name] : []));
  if (names.length === 0) return;
  const row = done.taskId === undefined ? undefined : await inside(work).selectFrom('cases.task').selectAll().where('id', '=', done.taskId).executeTakeFirst();
  const { effects } = deps.definitions.wiring(done.after.definition);
  for (const name of names) await effects?.[name]?.(work, { case: done.after, action: input.action, reason: input.reason, commandId: input.commandId, task: row && toTask(row) });
}

/** The result of a command that was carried out before; the same id with other content is refused. */
export function repeated(first: FirstResult | null, fingerprint: string): CaseResult | undefined {
  if (!first) return undefined;
  if (first.fingerprint !== fingerprint) throw new Problem(refusals.keyReused);
  return { caseId: first.caseId, version: first.version, state: first.state, repeated: true };
}

/** A command decided on an older version is refused with the state as it is and what others did since. */
export async function refuseStale(work: Work, { case: one }: Picture, expected: number | undefined): Promise<void> {
  if (expected === undefined || expected === one.version) return;
  const since = await inside(work).selectFrom('cases.case_event').select(['version', 'action', 'actor_kind', 'actor_id', 'position', 'recorded_at', 'to_state']).where('case_id', '=', one.id).where('version', '>', expected).orderBy('version').limit(20).execute();
  throw new Problem(refusals.conflict, { facts: {
    state: one.state, version: one.version, expected,
    changed: since.map((event) => ({ version: event.version, action: event.action, state: event.to_state, by: `${event.actor_kind}:${event.actor_id}`, position: event.position, at: event.recorded_at.toString() })),
  } });
}

interface NewEvent {
  readonly caseId: string; readonly version: number; readonly commandId: string; readonly fingerprint: string; readonly action: string; readonly from: string | null; readonly to: string; readonly seat?: Seat | undefined;
  readonly reason?: string | undefined; readonly note?: string | undefined; readonly occurredAt?: Temporal.Instant | undefined; readonly at: number; readonly hash: string; readonly data: EventData;
}

/** The row of the story this command adds. */
export function eventOf(work: Work, event: NewEvent): Writes['event'] {
  return {
    case_id: event.caseId, version: event.version, command_id: event.commandId, fingerprint: event.fingerprint, action: event.action, from_state: event.from, to_state: event.to, actor_kind: work.actor.kind, actor_id: work.actor.id,
    position: event.seat?.position ?? null, capacity: event.seat ? { kind: event.seat.capacity, decree: event.seat.decree } : null, reason: event.reason ?? null, note: event.note ?? null,
    occurred_at: (event.occurredAt ?? work.now).toString(), effective_at: event.at, recorded_at: work.now.toString(), definition_hash: event.hash, data: event.data,
  };
}

export function fingerprintOf(content: Readonly<Record<string, unknown>>): string {
  return sha256(canonicalJson(content)).slice(0, 32);
}

/** A move takes effect when it happened, but not before the move it follows, and never in the future. */
function effectiveAt(work: Work, occurredAt: Temporal.Instant | undefined, after: Temporal.Instant): number {
  const now = work.now.epochMilliseconds;
  return Math.max(Math.min(occurredAt?.epochMilliseconds ?? now, now), after.epochMilliseconds);
}

export function askerOf(work: Work, seats: readonly Seat[], relations: readonly string[] = []): Asker {
  return { id: work.actor.id, kind: work.actor.kind, agency: work.actor.agency, can: (permission) => can(work.actor, permission), positions: new Set(seats.map((seat) => seat.position)), relations: new Set(relations) };
}

function refused({ refusal, facts, words }: Refusal): Problem {
  return new Problem(refusals[refusal], { facts: { ...facts }, ...(words === undefined ? {} : { detail: words }) });
}

export function mergeDocuments(before: Readonly<Record<string, readonly string[]>>, more: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  const merged: Record<string, string[]> = Object.fromEntries(Object.entries(before).map(([kind, list]) => [kind, [...list]]));
  for (const [kind, list] of Object.entries(more)) merged[kind] = [...new Set([...(merged[kind] ?? []), ...list])];
  return merged;
}
