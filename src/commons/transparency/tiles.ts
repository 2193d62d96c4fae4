import type { Transaction } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import { nodeHash, tileWidth, type Hash, type NodeId } from '#kernel/merkle';
import type { Tables } from './tables.ts';

export interface TileKey { readonly level: number; readonly index: number }

/** Tile bytes by `level/index`. */
export type Tiles = ReadonlyMap<string, Buffer>;

/** The tiles from which the hashes of these nodes can be computed. */
export function tilesFor(nodes: readonly NodeId[]): TileKey[] {
  const keys = new Map<string, TileKey>();
  for (const node of nodes) {
    const key = tileOf(node);
    keys.set(`${key.level}/${key.index}`, key);
  }
  return [...keys.values()];
}

/** Hash of a complete subtree: computed inside the tile whose hashes are its nearest level of leaves. */
export function nodeOf(tiles: Tiles, node: NodeId): Hash {
  const key = tileOf(node);
  const bytes = tiles.get(`${key.level}/${key.index}`);
  const within = node.level - key.level * 8;
  const first = node.index * 2 ** within - key.index * tileWidth;
  if (!bytes || bytes.length < (first + 2 ** within) * 32) throw new Error(`Tile ${key.level}/${key.index} does not reach node ${node.level}/${node.index}.`);
  return foldWithin(bytes, first, 2 ** within);
}

/** Reads tiles in one statement. */
export async function readTiles(tables: Transaction<Tables> | ReadonlyKysely<Tables>, keys: readonly TileKey[]): Promise<Tiles> {
  if (keys.length === 0) return new Map();
  const rows = await tables.selectFrom('transparency.tile').selectAll()
    .where((where) => where.or(keys.map((key) => where.and([where('level', '=', key.level), where('index', '=', key.index)])))).execute();
  return new Map(rows.map((row) => [`${row.level}/${row.index}`, row.hashes]));
}

/** A node eight levels above a tile's hashes is that tile's root; it is computed from the tile itself so that a partial upper tile is never needed. */
function tileOf(node: NodeId): TileKey {
  const level = node.level === 0 ? 0 : Math.floor((node.level - 1) / 8);
  return { level, index: Math.floor((node.index * 2 ** (node.level - level * 8)) / tileWidth) };
}

function foldWithin(bytes: Buffer, first: number, count: number): Hash {
  if (count === 1) return bytes.subarray(first * 32, first * 32 + 32);
  return nodeHash(foldWithin(bytes, first, count / 2), foldWithin(bytes, first + count / 2, count / 2));
}
