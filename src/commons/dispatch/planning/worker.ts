import { parentPort, workerData } from 'node:worker_threads';
import { priceOfStop, solvePlan } from '../rules/plan/solve.ts';
import type { Question, Solved } from './solver.ts';

const answers = (workerData as readonly Question[]).map(({ problem, seed, iterations, milliseconds, extras }): Solved => {
  const until = performance.now() + milliseconds;
  const plan = solvePlan(problem, { seed, iterations, spent: () => performance.now() > until });
  return { plan, prices: extras.map((extra) => priceOfStop(problem, plan, extra)) };
});
parentPort?.postMessage(answers);
