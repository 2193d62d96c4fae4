import type { ColumnType } from 'kysely';
import type { Database } from '#platform/database';
import type { Vault } from '#platform/vault';

type At = ColumnType<Temporal.Instant, string, string>;

export interface AccountTables {
  'hub.data_request': {
    id: string; owner: string; person: string | null; kind: RequestKind; words_sealed: string; asked_at: At; due_at: At; answer_sealed: string | null; outcome: 'done' | 'refused' | null;
    answered_at: ColumnType<Temporal.Instant | null, string | null, string | null>; answered_by: string | null;
  };
}

export type RequestKind = 'correction' | 'erasure' | 'question';

export interface DataRequest {
  readonly id: string; readonly kind: RequestKind; readonly person: string | undefined; readonly words: string; readonly askedAt: Temporal.Instant; readonly dueAt: Temporal.Instant;
  readonly answer: string | undefined; readonly outcome: 'done' | 'refused' | undefined;
}

/** What seals the words of a request, and its answer. */
export const wordsAbout = (id: string) => `hub/data-request/${id}`;
export const answerAbout = (id: string) => `hub/data-answer/${id}`;

/** Requests of one resident, or all that wait for an answer, the most urgent first. */
export async function readRequests(deps: { database: Database; vault: Vault }, where: { owner: string } | 'waiting'): Promise<DataRequest[]> {
  const query = deps.database.read<AccountTables>().selectFrom('hub.data_request').selectAll().limit(200);
  const rows = await (where === 'waiting' ? query.where('outcome', 'is', null).orderBy('due_at') : query.where('owner', '=', where.owner).orderBy('asked_at', 'desc')).execute();
  return rows.map((row) => ({
    id: row.id, kind: row.kind, person: row.person ?? undefined, words: deps.vault.open(row.words_sealed, wordsAbout(row.id)), askedAt: row.asked_at, dueAt: row.due_at,
    answer: row.answer_sealed === null ? undefined : deps.vault.open(row.answer_sealed, answerAbout(row.id)), outcome: row.outcome ?? undefined,
  }));
}
