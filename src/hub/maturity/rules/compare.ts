import type { Edition, Row } from '../editions.ts';
import type { Parameters } from './score.ts';

interface RowDifference {
  readonly key: string;
  readonly name: Row['name'];
  readonly what: 'added' | 'removed' | 'weight' | 'mandatory' | 'levels' | 'renamed';
  readonly before?: string;
  readonly after?: string;
}

interface EditionDifference {
  readonly formula: readonly { readonly what: 'least' | 'basicAffairs' | 'perInnovation' | 'mostInnovations' | 'divisor'; readonly before: string; readonly after: string }[];
  readonly rows: readonly RowDifference[];
}

/** What a new edition changes. */
export function differencesBetween(before: Edition, after: Edition): EditionDifference {
  const old = new Map(before.rows.map((row) => [after.renamed[row.key] ?? row.key, row]));
  const now = new Map(after.rows.map((row) => [row.key, row]));
  const formulaKeys = ['least', 'basicAffairs', 'perInnovation', 'mostInnovations', 'divisor'] as const;
  return {
    formula: formulaKeys.map((what) => ({ what, before: String(before.formula?.[what] ?? '–'), after: String(after.formula?.[what] ?? '–') })).filter((one) => one.before !== one.after),
    rows: [
      ...[...old].filter(([key]) => !now.has(key)).map(([key, row]): RowDifference => ({ key, name: row.name, what: 'removed' })),
      ...[...now].flatMap(([key, row]): RowDifference[] => {
        const was = old.get(key);
        if (!was) return [{ key, name: row.name, what: 'added' }];
        return [
          ...(was.key === key ? [] : [{ key, name: row.name, what: 'renamed' as const, before: was.key, after: key }]),
          ...(was.weight === row.weight ? [] : [{ key, name: row.name, what: 'weight' as const, before: was.weight, after: row.weight }]),
          ...(was.mandatory === row.mandatory ? [] : [{ key, name: row.name, what: 'mandatory' as const, before: String(was.mandatory), after: String(row.mandatory) }]),
          ...(JSON.stringify(was.levels) === JSON.stringify(row.levels) ? [] : [{ key, name: row.name, what: 'levels' as const }]),
        ];
      }),
    ],
  };
}

/** Answers given under `before`, as rows of `after`. What has no row there is listed, never dropped in silence. */
export function mapAnswers(before: Edition, after: Edition, answers: Parameters): { mapped: Parameters; unmapped: readonly string[] } {
  const known = new Set(after.rows.map((row) => row.key));
  const mapped = new Map<string, number>();
  const unmapped: string[] = [];
  for (const [key, parameter] of answers) {
    const there = after.renamed[key] ?? key;
    if (known.has(there) && before.rows.some((row) => row.key === key)) mapped.set(there, parameter);
    else unmapped.push(key);
  }
  return { mapped, unmapped };
}
