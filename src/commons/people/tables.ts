import { sql, type ColumnType, type Generated, type GeneratedAlways } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import type { Database, Work } from '#platform/database';

/** `timestamptz`: read as an instant, written as its text. */
type At = ColumnType<Temporal.Instant, string, string>;
type AtOrNever = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>;

export interface PeopleTables {
  'people.person': {
    id: string; name: string; letters: string; titles_before: string; titles_after: string; sex: 'L' | 'P' | null; birth_date: string | null;
    village: string | null; address: string | null; mother: string | null; merged_into: string | null; erased_at: AtOrNever; created_at: At;
  };
  'people.identifier': {
    id: string; person: string; kind: string; sealed: string; fingerprint: string; tail_fingerprint: string | null; masked: string;
    contested: Generated<boolean>; valid_from: At; valid_to: AtOrNever; ended_because: string | null;
  };
  'people.contact': { id: string; state: Generated<'active' | 'suspended'>; suspended_because: string | null; created_at: At };
  'people.contact_address': { id: string; contact: string; kind: 'phone' | 'conversation'; fingerprint: string; sealed: string | null; masked: string; since: At; ended_at: AtOrNever };
  'people.contact_member': {
    id: string; contact: string; person: string; place: number; relation: string; consent_version: string; show_poli: boolean; proof: string;
    bound_at: At; bound_by: string; ended_at: AtOrNever; ended_because: string | null;
  };
  'people.consent': { id: string; turn: GeneratedAlways<bigint>; contact: string; person: string; version: string; what: string; at: At; actor: string };
  'people.link': { fingerprint: string; contact: string; purpose: string; expires_at: At; used_at: AtOrNever };
  'people.proof': { id: string; contact: string; person: string | null; code_fingerprint: string; started_at: At; expires_at: At; tries: Generated<number>; used_at: AtOrNever };
  'people.naming': { actor: string; person: string; service: string; purpose: string; hour: string };
}

/** Reading inside a write or outside of one. */
export type Reader = Pick<ReadonlyKysely<PeopleTables>, 'selectFrom'>;

export function reader(database: Database, within: Work | undefined): Reader {
  return within?.tables<PeopleTables>() ?? database.read<PeopleTables>();
}

/** An instant as a value to compare a `timestamptz` with. */
export function instant(at: Temporal.Instant) {
  return sql<Temporal.Instant>`${at.toString()}::timestamptz`;
}
