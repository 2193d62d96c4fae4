import { sql } from 'kysely';
import { sha256 } from '#kernel/digest';
import { crockfordCode, readCrockford, type RandomBytes } from '#kernel/ids';
import { Problem } from '#kernel/problem';
import type { Database, Work } from '#platform/database';
import { refusals } from '../problems.ts';
import { skmReference } from '../reference.ts';
import type { SurveyTables } from './tables.ts';

/** The service event somebody may rate. */
export interface Rateable {
  readonly service: string;
  readonly agency: string;
  /** The event of this same work that says somebody was served. */
  readonly event: { readonly type: string; readonly subject: string };
  readonly channel: string;
  /** Code of the kecamatan, if the service knows it. */
  readonly district?: string | undefined;
}

export interface Invitation {
  /** Read out or printed: `7K2M-9QXA-31PD`. Shown once; only its hash is kept. */
  readonly code: string;
  /** Path of the answer page. */
  readonly path: string;
}

/** What a code stands for. */
export interface TokenFacts {
  readonly service: string;
  readonly agency: string;
  readonly channel: string;
  readonly district: string | undefined;
}

/** Gives one code for one event. A second call for the same event gives nothing: an event is rated once. */
export async function issueToken(work: Work, random: RandomBytes, about: Rateable): Promise<Invitation | undefined> {
  const plain = crockfordCode(12, random);
  const inserted = await work.tables<SurveyTables>().insertInto('survey.token').values({
    code_hash: sha256(plain), service: about.service, agency: about.agency, event_type: about.event.type, event_subject: about.event.subject,
    channel: about.channel, district: about.district ?? null, issued_at: work.now.toString(), expires_at: work.now.add({ hours: 24 * skmReference.tokenDays }).toString(),
  }).onConflict((conflict) => conflict.constraint('token_once_per_event').doNothing()).returning('code_hash').executeTakeFirst();
  if (!inserted) return undefined;
  return { code: plain.match(/.{4}/g)?.join('-') ?? plain, path: `/skm/isi/${plain}` };
}

/** Reads a code without using it; throws the problem when it is unknown, used or too old. */
export async function lookAtToken(database: Database, typed: string): Promise<TokenFacts> {
  const row = await database.read<SurveyTables>().selectFrom('survey.token').selectAll().where('code_hash', '=', hashOf(typed)).executeTakeFirst();
  return usable(row, database.clock.now());
}

/** Uses a code up in this work. Two at the same moment: the second waits and finds it used. */
export async function spendToken(work: Work, typed: string): Promise<TokenFacts> {
  const tables = work.tables<SurveyTables>();
  const row = await tables.selectFrom('survey.token').selectAll().where('code_hash', '=', hashOf(typed)).forUpdate().executeTakeFirst();
  const facts = usable(row, work.now);
  await tables.updateTable('survey.token').set({ used: sql<boolean>`true` }).where('code_hash', '=', hashOf(typed)).execute();
  return facts;
}

function usable(row: { service: string; agency: string; channel: string; district: string | null; used: boolean; expires_at: Temporal.Instant } | undefined, now: Temporal.Instant): TokenFacts {
  if (!row) throw new Problem(refusals.unknownCode);
  if (row.used) throw new Problem(refusals.used);
  if (Temporal.Instant.compare(row.expires_at, now) <= 0) throw new Problem(refusals.expired);
  return { service: row.service, agency: row.agency, channel: row.channel, district: row.district ?? undefined };
}

const hashOf = (typed: string) => sha256(readCrockford(typed));
