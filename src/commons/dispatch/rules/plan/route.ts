import type { Compiled } from './problem.ts';

/** In a sequence: back to the start for more parcels. */
export const reload = -1;

/** One vehicle's day with all that is needed to judge an insertion without walking it: earliest and latest starts, loads of trips. */
export interface Route {
  readonly vehicle: number;
  readonly sequence: readonly number[];
  readonly earliest: Float64Array;
  /** One more than the sequence: the last is the end of the shift. */
  readonly latest: Float64Array;
  /** Load of the trip in which position i lies, and how much of it comes before i. */
  readonly tripLoad: Float64Array;
  readonly before: Float64Array;
  readonly trips: number;
  readonly jobs: number;
  readonly cost: number;
  readonly fits: boolean;
}

export function makeRoute(compiled: Compiled, vehicle: number, sequence: readonly number[]): Route {
  const v = compiled.problem.vehicles[vehicle];
  if (!v) throw new RangeError(`There is no vehicle ${vehicle}.`);
  const table = compiled.problem.minutes[v.profile] ?? new Float64Array();
  const { places } = compiled.problem;
  const size = sequence.length;
  const earliest = new Float64Array(size);
  const latest = new Float64Array(size + 1);
  const placeAt = (index: number) => (index < 0 ? v.start : index >= size ? v.end : placeOf(compiled, v.start, sequence[index] ?? reload));
  let time = v.opens;
  let cost = 0;
  let fits = true;
  let jobs = 0;
  let trips = 1;
  for (let index = 0; index < size; index += 1) {
    const node = sequence[index] ?? reload;
    const way = table[placeAt(index - 1) * places + placeAt(index)] ?? 0;
    cost += way;
    time += way;
    if (node === reload) trips += 1;
    else {
      jobs += 1;
      cost += compiled.bias[vehicle]?.[node] ?? 0;
      time = Math.max(time, compiled.from[node] ?? 0);
      if (time > latestStart(compiled, node)) fits = false;
    }
    earliest[index] = time;
    time += serviceOf(compiled, node);
  }
  const home = table[placeAt(size - 1) * places + v.end] ?? 0;
  // An officer who goes nowhere drives nowhere.
  if (size > 0) cost += home;
  if (time + home > v.closes) fits = false;
  latest[size] = v.closes;
  for (let index = size - 1; index >= 0; index -= 1) {
    const node = sequence[index] ?? reload;
    const way = table[placeAt(index) * places + placeAt(index + 1)] ?? 0;
    latest[index] = Math.min(latestStart(compiled, node), (latest[index + 1] ?? 0) - way - serviceOf(compiled, node));
  }
  const { tripLoad, before, heaviest } = loads(compiled, sequence);
  return { vehicle, sequence, earliest, latest, tripLoad, before, trips, jobs, cost, fits: fits && heaviest <= v.capacity && jobs <= v.stops && trips <= v.trips };
}

export interface Insertion { readonly cost: number; readonly at: number; readonly reloads: 'none' | 'before' | 'after' }

/** The cheapest place for a job in a route; positions are passed over with probability `blink`, so that the search does not always do the obvious. */
export function bestInsertion(compiled: Compiled, route: Route, job: number, blink: number, random: () => number): Insertion | undefined {
  const v = compiled.problem.vehicles[route.vehicle];
  if (!v || compiled.may[route.vehicle]?.[job] !== 1 || route.jobs >= v.stops) return undefined;
  const table = compiled.problem.minutes[v.profile] ?? new Float64Array();
  const { places } = compiled.problem;
  const { sequence, earliest, latest, tripLoad, before } = route;
  const size = sequence.length;
  const here = compiled.place[job] ?? 0;
  const from = compiled.from[job] ?? 0;
  const to = compiled.to[job] ?? 0;
  const service = compiled.service[job] ?? 0;
  const load = compiled.load[job] ?? 0;
  const bias = compiled.bias[route.vehicle]?.[job] ?? 0;
  let best: Insertion | undefined;
  for (let at = compiled.prefix[route.vehicle]?.length ?? 0; at <= size; at += 1) {
    const previous = at === 0 ? v.start : placeOf(compiled, v.start, sequence[at - 1] ?? reload);
    const next = at === size ? v.end : placeOf(compiled, v.start, sequence[at] ?? reload);
    const left = at === 0 ? v.opens : (earliest[at - 1] ?? 0) + serviceOf(compiled, sequence[at - 1] ?? reload);
    const way = table[previous * places + here] ?? 0;
    const onward = table[here * places + next] ?? 0;
    const start = Math.max(left + way, from);
    // Later positions are reached later still.
    if (start > to) break;
    const direct = size === 0 ? 0 : table[previous * places + next] ?? 0;
    const cost = way + onward - direct + bias;
    if (best && cost >= best.cost) continue;
    if (random() < blink) continue;
    if ((tripLoad[at] ?? 0) + load <= v.capacity) {
      if (start + service + onward <= (latest[at] ?? 0)) best = { cost, at, reloads: 'none' };
      continue;
    }
    if (route.trips >= v.trips || size === 0) continue;
    const split = splitting(compiled, v, table, { left, previous, next, here, from, to, service, direct, latest: latest[at] ?? 0 });
    const ahead = before[at] ?? 0;
    const behind = (tripLoad[at] ?? 0) - ahead;
    if (behind + load <= v.capacity && at > 0 && split.before !== undefined && split.before + bias < (best?.cost ?? Infinity)) best = { cost: split.before + bias, at, reloads: 'before' };
    if (ahead + load <= v.capacity && at < size && split.after !== undefined && split.after + bias < (best?.cost ?? Infinity)) best = { cost: split.after + bias, at, reloads: 'after' };
  }
  return best;
}

export function inserted(compiled: Compiled, route: Route, job: number, insertion: Insertion): Route {
  const nodes = insertion.reloads === 'none' ? [job] : insertion.reloads === 'before' ? [reload, job] : [job, reload];
  return makeRoute(compiled, route.vehicle, [...route.sequence.slice(0, insertion.at), ...nodes, ...route.sequence.slice(insertion.at)]);
}

/** The route without some jobs; a reload that is no longer needed goes too. */
export function without(compiled: Compiled, route: Route, gone: ReadonlySet<number>): Route {
  const kept = route.sequence.filter((node) => node === reload || !gone.has(node));
  return makeRoute(compiled, route.vehicle, route.trips > 1 ? mergeTrips(compiled, kept, compiled.problem.vehicles[route.vehicle]?.capacity ?? 0) : kept);
}

function mergeTrips(compiled: Compiled, sequence: readonly number[], capacity: number): number[] {
  const trips: number[][] = [[]];
  for (const node of sequence) {
    if (node === reload) trips.push([]);
    else trips.at(-1)?.push(node);
  }
  const loadOf = (trip: readonly number[]) => trip.reduce((sum, job) => sum + (compiled.load[job] ?? 0), 0);
  const merged: number[][] = [];
  for (const trip of trips) {
    const last = merged.at(-1);
    if (trip.length === 0) continue;
    if (last && loadOf(last) + loadOf(trip) <= capacity) last.push(...trip);
    else merged.push([...trip]);
  }
  return merged.flatMap((trip, index) => (index === 0 ? trip : [reload, ...trip]));
}

interface Gap { left: number; previous: number; next: number; here: number; from: number; to: number; service: number; direct: number; latest: number }

/** Costs of going home for parcels just before or just after the job. */
function splitting(compiled: Compiled, v: Compiled['problem']['vehicles'][number], table: Float64Array, gap: Gap): { before: number | undefined; after: number | undefined } {
  const { places, reload: pause } = compiled.problem;
  const way = (a: number, b: number) => table[a * places + b] ?? 0;
  const first = Math.max(gap.left + way(gap.previous, v.start) + pause + way(v.start, gap.here), gap.from);
  const beforeFits = first <= gap.to && first + gap.service + way(gap.here, gap.next) <= gap.latest;
  const start = Math.max(gap.left + way(gap.previous, gap.here), gap.from);
  const afterFits = start <= gap.to && start + gap.service + way(gap.here, v.start) + pause + way(v.start, gap.next) <= gap.latest;
  return {
    before: beforeFits ? way(gap.previous, v.start) + way(v.start, gap.here) + way(gap.here, gap.next) - gap.direct : undefined,
    after: afterFits ? way(gap.previous, gap.here) + way(gap.here, v.start) + way(v.start, gap.next) - gap.direct : undefined,
  };
}

function loads(compiled: Compiled, sequence: readonly number[]): { tripLoad: Float64Array; before: Float64Array; heaviest: number } {
  const size = sequence.length;
  const before = new Float64Array(size + 1);
  const tripLoad = new Float64Array(size + 1);
  let sum = 0;
  for (let index = 0; index <= size; index += 1) {
    before[index] = sum;
    const node = sequence[index];
    if (node === undefined) break;
    sum = node === reload ? 0 : sum + (compiled.load[node] ?? 0);
  }
  let total = before[size] ?? 0;
  let heaviest = total;
  for (let index = size; index >= 0; index -= 1) {
    if (sequence[index] === reload) total = before[index] ?? 0;
    tripLoad[index] = total;
    heaviest = Math.max(heaviest, total);
  }
  return { tripLoad, before, heaviest };
}

function placeOf(compiled: Compiled, start: number, node: number): number {
  return node === reload ? start : compiled.place[node] ?? 0;
}

function serviceOf(compiled: Compiled, node: number): number {
  return node === reload ? compiled.problem.reload : compiled.service[node] ?? 0;
}

/** The stop under way may be late: it is made anyway. */
function latestStart(compiled: Compiled, node: number): number {
  return node === reload || compiled.locked[node] === 1 ? Infinity : compiled.to[node] ?? 0;
}
