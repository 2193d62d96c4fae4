/** What was seen of service times: how many, their sum and the sum of their squares, in seconds. */
export interface Seen {
  readonly count: number;
  readonly seconds: number;
  readonly squared: number;
}

/** How long one patient takes, and how sure we are. Seconds. */
export interface Pace {
  readonly mean: number;
  /** Standard deviation of one service, as a share of the mean. */
  readonly variation: number;
  /** Observations behind the mean, the prior's weight included. */
  readonly weight: number;
  readonly today: number;
  /** Where the prior came from. */
  readonly from: 'weekday' | 'resource' | 'group' | 'service' | 'assumed';
}

/** Weight of the prior against what is seen today, in patients (domain rule: k ≈ 6). */
const priorWeight = 6;
/** With fewer observations a level of the hierarchy says nothing and the next wider one is asked. */
const enough = 20;
/** When nobody was ever served: ten minutes, with the variation consultations commonly show. */
const assumed = { mean: 600, variation: 0.7 };

/**
 * Posterior mean service time m = (k·prior + Σ today) / (k + count). The prior is the last 60 days of the same resource on this weekday,
 * else on all days, else of its group (poli), else of the whole service, else ten minutes.
 */
export function posteriorPace(today: Seen, past: Readonly<Record<'weekday' | 'resource' | 'group' | 'service', Seen>>): Pace {
  const level = (['weekday', 'resource', 'group', 'service'] as const).find((name) => past[name].count >= enough);
  const prior = level ? describe(past[level]) : assumed;
  return {
    mean: (priorWeight * prior.mean + today.seconds) / (priorWeight + today.count),
    variation: prior.variation, weight: priorWeight + today.count, today: today.count, from: level ?? 'assumed',
  };
}

function describe(seen: Seen): { mean: number; variation: number } {
  const mean = seen.seconds / seen.count;
  const variance = Math.max(0, seen.squared / seen.count - mean * mean);
  return { mean, variation: Math.min(2, Math.max(0.2, Math.sqrt(variance) / mean)) };
}
