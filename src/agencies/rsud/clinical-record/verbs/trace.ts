import type { Provenance } from '@medplum/fhirtypes';
import type { Work } from '#platform/database';
import { definitions } from '../fhir/definitions.ts';
import { extract } from '../fhir/extract.ts';
import { storeDrafts, type Draft } from '../store/write.ts';

/** What one unit of work has changed so far. */
interface Trace {
  readonly changes: { type: string; id: string; version: number; how: Draft['method'] }[];
  readonly patients: Set<string>;
  /** What hides a resource hides the news of its change too. */
  readonly labels: Set<string>;
}

const traces = new WeakMap<Work, Trace>();

/** Remembers what a unit of work writes: one event tells it to subscribers, one Provenance to whoever reads the record. */
export function traceOf(work: Work, drafts: readonly Draft[]): void {
  let trace = traces.get(work);
  if (!trace) {
    trace = { changes: [], patients: new Set(), labels: new Set() };
    traces.set(work, trace);
    // The list is still growing when the event is declared; it is stored just before the commit.
    work.emit({ type: 'clinical-record/changed', version: 1, subject: work.id, data: { changes: trace.changes } });
  }
  for (const draft of drafts) {
    trace.changes.push({ type: draft.type, id: draft.id, version: draft.version, how: draft.method });
    for (const patient of draft.rows.patients) trace.patients.add(patient);
    for (const label of draft.rows.labels) trace.labels.add(label);
  }
}

const activities = { POST: 'CREATE', PUT: 'UPDATE', PATCH: 'UPDATE', DELETE: 'DELETE' } as const;

/** Writes the Provenance of a unit of work just before its commit: who, when, by which action, which versions. One for all of them. */
export async function recordProvenance(work: Work, zone: string): Promise<void> {
  const trace = traces.get(work);
  if (!trace) return;
  traces.delete(work);
  const known = await definitions();
  const id = work.newId();
  const content: Provenance & { id: string; meta: { versionId: string; lastUpdated: string } } = {
    resourceType: 'Provenance', id, meta: { versionId: '1', lastUpdated: work.now.toString({ smallestUnit: 'millisecond' }) },
    target: trace.changes.map((change) => ({ reference: `${change.type}/${change.id}/_history/${change.version}` })),
    recorded: work.now.toString({ smallestUnit: 'millisecond' }),
    activity: { coding: [...new Set(trace.changes.map((change) => activities[change.how]))].map((code) => ({ system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code })), text: work.intent.action },
    agent: [{ type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: 'author' }] }, who: { identifier: { system: `urn:serasan:${work.actor.kind}`, value: work.actor.id } } }],
  };
  const rows = extract(known, content, zone);
  await storeDrafts(work, [{ type: 'Provenance', id, version: 1, method: 'POST', content, rows: { ...rows, patients: [...trace.patients], labels: [...trace.labels] } }]);
}
