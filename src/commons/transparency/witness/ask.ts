import { cosignatureVerifier, openNote } from '#kernel/note';
import type { Database } from '#platform/database';
import type { TransparencyLog } from '../log.ts';
import type { Tables } from '../tables.ts';

/** A witness we ask: where it listens and by which key its line is known. */
export interface WitnessAddress { readonly url: string; readonly verifierKey: string }

/** Asks one witness to sign our newest checkpoint. It may know an older or newer size than we think: its 409 says which, and we ask once more from there. */
export async function askWitness(database: Database, log: TransparencyLog, witness: WitnessAddress, send: typeof fetch = fetch): Promise<'cosigned' | 'refused' | 'contradicted' | 'nothing to sign'> {
  const newest = await log.checkpoint();
  if (!newest) return 'nothing to sign';
  const bare = newest.note.slice(0, newest.note.indexOf('\n\n') + 2) + (newest.note.slice(newest.note.indexOf('\n\n') + 2).split('\n')[0] ?? '') + '\n';
  const ask = async (old: number) => {
    const proof = old === 0 ? [] : await log.proveConsistency(old, newest.size);
    const lines = [`old ${old}`, ...proof.map((hash) => Buffer.from(hash).toString('base64'))];
    return send(`${witness.url}/add-checkpoint`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: `${lines.join('\n')}\n\n${bare}`, signal: AbortSignal.timeout(10_000) });
  };
  const key = cosignatureVerifier(witness.verifierKey);
  let answer = await ask(await lastSeenBy(database, key.name));
  if (answer.status === 409) {
    const size = Number(await answer.text());
    if (!Number.isSafeInteger(size) || size < 0) return 'refused';
    // It signed a longer log than we ever published: one of the two was forked or rewound.
    if (size > newest.size) return contradicted(database, key.name, `Saksi pernah menandatangani ${size} catatan, kami menerbitkan ${newest.size}.`);
    answer = await ask(size);
    if (answer.status === 409) return contradicted(database, key.name, `Saksi mengenal catatan lain pada ukuran ${size}.`);
  }
  if (answer.status === 422) return contradicted(database, key.name, 'Saksi menyatakan catatan ini bukan lanjutan dari yang pernah dilihatnya.');
  if (answer.status !== 200) return 'refused';
  const line = await answer.text();
  if (!openNote(`${bare.slice(0, bare.indexOf('\n\n') + 2)}${line}`, [key])) return 'refused';
  await database.journal<Tables, unknown>((tables) => tables.insertInto('transparency.cosignature').values({ size: newest.size, witness: key.name, line, seen_at: database.clock.now().toString() }).onConflict((conflict) => conflict.doNothing()).execute());
  return 'cosigned';
}

/** Once for each thing said: an alarm that repeats every minute is read by nobody. */
async function contradicted(database: Database, witness: string, why: string): Promise<'contradicted'> {
  await database.journal<Tables, unknown>(async (tables) => {
    const known = await tables.selectFrom('transparency.alarm').select('id').where('witness', '=', witness).where('why', '=', why).executeTakeFirst();
    if (!known) await tables.insertInto('transparency.alarm').values({ id: crypto.randomUUID(), at: database.clock.now().toString(), witness, why }).execute();
  });
  return 'contradicted';
}

async function lastSeenBy(database: Database, witness: string): Promise<number> {
  const last = await database.read<Tables>().selectFrom('transparency.cosignature').select('size').where('witness', '=', witness).orderBy('size', 'desc').limit(1).executeTakeFirst();
  return Number(last?.size ?? 0);
}
