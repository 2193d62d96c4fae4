import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import { tasksOnEntering } from '../rules/tasks.ts';
import type { CasesTables } from '../tables.ts';
import type { CaseResult, OpenInput } from '../types.ts';
import { iso, keepClocks, lifeClock, newClock, type ClockWish } from './clocks.ts';
import { eventOf, fingerprintOf, mergeDocuments, repeated, type CommandDeps } from './command.ts';
import { inside } from './reading.ts';
import { openTasks } from './tasks.ts';
import { apply, writesFor } from './writes.ts';

/** Opens a case in the first state of its procedure. The same command gives the same case; a second open case of the same type, subject and object is refused. */
export async function openCase(work: Work, deps: CommandDeps, input: OpenInput): Promise<CaseResult> {
  const definition = deps.definitions.current(input.definition);
  const { body } = definition;
  const object = input.object ?? '';
  const facts = { ...input.facts };
  const documents = mergeDocuments({}, input.documents ?? {});
  const fingerprint = fingerprintOf({ definition: body.id, type: input.type, subject: input.subject, object, facts, documents });
  const known = await earlier(work, input.commandId, fingerprint);
  if (known) return known;
  await deps.definitions.keep(work, definition);
  const at = Math.min(input.occurredAt?.epochMilliseconds ?? work.now.epochMilliseconds, work.now.epochMilliseconds);
  const id = work.newId();
  const inserted = await work.tables<CasesTables>().insertInto('cases.case').values({
    id, service: body.service, type: input.type, subject: input.subject, object, definition: body.id, definition_hash: definition.hash, state: body.initial,
    facts: JSON.stringify(facts), documents: JSON.stringify(documents), doers: '{}', budgets: JSON.stringify(input.budgets ?? {}), opened_at: iso(at), moved_at: iso(at),
  }).onConflict((conflict) => conflict.columns(['service', 'type', 'subject', 'object']).where('closed_at', 'is', null).doNothing()).returning('id').executeTakeFirst();
  // Somebody else's insert may have been waited for: it may have been this very command.
  if (!inserted) return (await earlier(work, input.commandId, fingerprint)) ?? refuseTwin(work, body.service, { type: input.type, subject: input.subject, object });
  const holder = body.states[body.initial]?.holder ?? 'agency';
  const ledger = [{ is: 'base' as const, party: holder }];
  const opened = tasksOnEntering(body.states[body.initial]?.tasks ?? [], facts).map((task) => ({ id: work.newId(), ...task }));
  const writes = writesFor(eventOf(work, { caseId: id, version: 1, commandId: input.commandId, fingerprint, action: 'open', from: null, to: body.initial, occurredAt: input.occurredAt, at, hash: definition.hash, data: {
    ledger, ...(Object.keys(facts).length > 0 ? { facts } : {}), ...(Object.keys(documents).length > 0 ? { documents } : {}), ...(opened.length > 0 ? { opened: opened.map((task) => task.id) } : {}),
  } }));
  const starting = [...body.starts.map((promise) => ({ promise, branch: null })), ...opened.flatMap((task) => (task.promise === null ? [] : [{ promise: task.promise, branch: task.branch }]))];
  const wishes: ClockWish[] = [lifeClock(work, deps.calendar, at), ...starting.flatMap(({ promise, branch }) => {
    const spec = body.promises.find((one) => one.id === promise);
    return spec ? [newClock(work, deps.calendar, spec, { startedAt: at, branch, budget: input.budgets?.[promise] })] : [];
  })];
  const kept = await keepClocks(work, deps.calendar, writes, ledger.map((entry) => ({ ...entry, at, tie: input.commandId, turn: 1 })), wishes);
  openTasks(writes, opened, kept, at);
  await apply(work, writes);
  work.note({ subject: id, case: { action: 'open', type: input.type, version: 1 } });
  return { caseId: id, version: 1, state: body.initial, repeated: false };
}

async function earlier(work: Work, commandId: string, fingerprint: string): Promise<CaseResult | undefined> {
  const first = await inside(work).selectFrom('cases.case_event').select(['case_id as caseId', 'version', 'to_state as state', 'fingerprint']).where('command_id', '=', commandId).executeTakeFirst();
  return repeated(first ?? null, fingerprint);
}

async function refuseTwin(work: Work, service: string, twin: { type: string; subject: string; object: string }): Promise<never> {
  const row = await inside(work).selectFrom('cases.case').select(['id', 'state']).where('service', '=', service).where('type', '=', twin.type).where('subject', '=', twin.subject).where('object', '=', twin.object).where('closed_at', 'is', null).executeTakeFirst();
  throw new Problem(refusals.alreadyOpen, { facts: { caseId: row?.id ?? null, state: row?.state ?? null } });
}
