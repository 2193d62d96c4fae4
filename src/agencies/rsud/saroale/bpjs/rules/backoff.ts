const firstMs = 5_000;
const longestMs = 15 * 60_000;

/** A message older than this is no longer tried by itself: an officer decides. */
export const oldestHours = 24;

/** How long to wait after the `attempt`th failure (1 = first), milliseconds: 5 s doubling to 15 min, with half of it random so that lanes held up together do not return together. `random` is in [0, 1). */
export function backoffMs(attempt: number, random: number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(20, attempt - 1));
  return Math.round(whole / 2 + (whole / 2) * random);
}
