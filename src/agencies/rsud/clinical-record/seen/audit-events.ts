import { sql } from 'kysely';
import type { AuditEvent } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import { refusals } from '../problems.ts';
import { dateCondition } from '../search/spans.ts';
import { dated, either, type Condition } from '../search/terms.ts';
import { prefixed } from '../search/values.ts';
import type { Reader } from '../store/tables.ts';

interface Row {
  readonly id: string; readonly at: Temporal.Instant; readonly actor_kind: string; readonly actor_id: string; readonly agency: string | null; readonly service: string; readonly purpose: string;
  readonly interaction: string; readonly patient: string; readonly entities: string[]; readonly asked: string[]; readonly glass_reason: string | null;
}

/** The parameters AuditEvent can be searched by; all of R4's that the log can answer. */
export const auditParameters = ['_id', 'patient', 'date', 'agent', 'entity', '_count'] as const;

/** The log of looks as AuditEvents, newest first. `before` is the id of the last one already seen. */
export async function auditEvents(door: Reader, pairs: readonly (readonly [string, string])[], ground: { zone: string; now: Temporal.Instant; before?: string | undefined }): Promise<{ events: AuditEvent[]; next: string | undefined }> {
  const conditions: Condition[] = [];
  let count = 50;
  for (const [name, value] of pairs) {
    const values = value.split(',');
    switch (name) {
      case '_id': conditions.push(sql`s.id::text = any(${values}::text[])`); break;
      case 'patient': conditions.push(sql`s.patient = any(${values.map((one) => one.replace(/^Patient\//, ''))}::text[])`); break;
      case 'agent': conditions.push(sql`s.actor_id = any(${values}::text[])`); break;
      case 'entity': conditions.push(sql`s.entities && ${values}::text[]`); break;
      case 'date': conditions.push(either(values.map((one) => { const { prefix, rest } = prefixed(one); return dateCondition(sql`s.at`, sql`s.at`, prefix, dated('date', rest, ground.zone), ground.now); }))); break;
      case '_count': count = Math.min(Number(value) || 50, 1000); break;
      case '_format': case '_pretty': break;
      default: throw new Problem(refusals.unknownParameter, { fields: { [name]: name } });
    }
  }
  if (ground.before !== undefined) conditions.push(sql`s.id < ${ground.before}::uuid`);
  const { rows } = await sql<Row>`select s.* from clinical_record.seen s ${conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`} order by s.id desc limit ${count + 1}`.execute(door);
  return { events: rows.slice(0, count).map(eventOf), next: rows.length > count ? rows[count - 1]?.id : undefined };
}

const rest = 'http://hl7.org/fhir/restful-interaction';

function eventOf(row: Row): AuditEvent {
  return {
    resourceType: 'AuditEvent', id: row.id, recorded: row.at.toString({ smallestUnit: 'millisecond' }), action: row.interaction === 'search' ? 'E' : 'R', outcome: '0',
    type: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest', display: 'RESTful Operation' },
    subtype: [row.interaction === 'search' ? { system: rest, code: 'search-type' } : row.interaction === 'history' ? { system: rest, code: 'history-instance' } : { system: rest, code: row.interaction }],
    agent: [{ requestor: true, who: { identifier: { system: `urn:serasan:${row.actor_kind}`, value: row.actor_id } }, purposeOfUse: [{ coding: [{ system: 'urn:serasan:purpose', code: row.purpose }], ...(row.glass_reason === null ? {} : { text: `Keadaan darurat: ${row.glass_reason}` }) }] }],
    source: { site: row.agency ?? 'rsud', observer: { display: row.service } },
    entity: [{ what: { reference: `Patient/${row.patient}` }, role: { system: 'http://terminology.hl7.org/CodeSystem/object-role', code: '1', display: 'Patient' } },
      ...row.entities.map((entity) => ({ what: entity.includes('/') ? { reference: entity } : { display: entity } })),
      ...(row.asked.length === 0 ? [] : [{ role: { system: 'http://terminology.hl7.org/CodeSystem/object-role', code: '24', display: 'Query' }, detail: row.asked.map((name) => ({ type: 'parameter', valueString: name })) }])],
  };
}
