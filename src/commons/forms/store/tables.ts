import { sql, type ColumnType } from 'kysely';

type At = ColumnType<Temporal.Instant, string, string>;
type AtOrNever = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>;

export interface FormTables {
  'forms.form': { id: string; version: number; hash: string; document: ColumnType<unknown, string, never>; declared_at: At };
  'forms.draft': {
    id: string; form: string; version: number; link_index: string; code_index: string; sealed: string; state: 'open' | 'sent' | 'expired';
    begun_at: At; begun_by: string; changed_at: At; expires_at: At; sent_at: AtOrNever; sent_to: string | null;
  };
  'forms.prefilled': { id: string; draft: string; provider: string; fields: string[]; consent: string; consented_at: At; consented_by: string };
}

/** An instant as a value to compare a `timestamptz` with. */
export function instant(at: Temporal.Instant) {
  return sql<Temporal.Instant>`${at.toString()}::timestamptz`;
}
