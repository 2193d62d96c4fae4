import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import { tasksOnEntering } from '../rules/tasks.ts';
import type { CaseResult } from '../types.ts';
import { keepClocks } from './clocks.ts';
import { eventOf, fingerprintOf, refuseStale, repeated, type CommandDeps } from './command.ts';
import { caseRow, lockPicture } from './picture.ts';
import { openTasks, settleTasks } from './tasks.ts';
import { apply, writesFor } from './writes.ts';

export interface MigrateInput {
  readonly caseId: string;
  readonly commandId: string;
  readonly expectedVersion?: number | undefined;
  /** The new state for every old one; the case's own must be named, even if it keeps its name. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly reason: string;
}

/** Moves a running case to the procedure in force, by an explicit mapping that becomes part of its story. Tasks the new state also gives stay; promises run on. */
export async function migrateCase(work: Work, deps: CommandDeps, input: MigrateInput): Promise<CaseResult> {
  const fingerprint = fingerprintOf({ caseId: input.caseId, mapping: input.mapping, reason: input.reason });
  const picture = await lockPicture(work, input.caseId, input.commandId, deps.calendar.zone);
  const known = repeated(picture.first, fingerprint);
  if (known) return known;
  await refuseStale(work, picture, input.expectedVersion);
  const { case: one } = picture;
  if (one.closedAt) throw new Problem(refusals.closed, { facts: { state: one.state } });
  const definition = deps.definitions.current(one.definition);
  const to = input.mapping[one.state];
  const target = to === undefined ? undefined : definition.body.states[to];
  if (to === undefined || !target || target.final) throw new Problem(refusals.mappingIncomplete, { facts: { state: one.state, states: Object.keys(definition.body.states) } });
  await deps.definitions.keep(work, definition);
  const at = Math.max(work.now.epochMilliseconds, one.movedAt.epochMilliseconds);
  const version = one.version + 1;
  const wanted = tasksOnEntering(target.tasks, one.facts);
  const stays = (task: { kind: string; branch: string | null }) => wanted.some((other) => other.kind === task.kind && (other.branch === task.branch || task.branch !== null));
  const dropped = picture.tasks.filter((task) => !stays(task));
  const opened = wanted.filter((task) => !picture.tasks.some((open) => open.kind === task.kind)).map((task) => ({ id: work.newId(), ...task }));
  const ledger = [{ is: 'base' as const, party: target.holder }];
  const writes = writesFor(eventOf(work, { caseId: one.id, version, commandId: input.commandId, fingerprint, action: 'migrate', from: one.state, to, reason: input.reason, at, hash: definition.hash, data: { ledger, mapping: input.mapping, opened: opened.map((task) => task.id) } }));
  writes.case = caseRow(picture, { version, state: to, definitionHash: definition.hash });
  const running = picture.clocks.filter((clock) => clock.stoppedAt === null);
  const kept = await keepClocks(work, deps.calendar, writes, [...picture.entries, ...ledger.map((entry) => ({ ...entry, at, tie: input.commandId, turn: version }))], running.map((clock) => ({ ...clock, before: clock })));
  settleTasks(work, writes, picture.tasks, dropped.map((task) => ({ id: task.id, state: 'cancelled' })), kept, at);
  openTasks(writes, opened, kept, at);
  await apply(work, writes);
  work.note({ subject: one.id, case: { action: 'migrate', from: one.definitionHash, to: definition.hash, state: [one.state, to] } });
  return { caseId: one.id, version, state: to, repeated: false };
}
