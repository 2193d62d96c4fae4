import { gammaQuantile } from './gamma.ts';
import type { Pace } from './pace.ts';
import { remainingDelay, type Remaining } from './start.ts';

/** All times are seconds since 1970 or seconds. */
export interface WaitInput {
  readonly now: number;
  readonly opensAt: number;
  /** When the resource really began. */
  readonly startedAt?: number | undefined;
  /** When the desk says it will begin. */
  readonly expectedStart?: number | undefined;
  /** Past start delays of the same resource. */
  readonly startDelays: readonly number[];
  /** Those who go first and are not yet in service: chance of being served and mean time each. */
  readonly ahead: readonly { readonly chance: number; readonly mean: number }[];
  /** Mean service times of those in service now. */
  readonly serving: readonly number[];
  readonly breaks: readonly { readonly from: number; readonly to: number }[];
  readonly pace: Pace;
}

export interface Forecast {
  /** The single best guess (median), P10 and P80 of when service begins. Seconds since 1970. */
  readonly point: number;
  readonly from: number;
  readonly to: number;
  /** Expected seconds by cause; breaks are what they add to the point. */
  readonly parts: { readonly start: number; readonly inService: number; readonly ahead: number; readonly breaks: number };
}

/** The mean rest of a service under way, as a share of the mean service time (domain rule: ≈ 0.75 for such variable services). */
const residualShare = 0.75;
/** What the desk says about a late doctor is meant well: expect five minutes more, give or take ten. */
const announced: Remaining = { mean: 300, variance: 600 ** 2 };

/**
 * When will service begin? The start still to come, the rest of the service under way and everybody ahead weighed by the chance that they are served
 * add up to a mean and a variance; a gamma distribution of these gives the window P10-P80; breaks the work runs into are added.
 */
export function forecastWait(input: WaitInput): Forecast {
  const { base, start } = beginning(input);
  const inService = sumUp(input.serving.map((mean) => ({ mean: residualShare * mean, variance: (residualShare * mean * input.pace.variation) ** 2 })));
  const ahead = sumUp(input.ahead.map(({ chance, mean }) => ({ mean: chance * mean, variance: chance * (mean * input.pace.variation) ** 2 + chance * (1 - chance) * mean ** 2 })));
  // The mean itself is uncertain, and wrong in the same direction for everybody ahead.
  const unsure = (ahead.mean * input.pace.variation) ** 2 / input.pace.weight;
  const mean = start.mean + inService.mean + ahead.mean;
  const variance = start.variance + inService.variance + ahead.variance + unsure;
  const at = (p: number) => passBreaks(base, gammaQuantile(p, mean, variance), input.breaks);
  const point = at(0.5);
  return { point, from: at(0.1), to: at(0.8), parts: { start: start.mean + base - input.now, inService: inService.mean, ahead: ahead.mean, breaks: point - base - gammaQuantile(0.5, mean, variance) } };
}

function beginning({ now, opensAt, startedAt, expectedStart, startDelays }: WaitInput): { base: number; start: Remaining } {
  if (startedAt !== undefined) return { base: now, start: { mean: 0, variance: 0 } };
  if (expectedStart !== undefined && expectedStart > now) return { base: expectedStart, start: announced };
  return { base: Math.max(now, opensAt), start: remainingDelay(startDelays, now - Math.max(opensAt, expectedStart ?? 0)) };
}

function sumUp(parts: readonly Remaining[]): Remaining {
  return { mean: parts.reduce((sum, part) => sum + part.mean, 0), variance: parts.reduce((sum, part) => sum + part.variance, 0) };
}

/** The instant at which `work` seconds of work begun at `base` are done when nobody works during `breaks`. An end that falls on the beginning of a break means: after it. */
export function passBreaks(base: number, work: number, breaks: readonly { readonly from: number; readonly to: number }[]): number {
  let at = base;
  let left = work;
  for (const pause of [...breaks].sort((a, b) => a.from - b.from)) {
    if (at >= pause.to) continue;
    if (at + left < pause.from) break;
    left -= Math.max(0, pause.from - at);
    at = pause.to;
  }
  return at + left;
}

/**
 * The formula BPJS prescribes for `waktutunggu`, in seconds: SPM × (sisa − 1), never below 0. `spm` is seconds a patient, `left` counts the patient
 * asked about.
 */
export function bpjsWaitSeconds(spm: number, left: number): number {
  return Math.max(0, spm * (left - 1));
}

/** Is the change worth a message? More than ten minutes, or few enough ahead (≤ 5) that every step matters. */
export function isMaterial(before: { readonly point: Temporal.Instant; readonly ahead: number }, after: { readonly point: Temporal.Instant; readonly ahead: number }): boolean {
  if (Math.abs(after.point.epochMilliseconds - before.point.epochMilliseconds) > 600_000) return true;
  return after.ahead <= 5 && after.ahead !== before.ahead;
}
