import { canonicalJson } from '#kernel/digest';
import type { Work } from '#platform/database';
import type { Tables } from './tables.ts';

/** What the log tells. `payload` names by SHA-256 what was published elsewhere; personal data never enters, not even hashed. */
export interface LogStatement {
  readonly type: 'inovasi.status' | 'standar.versi' | 'rilis' | 'koreksi' | 'penutupan.harian' | 'bukti' | 'audit.hasil' | 'kunci.rotasi';
  readonly subject: string;
  readonly period?: string;
  readonly payloadSha256: string;
  readonly method: string;
  readonly replaces?: string;
}

/** Puts a statement into the log with this very transaction; it gets its index within about a second. Returns its id. */
export async function state(work: Work, origin: string, statement: LogStatement): Promise<string> {
  const id = work.newId();
  const body = canonicalJson({
    v: 1, id, type: statement.type, origin, subject: statement.subject, period: statement.period, payload_sha256: statement.payloadSha256,
    method: statement.method, at: work.now, replaces: statement.replaces,
  });
  await work.tables<Tables>().insertInto('transparency.pending').values({ id, type: statement.type, subject: statement.subject, body, added_at: work.now.toString() }).execute();
  return id;
}
