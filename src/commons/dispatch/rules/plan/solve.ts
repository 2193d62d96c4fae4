import { compile, whyNot, type Compiled, type Plan, type PlannedRoute, type PlanProblem, type Reason } from './problem.ts';
import { bestInsertion, makeRoute, reload, type Route } from './route.ts';
import { construct, improve, type Budget } from './search.ts';

/** Plans a day: regret insertion, then ruin and recreate. The same problem, seed and iterations give the same plan. */
export function solvePlan(problem: PlanProblem, budget: Budget): Plan {
  const compiled = compile(problem);
  const { best, iterations } = improve(compiled, construct(compiled), budget);
  const routes = best.routes.filter((route) => route.jobs > 0).map((route) => toRoute(compiled, route));
  return {
    routes, iterations, travel: routes.reduce((sum, route) => sum + route.travel, 0),
    unserved: best.absent.map((job) => ({ job: problem.jobs[job]?.id ?? '', why: explain(compiled, best.routes, job) })),
  };
}

/** What an extra stop would cost in a planned day, in minutes of travel; nothing when it does not fit. */
export function priceOfStop(problem: PlanProblem, plan: Plan, extra: PlanProblem['jobs'][number]): number | undefined {
  const compiled = compile({ ...problem, jobs: [...problem.jobs, extra] });
  const at = new Map(compiled.problem.jobs.map((job, index) => [job.id, index]));
  const prices = problem.vehicles.flatMap((vehicle, index) => {
    const sequence = plan.routes.find((route) => route.vehicle === vehicle.id)?.stops.flatMap((stop, order, stops) => [...(order > 0 && stop.trip !== stops[order - 1]?.trip ? [reload] : []), at.get(stop.job) ?? reload]) ?? [];
    const found = bestInsertion(compiled, makeRoute(compiled, index, sequence), compiled.n - 1, 0, () => 1);
    return found ? [found.cost] : [];
  });
  return prices.length > 0 ? Math.min(...prices) : undefined;
}

/** The reason that is nearest to a remedy: who could go were it not for this. */
function explain(compiled: Compiled, routes: readonly Route[], job: number): Reason {
  const { vehicles, jobs } = compiled.problem;
  const wanted = jobs[job];
  if (!wanted) return 'full';
  const reasons = vehicles.map((vehicle, index): Reason => {
    const never = whyNot(wanted, vehicle);
    if (never) return never;
    // Were the day empty, could this vehicle be there in time and back?
    const alone = bestInsertion(compiled, makeRoute(compiled, index, []), job, 0, () => 1);
    return alone ? 'full' : (compiled.prefix[index]?.length ?? 0) > 0 && routes[index] ? 'full' : 'window';
  });
  return (['full', 'window', 'load', 'zone', 'skill', 'pinned'] as const).find((reason) => reasons.includes(reason)) ?? 'full';
}

function toRoute(compiled: Compiled, route: Route): PlannedRoute {
  const v = compiled.problem.vehicles[route.vehicle];
  const { places } = compiled.problem;
  const table = compiled.problem.minutes[v?.profile ?? 0] ?? new Float64Array();
  const way = (a: number, b: number) => table[a * places + b] ?? 0;
  const start = v?.start ?? 0;
  const first = route.sequence[0] ?? reload;
  const ahead = way(start, first === reload ? start : compiled.place[first] ?? 0);
  // Nobody leaves earlier than is needed to be at the first door in time.
  const leave = Math.max(v?.opens ?? 0, (route.earliest[0] ?? 0) - ahead);
  let time = leave;
  let place = start;
  let trip = 1;
  let travel = 0;
  const stops: PlannedRoute['stops'][number][] = [];
  for (const node of route.sequence) {
    const next = node === reload ? start : compiled.place[node] ?? 0;
    travel += way(place, next);
    const arrive = time + way(place, next);
    place = next;
    if (node === reload) {
      trip += 1;
      time = arrive + compiled.problem.reload;
      continue;
    }
    const begin = Math.max(arrive, compiled.from[node] ?? 0);
    time = begin + (compiled.service[node] ?? 0);
    stops.push({ job: compiled.problem.jobs[node]?.id ?? '', trip, arrive, start: begin, depart: time });
  }
  const home = way(place, v?.end ?? start);
  return { vehicle: v?.id ?? '', leave, back: time + home, travel: travel + home, stops };
}
