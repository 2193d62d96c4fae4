import type { Reader } from './reader.ts';

export interface DeviceTrouble {
  readonly id: string;
  readonly kind: string;
  readonly outcome: 'conflict' | 'rejected';
  readonly at: Temporal.Instant;
  readonly reason: string | undefined;
  /** What the device wrote beside what stands; `theirs` is empty when it was refused. */
  readonly parts: readonly { readonly part: string; readonly mine: string; readonly theirs: string }[];
}

/** What devices wrote in a visit that did not fit and nobody compared yet, oldest first. */
export async function troublesOf(reader: Reader, visitId: string): Promise<DeviceTrouble[]> {
  const rows = await reader.selectFrom('sih_larajaket.device_event').selectAll().where('visit_id', '=', visitId).where('outcome', '<>', 'applied').where('settled_at', 'is', null).orderBy('received_at').execute();
  return rows.map((row) => {
    const detail = row.detail as { reason?: string; parts?: DeviceTrouble['parts']; note?: Record<string, string>; rx?: Record<string, string>; triage?: { vitals: Record<string, string> } };
    const written = detail.parts ?? Object.entries(detail.note ?? detail.rx ?? detail.triage?.vitals ?? {}).filter(([, mine]) => mine !== '').map(([part, mine]) => ({ part, mine, theirs: '' }));
    return { id: row.id, kind: row.kind, outcome: row.outcome === 'conflict' ? 'conflict' : 'rejected', at: row.happened_at ?? row.received_at, reason: detail.reason, parts: written };
  });
}
