import { sql, type Transaction } from 'kysely';
import { foldRange, leafHash, perfectNodes, tileWidth, type Hash } from '#kernel/merkle';
import type { Database } from '#platform/database';
import { nodeOf, readTiles, rootOfTile, tilesFor, type TileKey } from './tiles.ts';
import type { Tables } from './tables.ts';

/** Entries taken in one pass. */
const batch = 4000;

/** Gives waiting entries their index, extends the tiles and writes the new, still unsigned head, all in one transaction. Returns the size, or nothing when nothing waited. */
export function sequence(database: Database): Promise<number | undefined> {
  return database.journal<Tables, number | undefined>(async (tables) => {
    await sql`select pg_advisory_xact_lock(hashtext('transparency sequence'))`.execute(tables);
    const waiting = await tables.selectFrom('transparency.pending').selectAll().orderBy('id').limit(batch).execute();
    if (waiting.length === 0) return undefined;
    const rows = waiting.map((row) => ({ ...row, added_at: row.added_at.toString() }));
    await tables.deleteFrom('transparency.pending').where('id', 'in', waiting.map((row) => row.id)).execute();
    return (await append(tables, rows, database.clock.now())).size;
  });
}

/** An entry as it is told, before it has its index. */
export interface Told { readonly id: string; readonly type: string; readonly subject: string; readonly body: string; readonly added_at: string }

/** Puts entries at the end of the tree and writes the grown, unsigned head. */
export async function append(tables: Transaction<Tables>, told: readonly Told[], now: Temporal.Instant): Promise<{ size: number; root: Hash }> {
  const size = await sizeOf(tables);
  const rows = told.map((row, place) => ({ index: size + place, ...row }));
  await sql`insert into transparency.entry (index, id, type, subject, body, added_at)
    select index, id, type, subject, body, added_at from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (index bigint, id uuid, type text, subject text, body text, added_at timestamptz)`.execute(tables);
  await extend(tables, size, rows.map((row) => leafHash(Buffer.from(row.body))));
  const grown = size + rows.length;
  const root = await rootAt(tables, grown);
  await tables.insertInto('transparency.head').values({ size: grown, root: Buffer.from(root), note: null, made_at: now.toString() }).execute();
  return { size: grown, root };
}

/** Root of the tree at `size`, from its tiles. */
async function rootAt(tables: Transaction<Tables>, size: number): Promise<Hash> {
  const nodes = perfectNodes(0, size);
  const tiles = await readTiles(tables, tilesFor(nodes));
  return foldRange(nodes.map((node) => nodeOf(tiles, node)));
}

/** How many entries have an index. */
export async function sizeOf(tables: Pick<Transaction<Tables>, 'selectFrom'>): Promise<number> {
  const last = await tables.selectFrom('transparency.head').select('size').orderBy('size', 'desc').limit(1).executeTakeFirst();
  return Number(last?.size ?? 0);
}

/** Appends hashes to the tiles of level 0 and, for each tile that becomes full, its root to the level above. */
async function extend(tables: Transaction<Tables>, size: number, hashes: readonly Hash[]): Promise<void> {
  let [level, start, rising] = [0, size, hashes];
  while (rising.length > 0) {
    const first = Math.floor(start / tileWidth);
    const last = Math.floor((start + rising.length - 1) / tileWidth);
    const key: TileKey = { level, index: first };
    const begun = start % tileWidth === 0 ? Buffer.alloc(0) : ((await readTiles(tables, [key])).get(`${level}/${first}`)?.bytes ?? Buffer.alloc(0));
    const all = Buffer.concat([begun, ...rising]);
    const changed = Array.from({ length: last - first + 1 }, (_, place) => ({ level, index: first + place, hashes: all.subarray(place * 8192, (place + 1) * 8192) }));
    await sql`insert into transparency.tile (level, index, hashes)
      select level, index, decode(hashes, 'base64') from jsonb_to_recordset(${JSON.stringify(changed.map((tile) => ({ ...tile, hashes: tile.hashes.toString('base64') })))}::jsonb) as given (level int, index bigint, hashes text)
      on conflict (level, index) do update set hashes = excluded.hashes`.execute(tables);
    const full = changed.filter((tile) => tile.hashes.length === 8192);
    [level, start, rising] = [level + 1, first, full.map((tile) => rootOfTile(tile.hashes))];
  }
}
