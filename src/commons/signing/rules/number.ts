/** How numbers of a series look and from when (regency data, `numbering.json`). */
export interface NumberFormat {
  /** First civil date it holds for, ISO. */
  readonly from: string;
  /** `500.16.7/{n:3}/{agency}/{roman}/{year}`. */
  readonly format: string;
}

export interface NumberParts {
  readonly n: number;
  readonly date: Temporal.PlainDate;
  /** Acronym of the agency. */
  readonly agency: string;
}

const token = /\{(n|year|month|roman|agency)(?::(\d))?\}/g;
const romans = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'] as const;

/** What is wrong with a format, or nothing. It must carry the running number once, and the year, because counting begins anew each year. */
export function formatFault(format: string): string | undefined {
  const names = [...format.matchAll(token)].map((match) => match[1]);
  if (names.filter((name) => name === 'n').length !== 1) return 'harus memuat {n} tepat satu kali';
  if (!names.includes('year')) return 'harus memuat {year}';
  if (/[{}]/.test(format.replace(token, ''))) return 'hanya mengenal {n}, {n:3}, {year}, {month}, {roman}, {agency}';
  return undefined;
}

/** The format in force on a date: the latest that began by then; before all of them, the first. */
export function formatOn(formats: readonly NumberFormat[], date: Temporal.PlainDate): string {
  const sorted = formats.toSorted((left, right) => (left.from < right.from ? -1 : 1));
  const found = sorted.findLast((one) => one.from <= date.toString()) ?? sorted[0];
  if (!found) throw new Error('A series of numbers needs a format.');
  return found.format;
}

/** Writes a number: `{n}` running (`{n:3}` with leading zeros), `{month}` 01–12, `{roman}` I–XII. */
export function writeNumber(format: string, { n, date, agency }: NumberParts): string {
  return format.replace(token, (_whole, name: string, width?: string) => {
    if (name === 'n') return String(n).padStart(Number(width ?? 1), '0');
    if (name === 'year') return String(date.year);
    if (name === 'month') return String(date.month).padStart(2, '0');
    if (name === 'roman') return romans[date.month - 1] ?? '';
    return agency;
  });
}
