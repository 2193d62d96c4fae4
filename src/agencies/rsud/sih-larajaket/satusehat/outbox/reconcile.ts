import type { Transaction } from 'kysely';
import { judgeSearch } from '../rules/answers.ts';
import { identifierOf } from '../rules/payload.ts';
import type { OutboxDeps } from './drain.ts';
import type { Finding, OutboxTables } from './tables.ts';

export interface Reconciliation { readonly day: Temporal.PlainDate; readonly local: number; readonly acked: number; readonly findings: readonly Finding[] }

/** Compares one day's resources with what SATUSEHAT has under our identifiers. What is acknowledged here and not there is sent again; what is there twice is named for a person. */
export async function reconcile(deps: OutboxDeps, day: Temporal.PlainDate, zone: string): Promise<Reconciliation> {
  const from = day.toZonedDateTime(zone).toInstant();
  const to = day.add({ days: 1 }).toZonedDateTime(zone).toInstant();
  const rows = await deps.database.read<OutboxTables>().selectFrom('sih_larajaket.satusehat').selectAll().where('created_at', '>=', from).where('created_at', '<', to).orderBy('resource').orderBy('local_id').execute();
  const findings: Finding[] = [];
  for (const row of rows.filter((one) => one.state === 'acked')) {
    const { system, value } = identifierOf(row.resource, row.local_id, deps.organization);
    const answer = await deps.client.search(row.resource, { identifier: `${system}|${value}` });
    const outcome = judgeSearch(answer);
    const count = ((answer.body as { entry?: unknown[] } | null)?.entry ?? []).length;
    if (outcome.kind === 'none') findings.push({ resource: row.resource, localId: row.local_id, kind: 'lost' });
    else if (outcome.kind === 'found' && count > 1) findings.push({ resource: row.resource, localId: row.local_id, kind: 'doubled' });
  }
  const now = deps.database.clock.now().toString();
  const acked = rows.filter((row) => row.state === 'acked').length;
  await deps.database.journal(async (tables: Transaction<OutboxTables>) => {
    for (const finding of findings.filter((one) => one.kind === 'lost')) await tables.updateTable('sih_larajaket.satusehat').set({ state: 'ready', remote_id: null, next_at: now, attempts: 0 }).where('resource', '=', finding.resource).where('local_id', '=', finding.localId).execute();
    const kept = { ran_at: now, local: rows.length, acked, findings: JSON.stringify(findings) };
    await tables.insertInto('sih_larajaket.satusehat_reconciliation').values({ day: day.toString(), ...kept }).onConflict((conflict) => conflict.column('day').doUpdateSet(kept)).execute();
  });
  return { day, local: rows.length, acked, findings };
}
