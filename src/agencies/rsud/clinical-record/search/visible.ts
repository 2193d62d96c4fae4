import { sql } from 'kysely';
import { impersonalTypes, sensitiveLabels, shownTypes, type Sight } from '../rules/sight.ts';
import type { Condition } from './terms.ts';

/** The condition under which a reader may see the resource of an alias: its type, its labels and, for a patient's token, whose it is. */
export function visibleTo(sight: Sight): (alias: string) => Condition {
  return (alias) => {
    const conditions: Condition[] = [];
    const shown = shownTypes(sight);
    if (!shown.has('*')) conditions.push(sql`${sql.raw(`${alias}.type`)} = any(${[...shown]}::text[])`);
    if (!sight.sensitive) conditions.push(sql`not (${sql.raw(`${alias}.labels`)} && ${[...sensitiveLabels]}::text[])`);
    if (sight.patient !== undefined) conditions.push(sql`(${sql.raw(`${alias}.type`)} = any(${[...impersonalTypes]}::text[]) or exists (select 1 from clinical_record.compartment o where o.patient = ${sight.patient} and o.nr = ${sql.raw(`${alias}.nr`)}))`);
    return conditions.length === 0 ? sql<boolean>`true` : sql`(${sql.join(conditions, sql` and `)})`;
  };
}
