import { createHash } from 'node:crypto';

/** One counted event as it stands in its day's closing. */
export interface Counted { readonly day: string; readonly ordinal: number }

/**
 * How many events to look at so that, if the share `p` of them were invented, at least one invented event is in the sample with confidence 1 − α:
 * n = ⌈ln α / ln(1 − p)⌉, at most all of them (α 5 %, p 5 % → 59; p 1 % → 299).
 */
export function sampleSize({ alpha, share, population }: { alpha: number; share: number; population: number }): number {
  return Math.min(population, Math.ceil(Math.log(alpha) / Math.log(1 - share)));
}

/** Draws `size` events by a seed nobody could know while they were counted. Anybody with the seed and the day's counts draws the same ones. */
export function draw<T extends Counted>(seed: Uint8Array, service: string, counted: readonly T[], size: number): T[] {
  const rank = new Map(counted.map((one) => [one, createHash('sha256').update(seed).update(`${service} ${one.day} ${one.ordinal}`).digest('hex')]));
  return [...counted].sort((a, b) => ((rank.get(a) ?? '') < (rank.get(b) ?? '') ? -1 : 1)).slice(0, size);
}
