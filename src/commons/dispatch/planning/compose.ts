import type { Travel } from '#platform/regency';
import { whyNot, type Job, type Plan, type PlanProblem, type Reason, type Vehicle } from '../rules/plan/problem.ts';
import { metresBetween, travelTables, type TravelTable } from '../rules/travel.ts';
import type { Crew } from '../store/crews.ts';
import type { Half } from '../tables.ts';
import type { Visit } from '../types.ts';

/** One agency's day as it is known now. */
export interface Day {
  readonly date: string;
  readonly visits: readonly Visit[];
  readonly crews: readonly Crew[];
  /** Minute of that day that has been reached; nothing for a day to come. */
  readonly now: number | undefined;
}

export interface Composed { readonly problem: PlanProblem; readonly tables: readonly TravelTable[]; readonly placeOf: ReadonlyMap<string, number>; readonly aloneMetres: number }

/** Price in minutes of leaving a visit out, by its priority. A critical one outweighs any day of travel. */
const leftOut = [1_000_000, 10_000, 3_000] as const;

/** The day as a planning problem: what is under way stays first, what is pinned stays with its officer, the rest is free. */
export function composeDay(travel: Travel, day: Day): Composed {
  const free = day.visits.filter((visit) => visit.status === 'scheduled' || visit.status === 'assigned');
  const current = day.visits.filter((visit) => visit.status === 'en_route' || visit.status === 'arrived');
  const over = day.visits.filter((visit) => visit.status === 'done' || visit.status === 'failed' || visit.status === 'held_at_counter');
  // In an order of their own, so that the same day gives the same plan however it was read.
  const jobs = [...current, ...free].sort((a, b) => (a.id < b.id ? -1 : 1));
  const bases = day.crews.map((crew) => ({ latitude: crew.latitude, longitude: crew.longitude, river: false }));
  const lastStops = day.crews.map((crew) => over.filter((visit) => visit.officer === crew.account).sort((a, b) => Temporal.Instant.compare(b.finishedAt ?? epoch, a.finishedAt ?? epoch))[0]);
  const points = [...bases, ...lastStops.map((visit, at) => visit ?? bases[at] ?? { latitude: 0, longitude: 0, river: false }), ...jobs];
  const tables = travelTables(travel, points);
  const placeOf = new Map(jobs.map((visit, at) => [visit.id, bases.length * 2 + at]));
  return {
    tables, placeOf, aloneMetres: aloneMetres(travel, day, jobs),
    problem: {
      places: points.length, minutes: tables.map((table) => table.minutes), reload: travel.reloadMinutes, strangeness: 15,
      jobs: jobs.map((visit) => jobOf(travel, visit, placeOf.get(visit.id) ?? 0, day.now)),
      vehicles: day.crews.map((crew, at): Vehicle => {
        const made = over.filter((visit) => visit.officer === crew.account).length;
        return {
          id: crew.account, start: lastStops[at] ? bases.length + at : at, end: at, opens: Math.max(minuteOf(travel.shift[0]), day.now ?? 0), closes: minuteOf(travel.shift[1]), capacity: crew.load,
          stops: Math.max(0, crew.visitsADay - made), trips: crew.trips, profile: Math.max(0, travel.profiles.findIndex((profile) => profile.id === crew.profile)), skills: crew.skills, zones: crew.zones,
          prefix: current.filter((visit) => visit.officer === crew.account).map((visit) => visit.id),
        };
      }),
    },
  };
}

const epoch = Temporal.Instant.fromEpochMilliseconds(0);

/** A visit as a stop; `place` is its row in the travel tables. */
export function jobOf(travel: Travel, visit: Pick<Visit, 'id' | 'minutes' | 'load' | 'half' | 'river' | 'skills' | 'priority' | 'district' | 'status' | 'officer' | 'pinned'>, place: number, now: number | undefined): Job {
  const [from, to] = windowOf(travel, visit.half ?? 'pagi', visit.river);
  return {
    id: visit.id, place, service: visit.minutes, load: visit.load, from: Math.max(from, now ?? 0), to, penalty: leftOut[visit.priority] ?? 10_000, skills: visit.skills,
    zone: travel.zones.find((zone) => zone.districts.includes(visit.district))?.id,
    only: visit.officer !== undefined && (visit.pinned || visit.status === 'en_route' || visit.status === 'arrived') ? visit.officer : undefined,
  };
}

/** Minutes of the day in which a visit of this half may begin; boats shorten it. */
function windowOf(travel: Travel, half: Half, river: boolean): [from: number, to: number] {
  const [opens, closes] = travel.halves[half];
  const [first, last] = river ? travel.boatHours : ['00:00', '24:00'];
  return [Math.max(minuteOf(opens), minuteOf(first)), Math.min(minuteOf(closes), minuteOf(last))];
}

/** `08:30` is 510. */
function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Metres of the planned routes. */
export function plannedMetres(composed: Composed, crews: readonly Crew[], plan: Plan): number {
  return plan.routes.reduce((sum, route) => {
    const at = crews.findIndex((crew) => crew.account === route.vehicle);
    const vehicle = composed.problem.vehicles[at];
    const table = composed.tables[vehicle?.profile ?? 0]?.metres ?? new Float64Array();
    const way = (a: number, b: number) => table[a * composed.problem.places + b] ?? 0;
    let place = vehicle?.start ?? 0;
    let metres = 0;
    route.stops.forEach((stop, order) => {
      if (order > 0 && stop.trip !== route.stops[order - 1]?.trip) { metres += way(place, vehicle?.start ?? 0); place = vehicle?.start ?? 0; }
      const next = composed.placeOf.get(stop.job) ?? 0;
      metres += way(place, next);
      place = next;
    });
    return sum + metres + way(place, vehicle?.end ?? 0);
  }, 0);
}

/** What the same visits would cost as one trip each, from the nearest base whose officer may go: the figure that savings are held against. */
function aloneMetres(travel: Travel, day: Day, visits: readonly Visit[]): number {
  return visits.reduce((sum, visit) => {
    const job = jobOf(travel, visit, 0, undefined);
    const ways = day.crews.filter((crew) => !refused(job, crew)).map((crew) => metresBetween(crew, visit) * (travel.profiles.find((profile) => profile.id === crew.profile)?.detour ?? 1));
    return sum + 2 * (ways.length > 0 ? Math.min(...ways) : 0);
  }, 0);
}

function refused(job: Job, crew: Crew): Reason | undefined {
  return whyNot(job, { id: crew.account, skills: crew.skills, zones: crew.zones, capacity: crew.load });
}
