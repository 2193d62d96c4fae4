import { gammaQuantile } from './gamma.ts';

/** Mean and variance of a time still to pass, in seconds and seconds². */
export interface Remaining {
  readonly mean: number;
  readonly variance: number;
}

/** Fewer past starts than this are filled up with an assumed doctor. */
const enough = 8;
/** A doctor nobody has watched yet begins 20 ± 20 minutes after the hour. */
const assumed = Array.from({ length: 20 }, (_, index) => gammaQuantile((index + 0.5) / 20, 1200, 1200 ** 2));
/** Later than all we ever saw: memoryless, ten minutes more. */
const beyond: Remaining = { mean: 600, variance: 600 ** 2 };

/**
 * E[start − now | start > now] from the resource's own history of start delays (seconds after the hour; early starts count as 0) when `elapsed`
 * seconds have passed since the hour without a start.
 */
export function remainingDelay(history: readonly number[], elapsed: number): Remaining {
  const delays = (history.length >= enough ? history : [...history, ...assumed]).map((delay) => Math.max(0, delay));
  const left = delays.filter((delay) => delay > elapsed || elapsed <= 0).map((delay) => delay - Math.max(0, elapsed));
  if (left.length === 0) return beyond;
  const mean = left.reduce((sum, value) => sum + value, 0) / left.length;
  // Few witnesses of so late a start: widen towards the memoryless tail.
  const spread = left.reduce((sum, value) => sum + (value - mean) ** 2, 0) / left.length;
  return { mean, variance: spread + (beyond.variance * 2) / (left.length + 2) };
}
