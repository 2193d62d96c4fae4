import { sql } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import type { Work } from '#platform/database';
import { Problem } from '#kernel/problem';
import { refusals } from '../problems.ts';
import { standingOf, type Standing } from '../rules/standing.ts';
import type { DocumentState, SigningTables } from '../tables.ts';

type Reader = ReadonlyKysely<SigningTables>;

/** A document as pages and services see it. */
export interface DocumentFacts {
  readonly id: string;
  readonly class: string;
  readonly service: string;
  /** Id of the service's own thing (a case). */
  readonly subject: string;
  readonly agency: string;
  readonly position: string;
  readonly label: string;
  readonly initials: string;
  readonly state: DocumentState;
  readonly number: string | undefined;
  readonly code: string;
  readonly issuedAt: Temporal.Instant | undefined;
  readonly signedAt: Temporal.Instant | undefined;
  readonly sha256: string | undefined;
  readonly file: string | undefined;
  readonly expiresOn: string | null;
  readonly standing: Standing;
  readonly returnedBecause: string | undefined;
  /** Why it was revoked, superseded, withdrawn or suspended. */
  readonly endedBecause: string | undefined;
  /** Code of the document that took its place. */
  readonly replacedBy: string | undefined;
  readonly preparedAt: Temporal.Instant;
}

function select(reader: Reader) {
  return reader.selectFrom('signing.document as document')
    .leftJoin('signing.number as number', (join) => join.onRef('number.document', '=', 'document.id').on('number.void_at', 'is', null))
    .leftJoin('signing.document as later', 'later.id', 'document.superseded_by')
    .selectAll('document').select(['number.number', 'later.code as later_code'])
    .select((query) => query.selectFrom('signing.number as ended').select('ended.number').whereRef('ended.document', '=', 'document.id').where('ended.void_at', 'is not', null).orderBy('ended.given_at', 'desc').limit(1).as('void_number'));
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

function read(row: Row, today: Temporal.PlainDate): DocumentFacts {
  const expiresOn = row.expires_on === null ? null : String(row.expires_on);
  return {
    id: row.id, class: row.class, service: row.service, subject: row.subject, agency: row.agency, position: row.position, label: row.label, initials: row.initials, state: row.state,
    number: row.number ?? (row.state === 'void' ? row.void_number ?? undefined : undefined), code: row.code, issuedAt: row.issued_at ?? undefined, signedAt: row.signed_at ?? undefined, sha256: row.signed_sha256 ?? undefined, file: row.signed_file ?? undefined, expiresOn,
    standing: standingOf({ state: row.state, revoked: row.revoked_at !== null, superseded: row.superseded_by !== null, suspended: row.suspended_at !== null, expiresOn }, today),
    returnedBecause: row.returned_because ?? undefined, endedBecause: row.ended_because ?? row.suspended_because ?? undefined, replacedBy: row.later_code ?? undefined, preparedAt: row.prepared_at,
  };
}

export async function documentBy(reader: Reader, by: { id: string } | { code: string } | { sha256: string }, today: Temporal.PlainDate): Promise<DocumentFacts | undefined> {
  const column = 'id' in by ? 'document.id' : 'code' in by ? 'document.code' : 'document.signed_sha256';
  const row = await select(reader).where(column, '=', Object.values(by)[0] as string).executeTakeFirst();
  return row && read(row, today);
}

/** Documents of a service's thing, oldest first. */
export async function documentsOf(reader: Reader, service: string, subject: string, today: Temporal.PlainDate): Promise<DocumentFacts[]> {
  return (await select(reader).where('document.service', '=', service).where('document.subject', '=', subject).orderBy('document.prepared_at').orderBy('document.id').execute()).map((row) => read(row, today));
}

/** What waits for these positions, oldest first; of `standsInFor` only what waited too long. */
export async function waitingFor(reader: Reader, own: readonly string[], standsInFor: readonly { id: string; before: Temporal.Instant }[], today: Temporal.PlainDate): Promise<DocumentFacts[]> {
  if (own.length + standsInFor.length === 0) return [];
  const rows = await select(reader).where('document.state', 'in', ['waiting', 'signing']).where((test) => test.or([
    ...(own.length > 0 ? [test('document.position', 'in', own)] : []),
    ...standsInFor.map((one) => test.and([test('document.position', '=', one.id), test('document.prepared_at', '<=', sql<Temporal.Instant>`${one.before.toString()}::timestamptz`)])),
  ])).orderBy('document.prepared_at').orderBy('document.id').limit(500).execute();
  return rows.map((row) => read(row, today));
}

/** Locks a document for a change. Throws `signing/unknown`. */
export async function lockDocument(work: Work, id: string) {
  const row = await work.tables<SigningTables>().selectFrom('signing.document').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new Problem(refusals.unknown);
  return row;
}
