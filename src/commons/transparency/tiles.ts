import type { Transaction } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import { nodeHash, tileWidth, type Hash, type NodeId } from '#kernel/merkle';
import type { Tables } from './tables.ts';

export interface TileKey { readonly level: number; readonly index: number }

/** A tile's hashes, and for a tile that is read again and again the nodes above them that were computed before. */
export interface KnownTile { readonly bytes: Buffer; readonly folded?: Map<number, Hash> }

/** Tiles by `level/index`. */
export type Tiles = ReadonlyMap<string, KnownTile>;

/** The tiles from which the hashes of these nodes can be computed, and how many hashes each must have. */
export function tilesFor(nodes: readonly NodeId[]): (TileKey & { readonly width: number })[] {
  const keys = new Map<string, TileKey & { width: number }>();
  for (const node of nodes) {
    const { key, first, count } = placeOf(node);
    const name = nameOf(key);
    keys.set(name, { ...key, width: Math.max(keys.get(name)?.width ?? 0, first + count) });
  }
  return [...keys.values()];
}

/** Hash of a complete subtree: computed inside the tile whose hashes are its nearest level of leaves. */
export function nodeOf(tiles: Tiles, node: NodeId): Hash {
  const { key, first, count } = placeOf(node);
  const tile = tiles.get(nameOf(key));
  if (!tile || tile.bytes.length < (first + count) * 32) throw new Error(`Tile ${nameOf(key)} does not reach node ${node.level}/${node.index}.`);
  return foldWithin(tile, first, count);
}

/** Root of a full tile: eight levels up. */
export function rootOfTile(bytes: Buffer): Hash {
  return foldWithin({ bytes }, 0, tileWidth);
}

type Reader = Transaction<Tables> | ReadonlyKysely<Tables>;

/** Reads tiles in one statement. */
export async function readTiles(tables: Reader, keys: readonly TileKey[]): Promise<Tiles> {
  if (keys.length === 0) return new Map();
  const rows = await tables.selectFrom('transparency.tile').selectAll()
    .where((where) => where.or(keys.map((key) => where.and([where('level', '=', key.level), where('index', '=', key.index)])))).execute();
  return new Map(rows.map((row) => [nameOf({ level: row.level, index: Number(row.index) }), row.level === 0 ? { bytes: row.hashes } : { bytes: row.hashes, folded: new Map() }]));
}

/** Upper tiles kept in memory, with what was folded from them: every proof passes through a few of them. */
const mostKept = 1024;

/**
 * Reads tiles and keeps those above level 0. What stands in a tile never changes, it only grows: a kept tile that is wide enough is as good as the one in the
 * database, a shorter one is read again.
 */
export function openTileReader(): (tables: Reader, keys: readonly (TileKey & { readonly width: number })[]) => Promise<Tiles> {
  const kept = new Map<string, KnownTile>();
  return async (tables, keys) => {
    const found = new Map<string, KnownTile>();
    const missing = keys.filter((key) => {
      const name = nameOf(key);
      const tile = kept.get(name);
      if (!tile || tile.bytes.length < key.width * 32) return true;
      found.set(name, tile);
      return false;
    });
    for (const [name, tile] of await readTiles(tables, missing)) {
      found.set(name, tile);
      if (name.startsWith('0/')) continue;
      kept.delete(name);
      kept.set(name, tile);
    }
    for (const [oldest] of kept) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
    return found;
  };
}

function nameOf({ level, index }: TileKey): string {
  return `${level}/${index}`;
}

/** The tile a node is computed in, and which of its hashes are below it. A node eight levels up stands in the tile above as soon as its own tile is full. */
function placeOf(node: NodeId): { key: TileKey; first: number; count: number } {
  const level = Math.floor(node.level / 8);
  const count = 2 ** (node.level - level * 8);
  const index = Math.floor((node.index * count) / tileWidth);
  return { key: { level, index }, first: node.index * count - index * tileWidth, count };
}

function foldWithin(tile: KnownTile, first: number, count: number): Hash {
  if (count === 1) return tile.bytes.subarray(first * 32, first * 32 + 32);
  const place = count * tileWidth + first;
  const known = tile.folded?.get(place);
  if (known) return known;
  const hash = nodeHash(foldWithin(tile, first, count / 2), foldWithin(tile, first + count / 2, count / 2));
  // Pairs are cheaper to hash again than to keep.
  if (count > 2) tile.folded?.set(place, hash);
  return hash;
}
