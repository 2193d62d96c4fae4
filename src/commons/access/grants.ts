import { sql, type Kysely } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Database, Work } from '#platform/database';
import type { Catalogue } from './catalogue.ts';
import { whyNotGrant, whyNotReach } from './grant-rules.ts';
import { refusals } from './problems.ts';
import type { AccessTables } from './tables.ts';

export interface Grant {
  readonly id: string;
  readonly account: string;
  readonly role: string;
  readonly agency: string;
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant | undefined;
  readonly grantedBy: string;
  readonly reason: string;
}

type Reader = Kysely<AccessTables> | ReadonlyKysely<AccessTables>;

const reason = z.string().trim().min(3, 'Tulis alasannya.').max(500);

/** `access/grant` and `access/revoke`. */
export function grantActions(catalogue: Catalogue) {
  const grant = action({
    name: 'access/grant',
    input: z.object({ account: z.string().min(1), role: z.string().min(1), agency: z.string().min(1), from: z.iso.datetime({ offset: true }).optional(), to: z.iso.datetime({ offset: true }).optional(), reason }),
    allow: 'access/grant',
    constraints: { grant_once: refusals.alreadyGranted, grant_not_to_oneself: refusals.notToYourself, grant_order: refusals.untilBeforeFrom },
    async run(work: Work, input) {
      const why = whyNotGrant(work.actor, input.account, catalogue.role(input.role), input.agency);
      if (why) throw new Problem(why);
      const grantId = await storeGrant(work, input);
      return { grantId };
    },
  });
  const revoke = action({
    name: 'access/revoke',
    input: z.object({ grantId: z.uuid(), reason }),
    allow: 'access/grant',
    async run(work: Work, input) {
      const row = await work.tables<AccessTables>().selectFrom('access.grant').selectAll().where('id', '=', input.grantId).forUpdate().executeTakeFirst();
      if (!row) throw new Problem(refusals.unknownGrant);
      const why = whyNotReach(work.actor, catalogue.role(row.role), row.agency);
      if (why) throw new Problem(why);
      await endGrant(work, row.id, input.reason);
      work.note({ subject: row.account, role: row.role, agency: row.agency, reason: input.reason });
      return { account: row.account };
    },
  });
  return { grant, revoke };
}

/** Stores a grant without asking who may: for the first administrator and for demonstration accounts, which no administrator could grant. */
export async function storeGrant(work: Work, input: { account: string; role: string; agency: string; from?: string | undefined; to?: string | undefined; reason: string }): Promise<string> {
  const id = work.newId();
  await work.tables<AccessTables>().insertInto('access.grant').values({
    id, account: input.account, role: input.role, agency: input.agency, valid_from: input.from ?? work.now.toString(), valid_to: input.to ?? null,
    granted_by: work.actor.id, reason: input.reason, revoked_by: null, revoked_because: null,
  }).execute();
  work.note({ subject: input.account, role: input.role, agency: input.agency, reason: input.reason });
  work.emit({ type: 'access/granted', version: 1, subject: id, data: { role: input.role, agency: input.agency } });
  return id;
}

async function endGrant(work: Work, id: string, because: string): Promise<void> {
  await work.tables<AccessTables>().updateTable('access.grant')
    .set({ valid_to: sql<string>`greatest(valid_from, least(coalesce(valid_to, ${work.now.toString()}), ${work.now.toString()}::timestamptz))`, revoked_by: work.actor.id, revoked_because: because })
    .where('id', '=', id).execute();
  work.emit({ type: 'access/revoked', version: 1, subject: id, data: {} });
}

/** Grants of an account that are or will be in force at `now`. */
export async function currentGrants(reader: Reader, account: string, now: Temporal.Instant): Promise<Grant[]> {
  const rows = await reader.selectFrom('access.grant').selectAll().where('account', '=', account)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', sql<Temporal.Instant>`${now.toString()}::timestamptz`)])).orderBy('valid_from').execute();
  return rows.map((row) => ({ id: row.id, account: row.account, role: row.role, agency: row.agency, from: row.valid_from, to: row.valid_to ?? undefined, grantedBy: row.granted_by, reason: row.reason }));
}

/** What an account may do for one agency now. */
export async function permissionsFor(deps: { database: Database; catalogue: Catalogue }, account: string, agency: string): Promise<ReadonlySet<string>> {
  const now = deps.database.clock.now();
  const grants = await currentGrants(deps.database.read<AccessTables>(), account, now);
  const inForce = grants.filter((grant) => grant.agency === agency && Temporal.Instant.compare(grant.from, now) <= 0);
  return deps.catalogue.permissionsOf(inForce.map((grant) => grant.role));
}
