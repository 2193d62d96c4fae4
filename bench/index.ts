// The innovation index of a region with 200 innovations: recomputing it from the proven levels, and ranking every next step by what it brings an hour,
// against doing the same in the plain way (a fraction for every row; the whole index anew for every step).
import { Fraction } from '#kernel/fraction';
import { loadEditions, type Edition } from '../src/hub/maturity/editions.ts';
import { indexOf, type IndexInput, type Parameters } from '../src/hub/maturity/rules/score.ts';
import { bestWithin, nextSteps } from '../src/hub/maturity/rules/steps.ts';
import { quantile, report } from './report.ts';

const edition = loadEditions().get('2026');
if (!edition) throw new Error('The edition 2026 is not there.');
let seed = 7;
const luck = () => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return seed / 2_147_483_648; };
const sid = edition.rows.filter((row) => row.part === 'sid');
const levels = (): Parameters => new Map(sid.map((row) => [row.key, Math.max(row.mandatory ? 1 : 0, Math.floor(luck() * 4))]));
const input: IndexInput = { regional: new Map(edition.rows.filter((row) => row.part === 'spd').map((row) => [row.key, 2])), innovations: Array.from({ length: 200 }, (_, at) => ({ id: String(at), parameters: levels() })), basicAffairs: 6 };

function times(runs: number, step: () => unknown): number[] {
  for (let warm = 0; warm < 5; warm += 1) step();
  return Array.from({ length: runs }, () => { const start = performance.now(); step(); return performance.now() - start; });
}

/** Every row as a fraction, every innovation as a sum of fractions. */
function plainIndex(of: Edition, given: IndexInput): Fraction {
  const sum = (parameters: Parameters, part: 'sid' | 'spd') => of.rows.filter((row) => row.part === part).reduce((total, row) => total.add(new Fraction(row.weight).mul(parameters.get(row.key) ?? 0)), new Fraction(0));
  const total = given.innovations.reduce((all, one) => all.add(sum(one.parameters, 'sid')), new Fraction(0));
  return sum(given.regional, 'spd').add(total.div(Math.max(12, given.innovations.length))).add(new Fraction('0.38').mul(Math.min(200, given.innovations.length))).mul(100).div(250);
}

const ours = indexOf(edition, input);
if (!ours?.index.equals(plainIndex(edition, input))) throw new Error('The two ways disagree.');
const fast = times(200, () => indexOf(edition, input));
const plain = times(20, () => plainIndex(edition, input));
const ranked = times(20, () => nextSteps(edition, input));
const steps = nextSteps(edition, input);
const one = performance.now();
for (const step of steps.slice(0, 50)) {
  const after = { ...input, innovations: input.innovations.map((item) => (item.id === step.innovation ? { ...item, parameters: new Map([...item.parameters, ...step.rows.map(({ row, to }) => [row.key, to] as const)]) } : item)) };
  indexOf(edition, after);
}
const whole = ((performance.now() - one) / 50) * steps.length;
const planned = times(3, () => bestWithin(steps, 400));

report('The index of 200 innovations', [
  ['recomputed, p50', quantile(fast, 0.5), 'ms'], ['recomputed, p99 (must stay below 20 ms)', quantile(fast, 0.99), 'ms'], ['a fraction for every row, p50', quantile(plain, 0.5), 'ms'], ['plain ÷ ours', quantile(plain, 0.5) / quantile(fast, 0.5), '×'],
  [`${steps.length} next steps ranked, p50`, quantile(ranked, 0.5), 'ms'], ['the whole index anew for each of them', whole, 'ms'], ['anew ÷ ours', whole / quantile(ranked, 0.5), '×'], ['the best 400 hours chosen exactly', quantile(planned, 0.5), 'ms'],
]);
if (quantile(fast, 0.99) > 20) process.exitCode = 1;
