import { sql } from 'kysely';
import type { Work } from '#platform/database';
import type { KeptResource } from '../../record/door.ts';
import { dependenciesOf, sentTypes } from '../rules/order.ts';
import type { OutboxTables } from './tables.ts';

/** Owes resources to SATUSEHAT, or their newest version when they were owed or sent before. Part of the caller's work: no fact without its debt. */
export async function owe(work: Work, visitId: string, resources: readonly KeptResource[]): Promise<void> {
  const sent = resources.filter((resource) => sentTypes.has(resource.resourceType));
  if (sent.length === 0) return;
  const now = work.now.toString();
  await work.tables<OutboxTables>().insertInto('sih_larajaket.satusehat').values(sent.map((resource) => ({
    resource: resource.resourceType, local_id: resource.id, visit_id: visitId, depends_on: dependenciesOf(resource), next_at: now, created_at: now, sent_version: null, remote_id: null, cause: null, outcome: null, lease: null, let_go_reason: null,
  }))).onConflict((conflict) => conflict.columns(['resource', 'local_id']).doUpdateSet((set) => ({ version: sql<number>`satusehat.version + 1`, depends_on: set.ref('excluded.depends_on'), state: 'ready', attempts: 0, next_at: now, cause: null }))).execute();
}
