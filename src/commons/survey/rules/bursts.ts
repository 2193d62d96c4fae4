import type { SkmReference } from '../reference.ts';

/** When an answer came and from which device (a keyed hash that changes daily). */
export interface Arrival {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly device: string;
}

export type Suspicion = 'device' | 'crowd';

/**
 * Answers that look arranged: many from one device within a short time, or far more in a few minutes than this service usually gets (a link passed around).
 * They are never dropped: the score is shown with and without them.
 */
export function suspicious(arrivals: readonly Arrival[], rule: SkmReference['bursts']): ReadonlyMap<string, Suspicion> {
  const found = new Map<string, Suspicion>();
  for (const crowd of windowsOver(arrivals, rule.crowdMinutes, crowdLimit(arrivals, rule))) for (const one of crowd) found.set(one.id, 'crowd');
  for (const same of Map.groupBy(arrivals, (arrival) => arrival.device).values()) {
    for (const crowd of windowsOver(same, rule.deviceMinutes, rule.devicePerWindow)) for (const one of crowd) found.set(one.id, 'device');
  }
  return found;
}

/** The most answers a window may hold: the threshold, or a multiple of what a busy window of this service usually holds. */
function crowdLimit(arrivals: readonly Arrival[], rule: SkmReference['bursts']): number {
  const size = rule.crowdMinutes * 60_000;
  const counts = [...Map.groupBy(arrivals, (arrival) => Math.floor(arrival.at.epochMilliseconds / size)).values()].map((group) => group.length).sort((a, b) => a - b);
  const usual = counts[counts.length >> 1] ?? 0;
  // A single flooded day has no usual: then the plain threshold counts.
  return counts.length < 5 ? rule.crowdAtLeast : Math.max(rule.crowdAtLeast, usual * rule.crowdTimesUsual);
}

/** Every run of arrivals in which some window of `minutes` holds more than `most`. */
function windowsOver(arrivals: readonly Arrival[], minutes: number, most: number): Arrival[][] {
  const sorted = [...arrivals].sort((a, b) => Temporal.Instant.compare(a.at, b.at));
  const out: Arrival[][] = [];
  let first = 0;
  for (let last = 0; last < sorted.length; last += 1) {
    while (between(sorted[first], sorted[last]) > minutes * 60_000) first += 1;
    if (last - first + 1 > most) out.push(sorted.slice(first, last + 1));
  }
  return out;
}

function between(a: Arrival | undefined, b: Arrival | undefined): number {
  return a && b ? b.at.epochMilliseconds - a.at.epochMilliseconds : 0;
}
