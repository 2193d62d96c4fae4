/** Numbers lie a thousand apart, so that a patient who is put down always finds room between two others. */
const apart = 1000;

/** The place in a line that follows numbers. */
export function placeOfNumber(number: number): number {
  return number * apart;
}

/** The place in a line that follows arrival. */
export function placeOfArrival(at: Temporal.Instant): number {
  return at.epochMilliseconds / 1000;
}

/**
 * The place after the `down`-th of those waiting behind (`behind`: their places in rising order), for a patient who did not appear.
 * With fewer behind it is the end of the line. Never above where they stood (`own`).
 */
export function placeDown(own: number, behind: readonly number[], down: number): number {
  const before = behind[Math.min(down, behind.length) - 1] ?? own;
  const after = behind[down];
  return after === undefined ? before + apart : (before + after) / 2;
}
