import type { Kysely } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import type { Database } from '#platform/database';
import { panelFor, rankProposals } from './rules/ranking.ts';
import type { ContestTables } from './tables.ts';

type Reader = Kysely<ContestTables> | ReadonlyKysely<ContestTables>;

export async function listContests(database: Database) {
  return database.read<ContestTables>().selectFrom('hub.contest').selectAll().orderBy('closes_at', 'desc').execute();
}

export async function contestOf(tables: Reader, id: string) {
  return /^[0-9a-f-]{36}$/.test(id) ? tables.selectFrom('hub.contest').selectAll().where('id', '=', id).executeTakeFirst() : undefined;
}

export async function proposalsOf(tables: Reader, contest: string) {
  return tables.selectFrom('hub.proposal').selectAll().where('contest', '=', contest).orderBy('number').execute();
}

export async function jurorsOf(tables: Reader, contest: string) {
  return tables.selectFrom('hub.contest_juror').selectAll().where('contest', '=', contest).orderBy('seat').execute();
}

/** The accounts that score a proposal now, reserves in place of whoever declared a conflict. */
export async function panelOf(tables: Reader, contest: string, proposal: string): Promise<string[]> {
  const conflicts = await tables.selectFrom('hub.juror_conflict').select('account').where('proposal', '=', proposal).execute();
  return panelFor(await jurorsOf(tables, contest), new Set(conflicts.map((row) => row.account)));
}

/** Places of a contest from the final scores of those who sit on each panel. */
export async function resultsOf(tables: Reader, contest: { readonly id: string; readonly rubric: ContestTables['hub.contest']['rubric']['__select__'] }) {
  const proposals = (await proposalsOf(tables, contest.id)).filter((one) => one.submitted_at !== null);
  const scores = proposals.length === 0 ? [] : await tables.selectFrom('hub.juror_score').selectAll().where('proposal', 'in', proposals.map((one) => one.id)).where('final', '=', true).execute();
  const panels = new Map(await Promise.all(proposals.map(async (one) => [one.id, await panelOf(tables, contest.id, one.id)] as const)));
  const scored = proposals.map((one) => ({
    id: one.id, submittedAt: one.submitted_at ?? Temporal.Instant.fromEpochMilliseconds(0),
    jurors: new Map(scores.filter((row) => row.proposal === one.id && panels.get(one.id)?.includes(row.account)).map((row) => [row.account, row.scores] as const)),
  }));
  const missing = scored.filter((one) => one.jurors.size < (panels.get(one.id)?.length ?? 0)).length;
  return { ...rankProposals(contest.rubric, scored), missing, proposals };
}
