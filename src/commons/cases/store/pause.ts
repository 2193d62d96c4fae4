import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import { allowed } from '../rules/decide.ts';
import type { Entry } from '../rules/ledger.ts';
import type { CaseResult, PauseInput, ReleaseInput } from '../types.ts';
import { keepClocks } from './clocks.ts';
import { askerOf, eventOf, fingerprintOf, refuseStale, repeated, type CommandDeps } from './command.ts';
import { caseRow, lockPicture } from './picture.ts';
import { settleTasks } from './tasks.ts';
import { apply, writesFor } from './writes.ts';

/**
 * Says that from `occurredAt` on somebody else's time passes, or (release) the case's holder's again. May come late and in any order: the ledger is tiled anew,
 * the old tiling stays as history.
 */
export async function keepTime(work: Work, deps: CommandDeps, input: PauseInput | ReleaseInput): Promise<CaseResult> {
  const reason = 'reason' in input ? input.reason : undefined;
  const action = reason === undefined ? 'release' : 'pause';
  const fingerprint = fingerprintOf({ caseId: input.caseId, action, reason: reason ?? null, branch: input.branch ?? null, at: input.occurredAt?.toString() ?? null });
  const picture = await lockPicture(work, input.caseId, input.commandId, deps.calendar.zone);
  const known = repeated(picture.first, fingerprint);
  if (known) return known;
  await refuseStale(work, picture, input.expectedVersion);
  const { case: one } = picture;
  const definition = await deps.definitions.of(one.definition, one.definitionHash, work);
  const spec = definition.body.pauses.find((pause) => pause.id === reason);
  if (reason !== undefined && !spec) throw new Problem(refusals.reasonUnknown, { facts: { reasons: definition.body.pauses.map((pause) => pause.id) } });
  const by = spec ? spec.by : definition.body.pauses.flatMap((pause) => pause.by);
  if (!allowed(by, askerOf(work, picture.seats, input.relations))) throw new Problem(refusals.forbidden, { facts: { action } });
  const at = Math.max(Math.min(input.occurredAt?.epochMilliseconds ?? work.now.epochMilliseconds, work.now.epochMilliseconds), one.openedAt.epochMilliseconds);
  if (one.closedAt && at >= one.closedAt.epochMilliseconds) throw new Problem(refusals.closed, { facts: { state: one.state } });
  const entry: Omit<Entry, 'at' | 'tie' | 'turn'> = { is: action, ...(spec ? { party: spec.party, reason: spec.id } : {}), ...(input.branch === undefined ? {} : { branch: input.branch }) };
  const version = one.version + 1;
  const writes = writesFor(eventOf(work, { caseId: one.id, version, commandId: input.commandId, fingerprint, action, from: one.state, to: one.state, reason, note: input.note, occurredAt: input.occurredAt, at, hash: definition.hash, data: { ledger: [entry] } }));
  writes.case = caseRow(picture, { version });
  const entries = [...picture.entries, { ...entry, at, tie: input.commandId, turn: version }];
  const touched = picture.clocks.filter((clock) => (clock.stoppedAt === null || clock.stoppedAt > at) && (input.branch === undefined || clock.branch === input.branch));
  const kept = await keepClocks(work, deps.calendar, writes, entries, touched.map((clock) => ({ ...clock, before: clock })));
  settleTasks(work, writes, input.branch === undefined ? picture.tasks : picture.tasks.filter((task) => task.branch === input.branch && task.promise !== null), [], kept, at);
  await apply(work, writes);
  work.note({ subject: one.id, case: { action, reason: reason ?? null, version } });
  return { caseId: one.id, version, state: one.state, repeated: false };
}
