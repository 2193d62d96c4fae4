import { sql, type RawBuilder } from 'kysely';
import type { Span } from '../rules/date-span.ts';
import { toBaseUnits } from '../fhir/units.ts';
import type { Prefix, QuantityValue } from './values.ts';

type Condition = RawBuilder<boolean>;

/** Compares a stored span of time with a searched one (FHIR R4 search, table of prefixes). `now` widens what `ap` takes for near. */
export function dateCondition(lo: RawBuilder<unknown>, hi: RawBuilder<unknown>, prefix: Prefix, span: Span, now: Temporal.Instant): Condition {
  const [from, to] = [sql`${span.lo}::timestamptz`, sql`${span.hi}::timestamptz`];
  switch (prefix) {
    case 'eq': return sql`(${lo} >= ${from} and ${hi} <= ${to} and ${lo} < ${to})`;
    case 'ne': return sql`not (${lo} >= ${from} and ${hi} <= ${to} and ${lo} < ${to})`;
    case 'gt': return sql`${hi} > ${to}`;
    case 'lt': return sql`${lo} < ${from}`;
    case 'ge': return sql`(${hi} > ${to} or ${lo} >= ${from})`;
    case 'le': return sql`(${lo} < ${from} or ${hi} <= ${to})`;
    case 'sa': return sql`${lo} >= ${to}`;
    case 'eb': return sql`${hi} <= ${from}`;
    case 'ap': {
      const near = nearBy(span, now);
      return sql`(${lo} < ${near.hi}::timestamptz and ${hi} > ${near.lo}::timestamptz)`;
    }
  }
}

/** The span widened by a tenth of its distance from now, the specification's own suggestion. */
function nearBy(span: Span, now: Temporal.Instant): Span {
  const lo = Temporal.Instant.from(span.lo);
  const tenth = Temporal.Duration.from({ milliseconds: Math.round(Math.abs(now.epochMilliseconds - lo.epochMilliseconds) / 10) });
  return { lo: lo.subtract(tenth).toString(), hi: Temporal.Instant.from(span.hi).add(tenth).toString() };
}

export interface QuantityColumns {
  readonly lo: RawBuilder<unknown>;
  readonly hi: RawBuilder<unknown>;
  readonly system: RawBuilder<unknown>;
  readonly code: RawBuilder<unknown>;
  /** The unit as printed, where the table keeps it. */
  readonly unit: RawBuilder<unknown> | undefined;
  readonly baseUnit: RawBuilder<unknown>;
  readonly baseLo: RawBuilder<unknown>;
  readonly baseHi: RawBuilder<unknown>;
}

const ucumSystem = 'http://unitsofmeasure.org';

/** Compares a stored quantity with a searched one; UCUM units are compared in base units, others by their code. */
export function quantityCondition(columns: QuantityColumns, asked: QuantityValue): Condition {
  const { system, code } = asked;
  if (code === undefined) return compared(columns.lo, columns.hi, asked.prefix, asked, 1);
  if (system === undefined) return sql`((${columns.code} = ${code}${columns.unit ? sql` or ${columns.unit} = ${code}` : sql``}) and ${compared(columns.lo, columns.hi, asked.prefix, asked, 1)})`;
  const base = system === ucumSystem ? toBaseUnits(asked.value, code) : undefined;
  const [low, high] = [toBaseUnits(asked.lo, code), toBaseUnits(asked.hi, code)];
  if (!base || !low || !high) return sql`(${columns.system} = ${system} and ${columns.code} = ${code} and ${compared(columns.lo, columns.hi, asked.prefix, asked, 1)})`;
  return sql`(${columns.baseUnit} = ${base.unit} and ${compared(columns.baseLo, columns.baseHi, asked.prefix, { value: base.value, lo: low.value, hi: high.value }, 1e-9)})`;
}

/** `slack` forgives the rounding of a conversion: the share of the value by which two are still equal. */
function compared(lo: RawBuilder<unknown>, hi: RawBuilder<unknown>, prefix: Prefix, { value, lo: from, hi: to }: { value: number; lo: number; hi: number }, slack: number): Condition {
  const give = slack === 1 ? 0 : Math.abs(value) * slack;
  switch (prefix) {
    case 'eq': return sql`(${lo} >= ${from}::float8 and ${hi} < ${to}::float8)`;
    case 'ne': return sql`not (${lo} >= ${from}::float8 and ${hi} < ${to}::float8)`;
    case 'gt': return sql`${hi} > ${value + give}::float8`;
    case 'lt': return sql`${lo} < ${value - give}::float8`;
    case 'ge': return sql`${hi} >= ${value - give}::float8`;
    case 'le': return sql`${lo} <= ${value + give}::float8`;
    case 'sa': return sql`${lo} > ${value + give}::float8`;
    case 'eb': return sql`${hi} < ${value - give}::float8`;
    case 'ap': return sql`(${hi} >= ${value - Math.abs(value) / 10}::float8 and ${lo} <= ${value + Math.abs(value) / 10}::float8)`;
  }
}
