import { sql } from 'kysely';
import type { cosigner } from '#kernel/note';
import { noteVerifier } from '#kernel/note';
import type { Database } from '#platform/database';
import type { Tables } from '../tables.ts';
import { claimedOrigin, judge, readWitnessRequest, type Verdict } from './rules.ts';

/** Answers another log's request to be witnessed. The state moves and the signature is made only if nothing contradicts what was signed before. */
export async function addCheckpoint(database: Database, witness: ReturnType<typeof cosigner>, body: string): Promise<{ verdict: Verdict; line?: string }> {
  const request = readWitnessRequest(body);
  if (!request) return { verdict: { status: 400 } };
  const origin = claimedOrigin(request.note);
  return database.journal<Tables, { verdict: Verdict; line?: string }>(async (tables) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`witness ${origin}`}))`.execute(tables);
    const row = await tables.selectFrom('transparency.witnessed').selectAll().where('origin', '=', origin).executeTakeFirst();
    const verdict = judge(request, row && { size: Number(row.size), root: row.root ?? undefined, key: noteVerifier(row.verifier_key) });
    if (verdict.status !== 200) return { verdict };
    const now = database.clock.now();
    await tables.updateTable('transparency.witnessed').set({ size: verdict.size, root: Buffer.from(verdict.root), seen_at: now.toString() }).where('origin', '=', origin).execute();
    return { verdict, line: witness.line(verdict.text, Math.floor(now.epochMilliseconds / 1000)) };
  });
}

/** Starts to witness a log by its published key. */
export async function watchLog(database: Database, verifierKey: string): Promise<void> {
  const { name } = noteVerifier(verifierKey);
  await database.journal<Tables, unknown>((tables) => tables.insertInto('transparency.witnessed').values({ origin: name, verifier_key: verifierKey, size: 0, root: null, seen_at: null }).onConflict((conflict) => conflict.doNothing()).execute());
}
