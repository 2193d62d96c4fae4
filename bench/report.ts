/** The value below which the share `p` of `values` lies (nearest rank). */
export function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] ?? Number.NaN;
}

/** Prints figures one to a line: name, value, unit. */
export function report(title: string, rows: readonly (readonly [name: string, value: number | string, unit?: string])[]): void {
  process.stdout.write(`\n${title}\n`);
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, value, unit = ''] of rows) process.stdout.write(`  ${name.padEnd(width)}  ${typeof value === 'number' ? round(value) : value} ${unit}\n`);
}

function round(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(4);
}
