import type { ColumnType } from 'kysely';

/** `timestamptz`: read as an instant, written as its text. */
type At = ColumnType<Temporal.Instant, string, string>;
type AtOrNever = ColumnType<Temporal.Instant | null, string | null, string | null>;

export interface AccessTables {
  'access.grant': {
    id: string; account: string; role: string; agency: string; valid_from: At; valid_to: AtOrNever;
    granted_by: string; reason: string; revoked_by: string | null; revoked_because: string | null;
  };
  'access.reading': {
    id: string; at: At; person: string; actor_kind: string; actor_id: string; agency: string | null; channel: string; service: string;
    fields: string[]; purpose: string; break_glass: boolean; reason: string | null; request_id: string | null;
    body: string; position: bigint | null; hash: string | null;
  };
}
