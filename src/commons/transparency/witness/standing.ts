import { sql } from 'kysely';
import type { Database } from '#platform/database';
import type { Tables } from '../tables.ts';

/** How far others stand behind the log. */
export interface Standing {
  /** How many witnesses must have signed the same checkpoint, and how many are asked. */
  readonly needed: number;
  readonly asked: number;
  /** When so many last signed one checkpoint. */
  readonly since: Temporal.Instant | undefined;
  /** More than a day without: the page says "belum disaksikan". */
  readonly overdue: boolean;
  readonly alarms: readonly { readonly at: Temporal.Instant; readonly witness: string; readonly why: string }[];
}

const grace = { hours: 24 };

/** Reads the policy of the log: enough witnesses on one checkpoint within a day, and no witness that ever saw another log. */
export async function readStanding(database: Database, asked: number, needed: number): Promise<Standing> {
  const tables = database.read<Tables>();
  const { rows: [full] } = await sql<{ at: Temporal.Instant | null }>`select max(at) as at from (select max(seen_at) as at from transparency.cosignature group by size having count(*) >= ${needed}) as signed`.execute(tables as never);
  const alarms = await tables.selectFrom('transparency.alarm').select(['at', 'witness', 'why']).orderBy('at', 'desc').limit(20).execute();
  const since = full?.at ?? undefined;
  return {
    needed, asked, since,
    overdue: since === undefined || Temporal.Instant.compare(since, database.clock.now().subtract(grace)) < 0,
    alarms: alarms.map((alarm) => ({ ...alarm, at: alarm.at as Temporal.Instant })),
  };
}
