import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { sql, type ColumnType } from 'kysely';
import { can, type Actor } from '#kernel/actor';
import { uuidv7, type RandomBytes } from '#kernel/ids';
import { Problem, type ProblemSpec } from '#kernel/problem';
import type { Database } from '#platform/database';
import type { FileKind, Received } from './files.ts';
import { sameFile } from './fingerprint.ts';
import { refusals } from './problems.ts';

/** An upload as its sender sees it. */
export interface Upload {
  readonly id: string;
  readonly kind: string;
  readonly size: number;
  readonly offset: number;
  readonly state: 'receiving' | 'done' | 'refused';
  readonly expiresAt: Temporal.Instant;
}

type At = ColumnType<Temporal.Instant, string, string>;
interface UploadTables {
  'files.upload': { id: string; kind: string; sha256: string; size: bigint; name: string; actor_id: string; state: 'receiving' | 'done' | 'refused'; outcome: ColumnType<unknown, string | null, string>; begun_at: At; expires_at: At };
}

/** Days an upload waits for its rest, and a finished one for the action that needs it: a phone may lie dead for two of them. */
const keptDays = 7;
/** Uploads one actor may have under way or unclaimed. */
const mostUploads = 200;

export type Uploads = ReturnType<typeof openUploads>;

/** Pieces are written where they belong in one file; only the whole file, with the promised hash, is judged and taken in. */
export function openUploads(deps: { database: Database; folder: string; random: RandomBytes; kindOf: (name: string) => FileKind | undefined; receive: (source: Readable, given: { kind: string; name: string }) => Promise<Received> }) {
  const { database, kindOf, receive } = deps;
  const place = (id: string) => join(deps.folder, 'uploads', id);
  const writing = new Set<string>();
  const offsetOf = (id: string) => stat(place(id)).then((found) => found.size, () => 0);

  async function own(actor: Actor, id: string) {
    const row = /^[0-9a-f-]{36}$/.test(id) ? await database.read<UploadTables>().selectFrom('files.upload').selectAll().where('id', '=', id).executeTakeFirst() : undefined;
    if (!row || row.actor_id !== actor.id || Temporal.Instant.compare(row.expires_at, database.clock.now()) <= 0) throw new Problem(refusals.uploadGone);
    return row;
  }

  async function settle(row: Awaited<ReturnType<typeof own>>): Promise<void> {
    const path = place(row.id);
    let state: 'done' | 'refused' = 'done';
    let outcome: unknown;
    if (!(await sameFile(path, row.sha256))) {
      // Something was lost on the way: begin again from nothing rather than keep a damaged scan.
      await rm(path, { force: true });
      throw new Problem(refusals.uploadDamaged);
    }
    try {
      outcome = await receive(createReadStream(path), { kind: row.kind, name: row.name });
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      state = 'refused';
      outcome = { code: error.code, status: error.status, title: error.title, detail: error.detail } satisfies ProblemSpec;
    }
    await database.journal<UploadTables, unknown>((tables) => tables.updateTable('files.upload').set({ state, outcome: JSON.stringify(outcome) }).where('id', '=', row.id).execute());
    await rm(path, { force: true });
    if (state === 'refused') throw new Problem(outcome as ProblemSpec);
  }

  return {
    /** Announces a file. Announced again by the same actor it is the same upload, however far that has come. */
    async begin(actor: Actor, given: { kind: string; size: number; sha256: string; name: string }): Promise<Upload> {
      const kind = kindOf(given.kind);
      if (!kind?.upload || !(kind.upload === 'anyone' || can(actor, kind.upload)) || actor.kind === 'anonymous') throw new Problem(refusals.uploadForbidden);
      if (!/^[0-9a-f]{64}$/.test(given.sha256) || !Number.isSafeInteger(given.size) || given.size <= 0) throw new Problem(refusals.uploadUnclear);
      if (given.size > kind.maxBytes) throw new Problem(refusals.tooLarge, { facts: { maxBytes: kind.maxBytes } });
      const now = database.clock.now();
      const row = await database.journal<UploadTables, { id: string; state: Upload['state']; expires_at: Temporal.Instant }>(async (tables) => {
        const { count } = await tables.selectFrom('files.upload').select((eb) => eb.fn.countAll<bigint>().as('count')).where('actor_id', '=', actor.id).executeTakeFirstOrThrow();
        if (Number(count) >= mostUploads) throw new Problem(refusals.uploadsMany);
        return tables.insertInto('files.upload')
          .values({ id: uuidv7(now.epochMilliseconds, deps.random), kind: given.kind, sha256: given.sha256, size: BigInt(given.size), name: given.name, actor_id: actor.id, state: 'receiving', outcome: null, begun_at: now.toString(), expires_at: now.add({ hours: 24 * keptDays }).toString() })
          .onConflict((conflict) => conflict.columns(['actor_id', 'kind', 'sha256', 'size']).doUpdateSet({ expires_at: now.add({ hours: 24 * keptDays }).toString() }))
          .returning(['id', 'state', 'expires_at']).executeTakeFirstOrThrow();
      });
      return { id: row.id, kind: given.kind, size: given.size, state: row.state, offset: row.state === 'receiving' ? await offsetOf(row.id) : given.size, expiresAt: row.expires_at };
    },

    /** How far an upload has come. A refused one says so with its reason. */
    async look(actor: Actor, id: string): Promise<Upload> {
      const row = await own(actor, id);
      if (row.state === 'refused') throw new Problem(row.outcome as ProblemSpec);
      return { id, kind: row.kind, size: Number(row.size), state: row.state, offset: row.state === 'done' ? Number(row.size) : await offsetOf(id), expiresAt: row.expires_at };
    },

    /** Adds bytes at `offset`. What arrived before a cut stays and counts; the last byte has the whole judged. Returns the new offset. */
    async append(actor: Actor, id: string, offset: number, source: Readable): Promise<Upload> {
      const row = await own(actor, id);
      if (row.state === 'refused') throw new Problem(row.outcome as ProblemSpec);
      const size = Number(row.size);
      const come = row.state === 'done' ? size : await offsetOf(id);
      if (writing.has(id)) throw new Problem(refusals.uploadBusy);
      if (offset !== come) throw new Problem(refusals.uploadOffset, { facts: { offset: come } });
      writing.add(id);
      try {
        const at = row.state === 'done' ? size : await write(place(id), offset, size, source);
        if (row.state === 'receiving' && at === size) await settle(row);
        return { id, kind: row.kind, size, offset: at, state: at === size ? 'done' : 'receiving', expiresAt: row.expires_at };
      } finally {
        writing.delete(id);
      }
    },

    /** Gives up an upload. */
    async end(actor: Actor, id: string): Promise<void> {
      await own(actor, id);
      await database.journal<UploadTables, unknown>((tables) => tables.deleteFrom('files.upload').where('id', '=', id).execute());
      await rm(place(id), { force: true });
    },

    /** What a finished upload holds, to be kept in the write of the action that needs it. Only its sender may use it. */
    async received(actor: Actor, id: string): Promise<Received> {
      const row = await own(actor, id);
      if (row.state === 'refused') throw new Problem(row.outcome as ProblemSpec);
      if (row.state !== 'done') throw new Problem(refusals.uploadUnfinished);
      return row.outcome as Received;
    },

    /** Hashes that finished uploads still wait with. */
    async waits(sha256: string): Promise<boolean> {
      const row = await database.read<UploadTables>().selectFrom('files.upload').select('id').where('state', '=', 'done').where(sql<string>`outcome ->> 'sha256'`, '=', sha256).limit(1).executeTakeFirst();
      return row !== undefined;
    },

    /** Removes uploads whose days are over, and pieces that no upload names. */
    async sweep(): Promise<void> {
      const over = await database.journal<UploadTables, { id: string }[]>((tables) => tables.deleteFrom('files.upload').where('expires_at', '<=', database.clock.now().toString() as unknown as Temporal.Instant).returning('id').execute());
      for (const { id } of over) await rm(place(id), { force: true });
      for (const name of await readdir(join(deps.folder, 'uploads')).catch(() => [])) {
        const known = await database.read<UploadTables>().selectFrom('files.upload').select('id').where('id', '=', name).where('state', '=', 'receiving').executeTakeFirst();
        if (!known) await rm(place(name), { force: true });
      }
    },
  };
}

/** Writes each piece at its place and flushes; ends quietly when the sender breaks off, for what came is kept. More bytes than announced are refused. */
async function write(path: string, offset: number, size: number, source: Readable): Promise<number> {
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  const file = await open(path, offset === 0 ? 'w' : 'r+', 0o600);
  let at = offset;
  try {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      if (at + chunk.byteLength > size) throw new Problem(refusals.uploadLonger);
      await file.write(chunk, 0, chunk.byteLength, at);
      at += chunk.byteLength;
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
  } finally {
    await file.sync();
    await file.close();
  }
  return at;
}
