import type { Selectable } from 'kysely';
import type { Reader } from './reader.ts';
import type { Tables } from './tables.ts';

export interface Result {
  readonly id: string; readonly test: string; readonly name: string; readonly value: number | undefined; readonly unit: string | undefined; readonly low: number | undefined; readonly high: number | undefined; readonly interpretation: 'N' | 'L' | 'H' | 'LL' | 'HH' | undefined;
  readonly critical: boolean; readonly text: string; readonly state: 'final' | 'amended' | 'replaced' | 'withdrawn'; readonly version: number; readonly at: Temporal.Instant; readonly readAt: Temporal.Instant | null; readonly toldAt: Temporal.Instant | null; readonly withdrawnReason: string | null;
}
export interface Order { readonly id: string; readonly visitId: string; readonly kind: 'lab' | 'rad'; readonly panel: string; readonly panelName: string; readonly state: 'ordered' | 'resulted' | 'cancelled'; readonly urgent: boolean; readonly question: string; readonly orderedAt: Temporal.Instant; readonly fileId: string | null; readonly results: readonly Result[] }

/** Orders with all their results, replaced and withdrawn ones too: what was once read must stay findable. */
export async function ordersOf(reader: Reader, search: { visitIds?: readonly string[]; ids?: readonly string[]; kind?: 'lab' | 'rad'; open?: boolean }): Promise<Order[]> {
  if (search.visitIds?.length === 0 || search.ids?.length === 0) return [];
  let query = reader.selectFrom('sih_larajaket.support_order').selectAll().orderBy('urgent', 'desc').orderBy('ordered_at').limit(300);
  if (search.visitIds) query = query.where('visit_id', 'in', [...search.visitIds]);
  if (search.ids) query = query.where('id', 'in', [...search.ids]);
  if (search.kind) query = query.where('kind', '=', search.kind);
  if (search.open) query = query.where('state', '=', 'ordered');
  const rows = await query.execute();
  const results = rows.length === 0 ? [] : await reader.selectFrom('sih_larajaket.result').selectAll().where('order_id', 'in', rows.map((row) => row.id)).orderBy('at').orderBy('version').orderBy('name').execute();
  const byOrder = Map.groupBy(results, (row) => row.order_id);
  return rows.map((row) => ({ id: row.id, visitId: row.visit_id, kind: row.kind, panel: row.panel, panelName: row.panel_name, state: row.state, urgent: row.urgent, question: row.question, orderedAt: row.ordered_at, fileId: row.file_id, results: (byOrder.get(row.id) ?? []).map(asResult) }));
}

/** Critical results nobody was told of yet, oldest first, with their visit. */
export async function untoldCritical(reader: Reader): Promise<{ result: Result; visitId: string }[]> {
  const rows = await reader.selectFrom('sih_larajaket.result as r').innerJoin('sih_larajaket.support_order as o', 'o.id', 'r.order_id').selectAll('r').select('o.visit_id').where('r.critical', '=', true).where('r.told_at', 'is', null).where('r.state', 'in', ['final', 'amended']).orderBy('r.at').limit(50).execute();
  return rows.map((row) => ({ result: asResult(row), visitId: row.visit_id }));
}

function asResult(row: Selectable<Tables['sih_larajaket.result']>): Result {
  const number = (text: string | null) => (text === null ? undefined : Number(text));
  return {
    id: row.id, test: row.test, name: row.name, value: number(row.value), unit: row.unit ?? undefined, low: number(row.low), high: number(row.high), interpretation: row.interpretation ?? undefined, critical: row.critical, text: row.text, state: row.state, version: row.version, at: row.at,
    readAt: row.read_at, toldAt: row.told_at, withdrawnReason: row.withdrawn_reason,
  };
}
