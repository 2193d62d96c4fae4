import { civilDate } from '#kernel/time';
import type { Actor } from '#kernel/actor';
import type { Calendar } from '#commons/calendar';
import type { Database, Work } from '#platform/database';
import type { Jobs } from '#platform/jobs';
import type { DefinitionInput } from './definition/schema.ts';
import { clocksOf } from './store/clock-reading.ts';
import { runCommand } from './store/command.ts';
import { openDefinitions } from './store/definitions.ts';
import { openCase } from './store/open.ts';
import { keepTime } from './store/pause.ts';
import { endHolder, holdersOn, seatsOn, setAbsence, setHolder, setPosition } from './store/positions.ts';
import { findCase, findCases, historyOf, readerOf, tasksFor, tasksOf, type CaseQuery } from './store/reading.ts';
import { fireTimers } from './store/timers.ts';
import type { CommandInput, OpenInput, PauseInput, ReleaseInput, TaskFilter, Wiring } from './types.ts';

export type Cases = ReturnType<typeof openCases>;

/**
 * Opens cases, their tasks and their clocks. Changing functions take the `work` of the service's own action, so that state, event, audit and jobs commit together;
 * reads take it too when called inside a write.
 */
export function openCases({ database, calendar, jobs }: { database: Database; calendar: Calendar; jobs: Jobs }) {
  const definitions = openDefinitions(database);
  const deps = { definitions, calendar };
  const reader = (within?: Work) => readerOf(database, within);
  const now = (within?: Work) => within?.now ?? database.clock.now();
  const timers = () => fireTimers(database, deps);
  jobs.handle({ queue: 'cases-timers', schedule: '* * * * *', handle: async () => { await timers(); } });
  return {
    /** Declares a procedure and what its service supplies; called while the doors open. Throws one error naming every fault. */
    define: (definition: DefinitionInput, wiring?: Wiring) => definitions.define(definition, wiring),
    definition: definitions.current,
    definitions: definitions.list,

    open: (work: Work, input: OpenInput) => openCase(work, deps, input),
    command: (work: Work, input: CommandInput) => runCommand(work, deps, input),
    pause: (work: Work, input: PauseInput) => keepTime(work, deps, input),
    release: (work: Work, input: ReleaseInput) => keepTime(work, deps, input),

    of: (id: string, within?: Work) => findCase(reader(within), id),
    find: (query: CaseQuery, within?: Work) => findCases(reader(within), query),
    history: (id: string, within?: Work) => historyOf(reader(within), id),
    tasks: (id: string, within?: Work) => tasksOf(reader(within), id),
    async tasksFor(actor: Actor, filter: TaskFilter = {}, within?: Work) {
      return tasksFor(reader(within), actor, await seatsOn(reader(within), actor.id, civilDate(now(within), calendar.zone)), filter);
    },
    /** Every promise of a case as it stands now. */
    async clocks(id: string, within?: Work) {
      const found = await findCase(reader(within), id);
      return found ? clocksOf(reader(within), calendar, await definitions.of(found.definition, found.definitionHash, within), id, now(within), within) : [];
    },

    positions: {
      set: setPosition, hold: setHolder, end: endHolder, absent: setAbsence,
      seats: (account: string, day: Temporal.PlainDate, within?: Work) => seatsOn(reader(within), account, day),
      holders: (position: string, day: Temporal.PlainDate, within?: Work) => holdersOn(reader(within), position, day),
    },
    /** One pass over the warnings that are due; the job does this every minute. */
    fireTimers: timers,
  };
}
