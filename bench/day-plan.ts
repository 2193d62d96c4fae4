// Plans days: length against published optima, and the time of a 40-stop day of Muba. Prints each instance with the start, the plan, the optimum and seconds.
import { loadRegency } from '#platform/regency';
import { solvePlan } from '../src/commons/dispatch/rules/plan/solve.ts';
import type { PlanProblem } from '../src/commons/dispatch/rules/plan/problem.ts';
import { chance } from '../src/commons/dispatch/rules/plan/chance.ts';
import { fullSearch } from '../src/commons/dispatch/planning/solver.ts';
import { travelTables } from '../src/commons/dispatch/rules/travel.ts';
import { instances, type Instance } from './day-plan-instances.ts';

const iterations = Number(process.argv[2] ?? fullSearch.iterations);
const say = (text: string) => process.stdout.write(`${text}\n`);
const seconds = (from: number) => (performance.now() - from) / 1000;

function problemOf({ rows, capacity, rounding }: Instance): PlanProblem {
  const minutes = new Float64Array(rows.length ** 2);
  rows.forEach((a, i) => rows.forEach((b, j) => {
    const length = Math.hypot((a[0] ?? 0) - (b[0] ?? 0), (a[1] ?? 0) - (b[1] ?? 0));
    minutes[i * rows.length + j] = rounding === 'whole' ? Math.round(length) : Math.floor(length * 10 + 1e-9) / 10;
  }));
  return {
    places: rows.length, minutes: [minutes], reload: 0, strangeness: 0,
    jobs: rows.slice(1).map(([, , load = 0, from = 0, to = 0, service = 0], at) => ({ id: String(at + 1), place: at + 1, service, load, from, to, penalty: 1e5, skills: [] })),
    vehicles: Array.from({ length: 25 }, (_, at) => ({ id: `k${at}`, start: 0, end: 0, opens: 0, closes: rows[0]?.[4] ?? 0, capacity, stops: 999, trips: 1, profile: 0, skills: [], zones: [], prefix: [] })),
  };
}

/** A busy day of the permit office: 40 doors in the two zones nearest Sekayu, five officers, half-days promised. */
function mubaDay(seed: number): PlanProblem {
  const random = chance(seed);
  const { travel, seat } = loadRegency('muba');
  const near = travel.points.filter((point) => ['16.06.01', '16.06.02', '16.06.13', '16.06.06', '16.06.10'].includes(point.code));
  const doors = Array.from({ length: 40 }, (_, at) => { const point = near[at % near.length] ?? seat; return { latitude: point.latitude + (random() - 0.5) * 0.12, longitude: point.longitude + (random() - 0.5) * 0.12, river: at % 11 === 0 }; });
  const places = [{ ...seat, river: false }, ...doors];
  return {
    places: places.length, minutes: travelTables(travel, places).map((table) => table.minutes), reload: 15, strangeness: 0,
    jobs: doors.map((_, at) => ({ id: `kunjungan-${at}`, place: at + 1, service: 10 + (at % 3) * 5, load: 1 + (at % 2), from: at % 2 ? 780 : 480, to: at % 2 ? 990 : 720, penalty: 10_000, skills: at % 13 === 0 ? ['ukur'] : [] })),
    vehicles: Array.from({ length: 6 }, (_, at) => ({ id: `petugas-${at}`, start: 0, end: 0, opens: 450, closes: 1020, capacity: 16, stops: 8, trips: 2, profile: at === 5 ? 1 : 0, skills: at > 3 ? ['ukur'] : [], zones: [], prefix: [] })),
  };
}

let [sum, count, slowest] = [0, 0, 0];
say('instance     stops  start     plan      optimum   over     seconds');
for (const instance of instances) {
  const problem = problemOf(instance);
  const started = solvePlan(problem, { seed: 1, iterations: 0 }).travel;
  const from = performance.now();
  const plan = solvePlan(problem, { seed: 1, iterations });
  const took = seconds(from);
  const over = plan.travel / instance.optimal - 1;
  if (plan.unserved.length > 0) say(`${instance.name}: ${plan.unserved.length} stops left out`);
  [sum, count] = [sum + over, count + 1];
  say(`${instance.name.padEnd(12)} ${String(instance.rows.length - 1).padStart(5)}  ${started.toFixed(1).padEnd(9)} ${plan.travel.toFixed(1).padEnd(9)} ${String(instance.optimal).padEnd(9)} ${(over * 100).toFixed(2).padStart(5)} %  ${took.toFixed(2)}`);
}
say(`mean over the optimum ${(sum / count * 100).toFixed(2)} % on ${count} instances`);
for (let seed = 1; seed <= 5; seed += 1) {
  const problem = mubaDay(seed);
  const before = solvePlan(problem, { seed, iterations: 0 });
  const from = performance.now();
  const plan = solvePlan(problem, { seed, iterations });
  slowest = Math.max(slowest, seconds(from));
  say(`Muba day ${seed}: 40 stops, ${plan.unserved.length} unserved, ${Math.round(plan.travel)} minutes of travel with ${plan.routes.length} officers (start ${Math.round(before.travel)}, ratio ${(plan.travel / before.travel).toFixed(2)})`);
}
say(`slowest 40-stop day ${slowest.toFixed(2)} s`);
