/** Hashes in a full tile (c2sp.org/tlog-tiles). */
export const tileWidth = 256;

/** A tile of hashes: `level` 0 holds leaf hashes, each higher level the roots of full tiles below. `width` < 256 is a partial tile. */
export interface Tile { readonly level: number; readonly index: number; readonly width: number }

/** `tile/0/x001/x234/067` or `tile/0/x001/x234/067.p/5`. */
export function tilePath(tile: Tile): string {
  return `tile/${tile.level}/${threes(tile.index)}${partial(tile.width)}`;
}

/** `tile/entries/x001/x234/067`, partial like a tile. */
export function entriesPath(index: number, width: number): string {
  return `tile/entries/${threes(index)}${partial(width)}`;
}

/** Reads the part of a tile's address after its level. Anything not written exactly as `tilePath` writes it is refused. */
export function readTilePath(text: string): { index: number; width: number } | undefined {
  const [, groups, last, width] = /^((?:x\d{3}\/)*)(\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(text) ?? [];
  if (groups === undefined || last === undefined) return undefined;
  const read = { index: Number(groups.replaceAll(/[x/]/g, '') + last), width: width === undefined ? tileWidth : Number(width) };
  const canonical = Number.isSafeInteger(read.index) && read.width <= tileWidth && `${threes(read.index)}${partial(read.width)}` === text;
  return canonical ? read : undefined;
}

/** How many hashes the last tile of `level` holds in a tree of `size` leaves, if it is not full. */
export function partialWidth(level: number, size: number): number {
  return Math.floor(size / tileWidth ** level) % tileWidth;
}

/** Every tile of a tree of `size` leaves: full ones first, then the partial one, level by level. */
export function* tilesOf(size: number): Generator<Tile> {
  for (let level = 0; size >= tileWidth ** level; level += 1) {
    const hashes = Math.floor(size / tileWidth ** level);
    for (let index = 0; index < Math.floor(hashes / tileWidth); index += 1) yield { level, index, width: tileWidth };
    const width = partialWidth(level, size);
    if (width > 0) yield { level, index: Math.floor(hashes / tileWidth), width };
  }
}

function threes(index: number): string {
  const padded = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const groups = padded.match(/\d{3}/g) ?? ['000'];
  return groups.map((group, place) => (place === groups.length - 1 ? group : `x${group}`)).join('/');
}

function partial(width: number): string {
  return width === tileWidth ? '' : `.p/${width}`;
}
