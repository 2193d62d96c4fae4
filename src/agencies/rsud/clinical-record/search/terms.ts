import { sql, type RawBuilder } from 'kysely';
import { Problem } from '#kernel/problem';
import { impliedSystem } from '../fhir/rows.ts';
import { refusals } from '../problems.ts';
import { dateSpan } from '../rules/date-span.ts';
import { quantityValue, unescape, type TokenValue } from './values.ts';

export type Condition = RawBuilder<boolean>;

/** What conditions need besides the clause: the zone of dates without offset, the present, and who may see a resource reached on the way. */
export interface Ground {
  readonly zone: string;
  readonly now: Temporal.Instant;
  /** Holds for the resource of that alias when the reader may see it. */
  readonly visible: (alias: string) => Condition;
}

/** Is this row the token asked for? The system of a bare `code` element is implied by the element. */
export function tokenCondition({ system, code }: TokenValue, columns: { system: RawBuilder<unknown>; code: RawBuilder<unknown> } = { system: sql`x.system`, code: sql`x.code` }): Condition {
  if (system === undefined) return sql`${columns.code} = ${code ?? ''}`;
  const inSystem = sql<boolean>`${columns.system} in (${system}, ${impliedSystem})`;
  return code === undefined ? sql`${columns.system} = ${system}` : sql`(${columns.code} = ${code} and ${inSystem})`;
}

/** Any of several. */
export function either(conditions: readonly Condition[]): Condition {
  return conditions.length === 1 && conditions[0] ? conditions[0] : sql`(${sql.join(conditions, sql` or `)})`;
}

/** A date of a search, or the refusal that names the parameter. */
export function dated(code: string, text: string, zone: string) {
  const span = dateSpan(unescape(text), zone);
  if (!span) throw new Problem(refusals.parameterForm, { detail: `Tanggal pada “${code}” tidak terbaca. Tulis misalnya 2026-11-23, ge2026-11, atau lt2026-11-23T10:00:00Z.`, fields: { [code]: 'tanggal' } });
  return span;
}

/** A number with its unit, or the refusal that names the parameter (a decimal comma is the usual cause). */
export function measured(code: string, text: string) {
  const value = quantityValue(text);
  if (!value) throw new Problem(refusals.parameterForm, { detail: `Angka pada “${code}” tidak terbaca. Pakai titik desimal, misalnya gt5.4|http://unitsofmeasure.org|mmol/L.`, fields: { [code]: 'angka' } });
  return value;
}

/** Text for `like`, with its own signs taken literally. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, (letter) => `\\${letter}`);
}
