import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instances } from '../../../../../bench/day-plan-instances.ts';
import type { Job, Plan, PlanProblem, Vehicle } from './problem.ts';
import { priceOfStop, solvePlan } from './solve.ts';

const clock = fc.integer({ min: 0, max: 600 });
const problems: fc.Arbitrary<PlanProblem> = fc.record({
  points: fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })), { minLength: 3, maxLength: 14 }),
  times: fc.array(fc.tuple(clock, fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 6 }), fc.boolean()), { minLength: 13, maxLength: 13 }),
  crews: fc.array(fc.tuple(fc.integer({ min: 2, max: 10 }), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 3 }), fc.boolean()), { minLength: 1, maxLength: 3 }),
  locked: fc.boolean(),
}).map(({ points, times, crews, locked }) => {
  const minutes = new Float64Array(points.length ** 2);
  points.forEach((a, i) => points.forEach((b, j) => { minutes[i * points.length + j] = Math.hypot(a[0] - b[0], a[1] - b[1]); }));
  const jobs = points.slice(1).map((_, at): Job => {
    const [from, width, service, load, skilled] = times[at] ?? [0, 10, 5, 1, false];
    return { id: `k${at}`, place: at + 1, service, load, from, to: from + width, penalty: 10_000, skills: skilled ? ['luka'] : [], only: at === 1 ? 'p0' : undefined };
  });
  const vehicles = crews.map(([capacity, stops, trips, skilled], at): Vehicle => ({ id: `p${at}`, start: 0, end: 0, opens: 0, closes: 900, capacity, stops, trips, profile: 0, skills: skilled ? ['luka'] : [], zones: [], prefix: locked && at === 0 && (jobs[0]?.skills.length ?? 1) === 0 && (jobs[0]?.load ?? 99) <= capacity ? ['k0'] : [] }));
  return { jobs, vehicles, minutes: [minutes], places: points.length, reload: 10, strangeness: 0 };
});

/** Everything that is wrong with a plan, judged from the problem alone. */
function faults(problem: PlanProblem, plan: Plan): string[] {
  const wrong: string[] = [];
  const job = (id: string) => problem.jobs.find((one) => one.id === id);
  const seen = [...plan.routes.flatMap((route) => route.stops.map((stop) => stop.job)), ...plan.unserved.map((left) => left.job)];
  if (seen.length !== problem.jobs.length || new Set(seen).size !== seen.length) wrong.push('not every job once');
  for (const route of plan.routes) {
    const vehicle = problem.vehicles.find((one) => one.id === route.vehicle);
    if (!vehicle) { wrong.push('unknown vehicle'); continue; }
    if (route.stops.length > vehicle.stops) wrong.push('too many stops');
    if (new Set(route.stops.map((stop) => stop.trip)).size > vehicle.trips) wrong.push('too many trips');
    if (route.leave < vehicle.opens - 1e-6 || route.back > vehicle.closes + 1e-6) wrong.push('outside the shift');
    if (vehicle.prefix.some((id, at) => route.stops[at]?.job !== id)) wrong.push('locked stop moved');
    for (const trip of Map.groupBy(route.stops, (stop) => stop.trip).values()) if (trip.reduce((sum, stop) => sum + (job(stop.job)?.load ?? 0), 0) > vehicle.capacity) wrong.push('overloaded');
    let [time, place, trip] = [route.leave, vehicle.start, 1];
    for (const stop of route.stops) {
      const there = job(stop.job);
      if (!there) continue;
      const way = (a: number, b: number) => problem.minutes[0]?.[a * problem.places + b] ?? 0;
      if (stop.trip !== trip) { time += way(place, vehicle.start) + problem.reload; place = vehicle.start; trip = stop.trip; }
      if (Math.abs(stop.arrive - (time + way(place, there.place))) > 1e-6) wrong.push('arrives by magic');
      if (stop.start < Math.max(stop.arrive, there.from) - 1e-6 || (stop.start > there.to + 1e-6 && !vehicle.prefix.includes(there.id))) wrong.push('outside the window');
      if (there.skills.some((skill) => !vehicle.skills.includes(skill))) wrong.push('without the skill');
      if (there.only !== undefined && there.only !== vehicle.id) wrong.push('not the pinned officer');
      [time, place] = [stop.depart, there.place];
    }
  }
  return wrong;
}

describe('a planned day', () => {
  it('keeps windows, loads, skills, trips, pins and locked stops, whatever the day', () => {
    fc.assert(fc.property(problems, fc.integer({ min: 1, max: 1000 }), (problem, seed) => { expect(faults(problem, solvePlan(problem, { seed, iterations: 60 }))).toEqual([]); }), { numRuns: 150 });
  });

  it('is the same again for the same seed, and never worse for more search', () => {
    fc.assert(fc.property(problems, (problem) => {
      const plan = solvePlan(problem, { seed: 7, iterations: 80 });
      expect(solvePlan(problem, { seed: 7, iterations: 80 })).toEqual(plan);
      expect(plan.unserved.length).toBeLessThanOrEqual(solvePlan(problem, { seed: 7, iterations: 0 }).unserved.length);
    }), { numRuns: 40 });
  });

  it('reaches proven optima of the literature on small instances', () => {
    for (const instance of instances.filter((one) => one.name.endsWith('.25'))) {
      const { rows } = instance;
      const minutes = Float64Array.from(rows.flatMap((a) => rows.map((b) => Math.floor(Math.hypot((a[0] ?? 0) - (b[0] ?? 0), (a[1] ?? 0) - (b[1] ?? 0)) * 10 + 1e-9) / 10)));
      const plan = solvePlan({
        places: rows.length, minutes: [minutes], reload: 0, strangeness: 0,
        jobs: rows.slice(1).map(([, , load = 0, from = 0, to = 0, service = 0], at) => ({ id: String(at), place: at + 1, load, from, to, service, penalty: 1e5, skills: [] })),
        vehicles: Array.from({ length: 12 }, (_, at) => ({ id: String(at), start: 0, end: 0, opens: 0, closes: rows[0]?.[4] ?? 0, capacity: instance.capacity, stops: 99, trips: 1, profile: 0, skills: [], zones: [], prefix: [] })),
      }, { seed: 1, iterations: 6000 });
      expect(plan.unserved).toEqual([]);
      expect(plan.travel / instance.optimal).toBeLessThan(1.01);
      expect(plan.travel).toBeGreaterThan(instance.optimal - 0.01);
    }
  });

  it('says why nobody goes', () => {
    const base = { place: 1, service: 10, load: 1, from: 0, to: 100, penalty: 10_000, skills: [] };
    const vehicle = { id: 'p', start: 0, end: 0, opens: 0, closes: 200, capacity: 5, stops: 1, trips: 1, profile: 0, skills: [], zones: ['utara'], prefix: [] };
    const minutes = [Float64Array.from([0, 20, 20, 0])];
    const why = (job: Partial<Job>) => solvePlan({ jobs: [{ id: 'a', ...base, ...job }], vehicles: [vehicle], minutes, places: 2, reload: 0, strangeness: 0 }, { seed: 1, iterations: 10 }).unserved[0]?.why;
    expect([why({}), why({ skills: ['luka'] }), why({ load: 9 }), why({ zone: 'selatan' }), why({ to: 5 }), why({ only: 'q' })]).toEqual([undefined, 'skill', 'load', 'zone', 'window', 'pinned']);
    const two = solvePlan({ jobs: [{ id: 'a', ...base }, { id: 'b', ...base }], vehicles: [vehicle], minutes, places: 2, reload: 0, strangeness: 0 }, { seed: 1, iterations: 10 });
    expect(two.unserved.map((left) => left.why)).toEqual(['full']);
  });

  it('prices one more stop without moving anybody', () => {
    const vehicle = { id: 'p', start: 0, end: 0, opens: 0, closes: 900, capacity: 9, stops: 9, trips: 1, profile: 0, skills: [], zones: [], prefix: [] };
    const at = [[0, 0], [10, 0], [20, 0], [10, 10]];
    const minutes = [Float64Array.from(at.flatMap((a) => at.map((b) => Math.hypot((a[0] ?? 0) - (b[0] ?? 0), (a[1] ?? 0) - (b[1] ?? 0)))))];
    const job = (id: string, place: number): Job => ({ id, place, service: 5, load: 1, from: 0, to: 900, penalty: 10_000, skills: [] });
    const problem = { jobs: [job('far', 2)], vehicles: [vehicle], minutes, places: 4, reload: 0, strangeness: 0 };
    const plan = solvePlan(problem, { seed: 1, iterations: 5 });
    expect([priceOfStop(problem, plan, job('on the way', 1)), Math.round(priceOfStop(problem, plan, job('aside', 3)) ?? 0)]).toEqual([0, 8]);
    expect(priceOfStop(problem, plan, { ...job('never', 1), skills: ['luka'] })).toBeUndefined();
  });
});
