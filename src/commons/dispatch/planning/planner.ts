import { system, type Actor } from '#kernel/actor';
import { civilDate } from '#kernel/time';
import type { Perform } from '#platform/action';
import type { Database } from '#platform/database';
import type { Travel } from '#platform/regency';
import { readerOf } from '../store/reading.ts';
import type { Half } from '../tables.ts';
import { jobOf } from './compose.ts';
import { composeOrRefuse, propose, readDay, type planActions } from './plan-day.ts';
import { fullSearch, quickSearch, solveApart } from './solver.ts';
import { travelTables } from '../rules/travel.ts';

export interface PlannerDeps { readonly database: Database; readonly perform: Perform; readonly travel: Travel; readonly zone: string; readonly actions: ReturnType<typeof planActions> }

/** What a new visit would cost on one half-day. */
export interface HalfDay {
  readonly date: string;
  readonly half: Half;
  /** Minutes of travel it adds; nothing when the half-day is full. */
  readonly minutes: number | undefined;
  readonly visits: number;
}

/** Plans a day in a thread of its own and stores it. The seed names the day, so planning again without news changes nothing. */
export async function planDay(deps: PlannerDeps, actor: Actor, given: { agency: string; date: string }): Promise<{ id: string; version: number }> {
  const day = await readDay(readerOf(deps.database), { ...given, zone: deps.zone, now: deps.database.clock.now() });
  const composed = composeOrRefuse(deps.travel, day);
  const seed = seedOf(`${given.agency} ${given.date}`);
  const [solved] = await solveApart([{ problem: composed.problem, seed, ...fullSearch, extras: [] }]);
  if (!solved) throw new Error('The planning thread gave no answer.');
  return deps.perform(deps.actions.planDay, actor, propose({ ...given, seed, day, composed, plan: solved.plan }));
}

/** Which half-days of the coming days cost the least extra travel, cheapest first; full ones last. Pure estimate: nothing is reserved. */
export async function suggestHalves(deps: PlannerDeps, wish: { agency: string; latitude: number; longitude: number; district: string; river?: boolean; minutes?: number; load?: number; skills?: readonly string[]; days?: number }): Promise<HalfDay[]> {
  const now = deps.database.clock.now();
  const first = civilDate(now, deps.zone).add({ days: 1 });
  const dates = Array.from({ length: 14 }, (_, at) => first.add({ days: at })).filter((date) => date.dayOfWeek < 6).slice(0, wish.days ?? 5);
  const days = await Promise.all(dates.map((date) => readDay(readerOf(deps.database), { agency: wish.agency, date: date.toString(), zone: deps.zone, now })));
  const halves = ['pagi', 'siang'] as const;
  const questions = days.map((day) => {
    const composed = composeOrRefuse(deps.travel, day);
    const extra = { id: 'baru', minutes: wish.minutes ?? 20, load: wish.load ?? 1, river: wish.river ?? false, skills: wish.skills ?? [], priority: 1, district: wish.district, status: 'scheduled' as const, officer: undefined, pinned: false };
    return { ...widen(composed.problem, deps.travel, day, wish), seed: 1, ...quickSearch, extras: halves.map((half) => jobOf(deps.travel, { ...extra, half }, composed.problem.places, undefined)) };
  });
  const solved = await solveApart(questions);
  return days.flatMap((day, at) => halves.map((half, index): HalfDay => ({
    date: day.date, half, minutes: solved[at]?.prices[index] === undefined ? undefined : Math.round(solved[at].prices[index]), visits: day.visits.filter((visit) => visit.half === half).length,
  }))).sort((a, b) => (a.minutes ?? Infinity) - (b.minutes ?? Infinity) || (a.date < b.date ? -1 : 1));
}

/** Plans tomorrow for every agency that has visits then; run in the evening. */
export async function planTomorrow(deps: PlannerDeps, agencies: readonly string[]): Promise<void> {
  const date = civilDate(deps.database.clock.now(), deps.zone).add({ days: 1 }).toString();
  for (const agency of agencies) {
    const day = await readDay(readerOf(deps.database), { agency, date, zone: deps.zone, now: deps.database.clock.now() });
    if (day.visits.length > 0) await planDay(deps, system('dispatch'), { agency, date });
  }
}

/** The travel tables with one more place, for the visit that is not there yet. */
function widen(problem: ReturnType<typeof composeOrRefuse>['problem'], travel: Travel, day: Awaited<ReturnType<typeof readDay>>, wish: { latitude: number; longitude: number; river?: boolean }): { problem: typeof problem } {
  const size = problem.places + 1;
  const known = [...day.crews.map((crew) => ({ latitude: crew.latitude, longitude: crew.longitude, river: false })), ...day.crews.map((crew) => ({ latitude: crew.latitude, longitude: crew.longitude, river: false })), ...problem.jobs.flatMap((job) => day.visits.find((visit) => visit.id === job.id) ?? [])];
  const tables = travelTables(travel, [...known, { latitude: wish.latitude, longitude: wish.longitude, river: wish.river ?? false }]);
  return { problem: { ...problem, places: size, minutes: tables.map((table) => table.minutes) } };
}

/** A small number from a name (FNV-1a), the same everywhere. */
function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash % 1_000_000_007;
}
