import { civilDate, type Locale } from '#kernel/time';
import type { Actor } from '#kernel/actor';
import type { Calendar } from '#commons/calendar';
import type { Database, Work } from '#platform/database';
import type { Http } from '#platform/http';
import type { Jobs } from '#platform/jobs';
import type { DefinitionInput } from './definition/schema.ts';
import { bpmnXml } from './draw/bpmn.ts';
import { sopRows } from './draw/sop.ts';
import { mountProcedures } from './pages/mount.tsx';
import { clocksOf } from './store/clock-reading.ts';
import { runCommand } from './store/command.ts';
import { openDefinitions } from './store/definitions.ts';
import { promiseFigures, returnFigures } from './store/figures.ts';
import { migrateCase, type MigrateInput } from './store/migrate.ts';
import { openCase } from './store/open.ts';
import { keepTime } from './store/pause.ts';
import { endHolder, holdersOn, listPositions, lockPosition, namePosition, seatsOn, setAbsence, setHolder, setPosition, succeedHolder, vacateHolder } from './store/positions.ts';
import { findCase, findCases, historyOf, readerOf, tasksFor, tasksOf, type CaseQuery } from './store/reading.ts';
import { movedPromises } from './store/moved.ts';
import { reproject } from './store/reproject.ts';
import { reroute } from './store/reroute.ts';
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
  jobs.handle(
    { queue: 'cases-timers', schedule: '* * * * *', handle: async () => { await timers(); } },
    { queue: 'cases-reroute', schedule: '*/15 * * * *', handle: async () => { await reroute(database, calendar); } },
    // A changed calendar comes with a restart; looking for clocks counted by another one also mends a run that was cut short.
    { queue: 'cases-reproject', schedule: '* * * * *', handle: async () => { await reproject(database, calendar); } },
  );
  return {
    /** Declares a procedure and what its service supplies; called while the doors open. Throws one error naming every fault. */
    define: (definition: DefinitionInput, wiring?: Wiring) => definitions.define(definition, wiring),
    definition: definitions.current,
    definitions: () => definitions.list(),
    /** `/prosedur` and `/prosedur/<id>`: every procedure for everybody to see. */
    mount: (http: Http, serviceName: (id: string) => string) => { mountProcedures(http, { current: definitions.current, list: definitions.list, serviceName }); },
    /** The procedure a case runs on, whether it is still the one in force, and where in it the case stands. */
    async standing(id: string) {
      const found = await findCase(reader(), id);
      if (!found) return undefined;
      const [definition, events] = [await definitions.of(found.definition, found.definitionHash), await historyOf(reader(), id)];
      return { definition, current: definitions.current(found.definition).hash === found.definitionHash, place: { state: found.state, passed: [...new Set(events.map((event) => event.toState))].filter((state) => state !== found.state) } };
    },
    /** The procedure in force as BPMN 2.0 XML with its drawing. */
    bpmn: (id: string) => bpmnXml(definitions.current(id)),
    /** The procedure in force as the rows of an SOP-AP flow table. */
    sop: (id: string, locale?: Locale) => sopRows(definitions.current(id).body, locale),

    open: (work: Work, input: OpenInput) => openCase(work, deps, input),
    command: (work: Work, input: CommandInput) => runCommand(work, deps, input),
    pause: (work: Work, input: PauseInput) => keepTime(work, deps, input),
    release: (work: Work, input: ReleaseInput) => keepTime(work, deps, input),

    /** Moves a running case to the procedure in force, by an explicit mapping of states. */
    migrate: (work: Work, input: MigrateInput) => migrateCase(work, deps, input),

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

    /** Promises of open cases that a changed calendar moved: whoever was told a date is told the new one. */
    moved: (query: Parameters<typeof movedPromises>[1], within?: Work) => movedPromises(reader(within), query),

    positions: {
      set: setPosition, name: namePosition, lock: lockPosition, hold: setHolder, succeed: succeedHolder, end: endHolder, vacate: vacateHolder, absent: setAbsence,
      /** The one list of positions of the regency; whoever signs, initials or decides does it for one of these. */
      list: (within?: Work) => listPositions(reader(within)),
      seats: (account: string, day: Temporal.PlainDate, within?: Work) => seatsOn(reader(within), account, day),
      holders: (position: string, day: Temporal.PlainDate, within?: Work) => holdersOn(reader(within), position, day),
    },
    /** How promises were kept, and how often cases were returned, in [from, to). */
    figures: {
      promises: (query: { service: string; from: Temporal.Instant; to: Temporal.Instant }, within?: Work) => promiseFigures(reader(within), query),
      returns: (query: { service: string; from: Temporal.Instant; to: Temporal.Instant }, within?: Work) => returnFigures(reader(within), query),
    },
    /** One pass over the tasks that wait where nobody is; a job does this every quarter of an hour. */
    reroute: () => reroute(database, calendar),
    /** Counts open clocks again by `under`, or by the calendar in force; a job does this when the calendar changed. */
    reproject: (under: Calendar = calendar) => reproject(database, under),
    /** One pass over the warnings that are due; the job does this every minute. */
    fireTimers: timers,
  };
}
