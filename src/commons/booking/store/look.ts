import { sql, type Selectable } from 'kysely';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import type { BookingTables } from '../tables.ts';
import type { ClaimInput, Session } from '../types.ts';
import { toSession } from './reading.ts';

/** All a claim must know before it takes anything. */
export interface Look {
  readonly session: Session;
  /** What the key made already. */
  readonly known?: { readonly bookingId: string; readonly fingerprint: string } | undefined;
  /** Another active booking of the same party, date and scope (`same`), or of the same reference. */
  readonly twin?: { readonly id: string; readonly code: string; readonly same: boolean } | undefined;
  /** A hold of this session ran out and nobody has swept it yet. */
  readonly lapsed: boolean;
}

type Row = Selectable<BookingTables['booking.session']> & {
  pools: { session_id: string; pool: string; quota: number; issued: number; ceiling: number; flagged: boolean }[]; twins: { id: string; code: string; same: boolean }[] | null;
  known: string | null; fingerprint: string | null; lapsed: boolean;
};

/** One statement without a lock: most claims on a popular session are refused, and a refusal should cost next to nothing. */
export async function lookBeforeClaim(work: Work, { sessionId, party, scope, reference = null, key }: Pick<ClaimInput, 'sessionId' | 'party' | 'scope' | 'key'> & { reference?: string | undefined | null }): Promise<Look> {
  const { rows } = await sql<Row>`
    select s.*, k.booking_id as known, k.fingerprint,
      (select jsonb_agg(to_jsonb(p) order by p.pool) from booking.pool p where p.session_id = s.id) as pools,
      (select jsonb_agg(jsonb_build_object('id', b.id, 'code', b.code, 'same', b.party = ${party}::text and b.date = s.date and b.scope = ${scope}::text)) from booking.booking b
        where b.service = s.service and b.state in ('held', 'booked', 'confirmed', 'checked_in') and ((b.party = ${party}::text and b.date = s.date and b.scope = ${scope}::text) or b.reference = ${reference}::text)) as twins,
      exists (select from booking.booking h where h.service = s.service and h.state = 'held' and h.held_until <= ${work.now.toString()}::timestamptz and h.session_id = s.id) as lapsed
    from booking.session s left join booking.claim_key k on k.key = ${key}::text where s.id = ${sessionId}::uuid`.execute(work.tables<BookingTables>());
  const row = rows[0];
  if (!row) throw new Problem(refusals.unknown);
  const twins = row.twins ?? [];
  return {
    session: toSession(row, row.pools), known: row.known !== null && row.fingerprint !== null ? { bookingId: row.known, fingerprint: row.fingerprint } : undefined,
    twin: twins.find((twin) => twin.same) ?? twins[0], lapsed: row.lapsed,
  };
}
