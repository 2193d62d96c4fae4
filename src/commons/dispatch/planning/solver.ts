import { Worker } from 'node:worker_threads';
import type { Job, Plan, PlanProblem } from '../rules/plan/problem.ts';

/** What a solving thread is asked. `prices`: what each extra stop would cost in the day, without changing it. */
export interface Question { readonly problem: PlanProblem; readonly seed: number; readonly iterations: number; readonly milliseconds: number; readonly extras: readonly Job[] }
export interface Solved { readonly plan: Plan; readonly prices: readonly (number | undefined)[] }

/** Search steps for a day of 40 stops in well under a second, and the guard for slow machines. */
export const fullSearch = { iterations: 25_000, milliseconds: 900 };
export const quickSearch = { iterations: 1_500, milliseconds: 150 };

/** Solves days one after another in a thread of their own, so that no page waits while an officer's day is planned. The thread ends with the last question. */
export function solveApart(questions: readonly Question[]): Promise<readonly Solved[]> {
  if (questions.length === 0) return Promise.resolve([]);
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: questions });
    worker.once('message', (answers: readonly Solved[]) => { resolve(answers); });
    worker.once('error', reject);
    worker.once('exit', (code) => { if (code !== 0) reject(new Error(`The planning thread ended with ${code}.`)); });
  });
}
