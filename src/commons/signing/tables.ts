import type { ColumnType } from 'kysely';

type At = ColumnType<Temporal.Instant, string, string>;
type MaybeAt = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>;
type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

export type DocumentState = 'waiting' | 'signing' | 'signed' | 'withdrawn' | 'void';
export type HolderKind = 'definitive' | 'plh' | 'plt';

/** Schema `signing` as Kysely sees it. */
export interface SigningTables {
  'signing.substitute': { position: string; substitute: string; after_hours: number };
  'signing.former_position': { id: string; agency: string; title: string };
  'signing.holder': {
    id: string; position: string; kind: HolderKind; account: string; name: string; rank: Maybe<string>; nip: Maybe<string>; sealed_nik: Maybe<string>; decree: string;
    valid_from: string; valid_to: Maybe<string>; ended_at: MaybeAt; recorded_at: At; recorded_by: string;
  };
  'signing.counter': { series: string; year: number; last: number };
  'signing.document': {
    id: string; class: string; service: string; subject: string; agency: string; position: string; label: string; initials: string; sealed_data: string; state: DocumentState;
    returned_because: Maybe<string>; code: string; holder: Maybe<string>; issued_at: MaybeAt; unsigned_file: Maybe<string>; unsigned_sha256: Maybe<string>; template_version: Maybe<number>; template_hash: Maybe<string>;
    signed_file: Maybe<string>; signed_sha256: Maybe<string>; signed_at: MaybeAt; signer_serial: Maybe<string>; expires_on: Maybe<string>; ended_because: Maybe<string>; revoked_at: MaybeAt;
    superseded_by: Maybe<string>; suspended_at: MaybeAt; suspended_because: Maybe<string>; prepared_at: At; prepared_by: string;
  };
  'signing.number': { series: string; year: number; seq: number; number: string; document: string; given_at: At; void_at: MaybeAt; void_because: Maybe<string> };
  'signing.opening': { document: string; account: string; how: 'opened' | 'unread'; at: At };
  'signing.batch': { id: string; account: string; started_at: At; beat_at: At; finished_at: MaybeAt };
  'signing.batch_item': { batch: string; document: string; turn: number; outcome: Maybe<'signed' | 'returned'>; reason: Maybe<string>; at: MaybeAt };
  'signing.request': { id: string; document: string; batch: string; holder: string; unsigned_sha256: string; asked_at: At; answered_at: MaybeAt; outcome: Maybe<string> };
}
