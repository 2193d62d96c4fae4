import { Fraction } from '#kernel/fraction';
import type { Edition, Row } from '../editions.ts';
import { exactIndex, sumOf, weightsOf, type IndexInput } from './score.ts';

/** One thing that can be done next, and what it brings. */
export interface NextStep {
  /** `level`: one row of one innovation to a higher level; `submit`: all mandatory rows an innovation lacks, so that it counts at all. */
  readonly kind: 'level' | 'submit';
  readonly innovation: string;
  readonly rows: readonly { readonly row: Row; readonly from: number; readonly to: number }[];
  readonly hours: number;
  /** Points of maturity this innovation gains. */
  readonly maturity: Fraction;
  /** Points the region's index gains; may be negative where one weak innovation more lowers the mean. */
  readonly gain: Fraction;
}

interface StepOptions {
  /** Rows whose evidence is filed and only waits for a verdict, by innovation: an hour each. */
  readonly waiting?: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

const verdictHours = 1;

/**
 * Every next step with its exact gain, best gain per hour first. The change of the index is computed from the sums alone, so the whole index need not be
 * recomputed for each of thousands of steps.
 */
export function nextSteps(edition: Edition, input: IndexInput, options: StepOptions = {}): NextStep[] {
  const { formula } = edition;
  if (!formula) return [];
  const weights = weightsOf(edition);
  const rows = weights.sid.filter(({ row }) => row.hours);
  const facts = input.innovations.filter((one) => !one.barred).map((one) => ({ ...one, sum: sumOf(weights.sid, one.parameters), missing: weights.sid.filter(({ row }) => row.mandatory && (one.parameters.get(row.key) ?? 0) === 0) }));
  const counting = facts.filter((one) => one.missing.length === 0);
  const before = { regional: sumOf(weights.spd, input.regional), total: counting.reduce((sum, one) => sum + one.sum, 0), counted: counting.length, quantityOpen: input.basicAffairs >= formula.basicAffairs };
  const index = exactIndex(formula, before);
  // A level up changes only the mean, so its gain is one fixed number for each hundredth of weight.
  const perHundredth = new Fraction(1, Math.max(formula.least, before.counted)).div(new Fraction(formula.divisor));
  const gains = new Map<number, Fraction>();
  const gainOf = (points: number) => { const found = gains.get(points) ?? perHundredth.mul(points); gains.set(points, found); return found; };
  const steps: NextStep[] = [];
  for (const one of facts) {
    const waiting = options.waiting?.get(one.id);
    if (one.missing.length > 0) {
      const points = one.missing.reduce((sum, { weight }) => sum + weight, 0);
      const after = exactIndex(formula, { ...before, total: before.total + one.sum + points, counted: before.counted + 1 });
      steps.push({ kind: 'submit', innovation: one.id, rows: one.missing.map(({ row }) => ({ row, from: 0, to: 1 })), hours: one.missing.reduce((sum, { row }) => sum + hoursFor(row, 0, 1, waiting), 0), maturity: new Fraction(points, 100), gain: after.sub(index) });
      continue;
    }
    for (const { row, weight } of rows) {
      const from = one.parameters.get(row.key) ?? 0;
      for (let to = from + 1; to <= 3; to += 1) {
        const points = weight * (to - from);
        steps.push({ kind: 'level', innovation: one.id, rows: [{ row, from, to }], hours: hoursFor(row, from, to, waiting), maturity: new Fraction(points, 100), gain: gainOf(points) });
      }
    }
  }
  const rate = new Map(steps.map((step) => [step, Number(step.gain.valueOf()) / step.hours]));
  return steps.sort((a, b) => (rate.get(b) ?? 0) - (rate.get(a) ?? 0) || b.hours - a.hours);
}

/**
 * The best set of steps within a budget of whole hours: at most one target for each row of each innovation (exact, by dynamic programming over the
 * hours). Gains of innovations that begin to count add up exactly as long as they are fewer than the divisor's least number; beyond it they are an
 * upper estimate. Returns the chosen steps and their gain.
 */
export function bestWithin(steps: readonly NextStep[], budget: number): { chosen: readonly NextStep[]; gain: Fraction } {
  const useful = steps.filter((step) => step.hours <= budget && step.gain.compare(0) > 0);
  const groups = [...Map.groupBy(useful, (step) => (step.kind === 'submit' ? step.innovation : `${step.innovation}/${step.rows[0]?.row.key ?? ''}`)).values()];
  // Billionths of a point are whole enough to compare and leave no doubt which is more.
  const points = new Map(useful.map((step) => [step, Math.round(Number(step.gain.valueOf()) * 1e9)]));
  let best = new Float64Array(budget + 1);
  const picks: Int16Array[] = [];
  for (const group of groups) {
    const next = best.slice();
    const pick = new Int16Array(budget + 1).fill(-1);
    for (let hours = 0; hours <= budget; hours += 1) {
      group.forEach((step, at) => {
        const cost = Math.ceil(step.hours);
        const value = cost <= hours ? (best[hours - cost] ?? 0) + (points.get(step) ?? 0) : -1;
        if (value > (next[hours] ?? 0)) { next[hours] = value; pick[hours] = at; }
      });
    }
    picks.push(pick);
    best = next;
  }
  const chosen: NextStep[] = [];
  let left = budget;
  for (let at = groups.length - 1; at >= 0; at -= 1) {
    const step = groups[at]?.[picks[at]?.[left] ?? -1];
    if (!step) continue;
    chosen.push(step);
    left -= Math.ceil(step.hours);
  }
  return { chosen, gain: chosen.reduce((sum, step) => sum.add(step.gain), new Fraction(0)) };
}

function hoursFor(row: Row, from: number, to: number, waiting: ReadonlyMap<string, number> | undefined): number {
  if ((waiting?.get(row.key) ?? 0) >= to) return verdictHours;
  const [one = 1, two = 1, three = 1] = row.hours ?? [];
  const until = [0, one, two, three];
  return Math.max(1, (until[to] ?? three) - (until[from] ?? 0));
}
