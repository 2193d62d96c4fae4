import { elementKeys } from '../reference.ts';
import type { Scores } from './score.ts';

const draws = 400;

/**
 * 95 % bootstrap interval of the index: the answers are drawn again with replacement 400 times. Repeatable: the same answers always give the same interval.
 * Nothing under 5 answers or where an element has none.
 */
export function intervalOf(answers: readonly Scores[]): { low: number; high: number } | undefined {
  if (answers.length < 5) return undefined;
  const rows = answers.map((answer) => elementKeys.map((key) => answer[key] ?? 0));
  const next = generator(rows.length);
  const indices: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    const index = drawnIndex(rows, next);
    if (index !== undefined) indices.push(index);
  }
  if (indices.length < draws / 2) return undefined;
  indices.sort((a, b) => a - b);
  return { low: indices[Math.floor(indices.length * 0.025)] ?? 25, high: indices[Math.ceil(indices.length * 0.975) - 1] ?? 100 };
}

function drawnIndex(rows: readonly (readonly number[])[], next: () => number): number | undefined {
  const sums = new Float64Array(elementKeys.length);
  const counts = new Float64Array(elementKeys.length);
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[Math.floor(next() * rows.length)] ?? [];
    for (let element = 0; element < row.length; element += 1) {
      const score = row[element] ?? 0;
      sums[element] = (sums[element] ?? 0) + score;
      if (score > 0) counts[element] = (counts[element] ?? 0) + 1;
    }
  }
  let total = 0;
  for (let element = 0; element < sums.length; element += 1) {
    if (counts[element] === 0) return undefined;
    total += (sums[element] ?? 0) / (counts[element] ?? 1);
  }
  return (25 * total) / sums.length;
}

/** A small repeatable generator (mulberry32); it only has to be even, not secret. */
function generator(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
