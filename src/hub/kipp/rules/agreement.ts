type Metric = 'nominal' | 'ordinal' | 'interval';

/**
 * Krippendorff's alpha: how far jurors agree beyond chance; 1 is full agreement, 0 is chance. `ratings[juror][unit]`, nothing where a juror did not score.
 * Nothing when fewer than two ratings can be compared or all are equal. (Krippendorff, Content Analysis, ch. 11: coincidence matrix.)
 */
export function krippendorffAlpha(ratings: readonly (readonly (number | undefined)[])[], metric: Metric = 'interval'): number | undefined {
  const units = Array.from({ length: Math.max(0, ...ratings.map((row) => row.length)) }, (_, unit) => ratings.flatMap((row) => row[unit] ?? [])).filter((values) => values.length >= 2);
  const values = [...new Set(units.flat())].sort((a, b) => a - b);
  if (values.length < 2) return undefined;
  const totals = new Map(values.map((value) => [value, units.flat().filter((one) => one === value).length]));
  const n = units.reduce((sum, unit) => sum + unit.length, 0);
  const distance = distanceOf(metric, values, totals);
  let observed = 0;
  for (const unit of units) {
    for (let a = 0; a < unit.length; a += 1) for (let b = 0; b < unit.length; b += 1) if (a !== b) observed += distance(unit[a] ?? 0, unit[b] ?? 0) / (unit.length - 1);
  }
  let expected = 0;
  for (const a of values) for (const b of values) expected += (totals.get(a) ?? 0) * (totals.get(b) ?? 0) * distance(a, b);
  return expected === 0 ? undefined : 1 - ((n - 1) * observed) / expected;
}

function distanceOf(metric: Metric, values: readonly number[], totals: ReadonlyMap<number, number>): (a: number, b: number) => number {
  switch (metric) {
    case 'nominal': return (a, b) => (a === b ? 0 : 1);
    case 'interval': return (a, b) => (a - b) ** 2;
    case 'ordinal': return (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      const between = values.filter((value) => value >= low && value <= high).reduce((sum, value) => sum + (totals.get(value) ?? 0), 0);
      return (between - ((totals.get(low) ?? 0) + (totals.get(high) ?? 0)) / 2) ** 2;
    };
  }
}
