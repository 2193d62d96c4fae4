import { chance } from './chance.ts';
import type { Compiled } from './problem.ts';
import { bestInsertion, inserted, makeRoute, reload, without, type Insertion, type Route } from './route.ts';

export interface Solution { readonly routes: readonly Route[]; readonly absent: readonly number[]; readonly cost: number }

export interface Budget {
  readonly seed: number;
  readonly iterations: number;
  /** Stops early when true: a guard for slow machines. A plan cut short depends on the machine. */
  readonly spent?: () => boolean;
}

/** Average number of jobs taken out at once, longest string, and chance of passing over a position (Christiaens and Vanden Berghe 2020, slack induction by string removals). */
const removal = { average: 10, longest: 10, blink: 0.01, keepMiddle: 0.5 };

/** Regret insertion: whoever would lose most by waiting is placed first. */
export function construct(compiled: Compiled): Solution {
  const routes = compiled.problem.vehicles.map((_vehicle, at) => makeRoute(compiled, at, compiled.prefix[at] ?? []));
  const open = new Set(Array.from({ length: compiled.n }, (_, job) => job).filter((job) => compiled.locked[job] !== 1));
  const absent: number[] = [];
  const never = () => 1;
  while (open.size > 0) {
    let chosen: { job: number; route: number; insertion: Insertion; regret: number } | undefined;
    for (const job of open) {
      const ways = candidates(compiled, routes).flatMap((route) => { const found = bestInsertion(compiled, routes[route] ?? makeRoute(compiled, 0, []), job, 0, never); return found ? [{ route, found }] : []; }).sort((a, b) => a.found.cost - b.found.cost);
      const [first, second] = ways;
      if (!first) { absent.push(job); open.delete(job); continue; }
      const regret = (second ? second.found.cost - first.found.cost : 1000) + (compiled.penalty[job] ?? 0) / 100;
      if (!chosen || regret > chosen.regret) chosen = { job, route: first.route, insertion: first.found, regret };
    }
    if (!chosen) break;
    routes[chosen.route] = inserted(compiled, routes[chosen.route] ?? makeRoute(compiled, chosen.route, []), chosen.job, chosen.insertion);
    open.delete(chosen.job);
  }
  return total(compiled, routes, absent);
}

/** Takes strings of neighbouring jobs out and puts them back better, cooling down. Deterministic for a seed and a number of iterations. */
export function improve(compiled: Compiled, from: Solution, budget: Budget): { best: Solution; iterations: number } {
  const random = chance(budget.seed);
  let current = from;
  let best = from;
  if (compiled.n < 2) return { best, iterations: 0 };
  const scale = Math.max(1, from.cost - absentCost(compiled, from.absent)) / compiled.n;
  const [hot, cold] = [scale / 2, scale / 50];
  let iteration = 0;
  for (; iteration < budget.iterations; iteration += 1) {
    if ((iteration & 63) === 0 && budget.spent?.()) break;
    const heat = hot * (cold / hot) ** (iteration / budget.iterations);
    const next = recreate(compiled, ruin(compiled, current, random), random);
    if (next.cost < current.cost - heat * Math.log(random() || Number.MIN_VALUE)) current = next;
    if (next.cost < best.cost - 1e-9) best = next;
  }
  return { best, iterations: iteration };
}

interface Ruined { readonly routes: Route[]; readonly absent: number[] }

function ruin(compiled: Compiled, solution: Solution, random: () => number): Ruined {
  const routes = [...solution.routes];
  const absent = [...solution.absent];
  const routeOf = new Int32Array(compiled.n).fill(-1);
  let jobs = 0;
  for (const [at, route] of routes.entries()) for (const node of route.sequence) if (node !== reload) { routeOf[node] = at; jobs += 1; }
  const busy = routes.filter((route) => route.jobs > 0).length;
  if (busy === 0) return { routes, absent };
  const longest = Math.min(removal.longest, jobs / busy);
  const strings = Math.floor(random() * Math.max(1, (4 * removal.average) / (1 + longest) - 1) + 1);
  const seed = Math.floor(random() * compiled.n);
  const touched = new Set<number>();
  for (const job of [seed, ...compiled.near[seed] ?? []]) {
    if (touched.size >= strings) break;
    const at = routeOf[job] ?? -1;
    if (at < 0 || touched.has(at) || compiled.locked[job] === 1) continue;
    const route = routes[at];
    if (!route) continue;
    touched.add(at);
    const gone = string(compiled, route, job, Math.floor(random() * Math.min(longest, route.jobs) + 1), random);
    for (const node of gone) absent.push(node);
    routes[at] = without(compiled, route, gone);
  }
  return { routes, absent };
}

/** Jobs standing next to each other around `job`; sometimes the middle of a longer string stays. */
function string(compiled: Compiled, route: Route, job: number, length: number, random: () => number): Set<number> {
  const free = route.sequence.filter((node) => node !== reload && compiled.locked[node] !== 1);
  const centre = free.indexOf(job);
  const keep = length > 1 && length < free.length && random() < removal.keepMiddle ? 1 + Math.floor(random() * Math.min(3, free.length - length)) : 0;
  const span = Math.min(length + keep, free.length);
  const first = Math.max(0, Math.min(free.length - span, centre - Math.floor(random() * span)));
  const hole = keep > 0 ? first + 1 + Math.floor(random() * (span - keep)) : -1;
  const gone = new Set<number>();
  for (let at = first; at < first + span; at += 1) {
    const node = free[at];
    if (node !== undefined && !(hole >= 0 && at >= hole && at < hole + keep)) gone.add(node);
  }
  return gone;
}

function recreate(compiled: Compiled, ruined: Ruined, random: () => number): Solution {
  const { routes } = ruined;
  const absent: number[] = [];
  for (const job of ordered(compiled, ruined.absent, random)) {
    let where = -1;
    let how: Insertion | undefined;
    for (const at of candidates(compiled, routes)) {
      const route = routes[at];
      const found = route && bestInsertion(compiled, route, job, removal.blink, random);
      if (found && (!how || found.cost < how.cost)) { how = found; where = at; }
    }
    const route = routes[where];
    if (how && route && how.cost < (compiled.penalty[job] ?? 0)) routes[where] = inserted(compiled, route, job, how);
    else absent.push(job);
  }
  return total(compiled, routes, absent);
}

/** In which order jobs are put back: by chance, heavy first, far first, near first, narrow first or early first; dear ones always before cheap ones. */
function ordered(compiled: Compiled, jobs: readonly number[], random: () => number): number[] {
  const pick = random() * 15;
  const start = compiled.problem.vehicles[0]?.start ?? 0;
  const table = compiled.problem.minutes[0] ?? new Float64Array();
  const far = (job: number) => table[start * compiled.problem.places + (compiled.place[job] ?? 0)] ?? 0;
  const width = (job: number) => (compiled.to[job] ?? 0) - (compiled.from[job] ?? 0);
  const rank = new Map(jobs.map((job) => [job, pick < 4 ? random() : pick < 8 ? -(compiled.load[job] ?? 0) : pick < 10 ? -far(job) : pick < 11 ? far(job) : pick < 13 ? width(job) : compiled.to[job] ?? 0]));
  const of = (job: number) => rank.get(job) ?? 0;
  return [...jobs].sort((a, b) => (compiled.penalty[b] ?? 0) - (compiled.penalty[a] ?? 0) || of(a) - of(b) || a - b);
}

/** Routes worth trying: all that are under way, and one idle vehicle of each kind. */
function candidates(compiled: Compiled, routes: readonly Route[]): number[] {
  const idle = new Set<number>();
  const out: number[] = [];
  for (const [at, route] of routes.entries()) {
    if (route.jobs === 0) {
      const kind = compiled.kind[at] ?? at;
      if (idle.has(kind)) continue;
      idle.add(kind);
    }
    out.push(at);
  }
  return out;
}

function total(compiled: Compiled, routes: readonly Route[], absent: readonly number[]): Solution {
  return { routes, absent, cost: routes.reduce((sum, route) => sum + route.cost, 0) + absentCost(compiled, absent) };
}

function absentCost(compiled: Compiled, absent: readonly number[]): number {
  return absent.reduce((sum, job) => sum + (compiled.penalty[job] ?? 0), 0);
}
