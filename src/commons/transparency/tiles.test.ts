import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldRange, inclusionRanges, leafHash, perfectNodes, rootOf, tileWidth, verifyInclusion, type Hash } from '#kernel/merkle';
import { nodeOf, rootOfTile, tilesFor, type Tiles } from './tiles.ts';

const leaf = (index: number) => leafHash(Buffer.from(`entry ${index}`));

/** The tiles of a tree as the sequencer leaves them: each full tile's root stands in the tile above. */
function tilesOfTree(leaves: readonly Hash[]): Tiles {
  const tiles = new Map<string, { bytes: Buffer; folded: Map<number, Hash> }>();
  for (let level = 0, hashes = leaves; hashes.length > 0; level += 1) {
    const rows = Array.from({ length: Math.ceil(hashes.length / tileWidth) }, (_, index) => Buffer.concat(hashes.slice(index * tileWidth, (index + 1) * tileWidth)));
    for (const [index, bytes] of rows.entries()) tiles.set(`${level}/${index}`, { bytes, folded: new Map() });
    hashes = rows.filter((bytes) => bytes.length === tileWidth * 32).map(rootOfTile);
  }
  return tiles;
}

describe('nodes from tiles', () => {
  const all = Array.from({ length: 70_000 }, (_, index) => leaf(index));
  const tiles = tilesOfTree(all);

  it('prove every leaf of every smaller tree, and ask for tiles no wider than they were then', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: all.length }), fc.nat(), (size, any) => {
      const index = any % size;
      const nodes = inclusionRanges(index, size).map(([low, high]) => perfectNodes(low, high));
      for (const { level, width, index: at } of tilesFor(nodes.flat())) expect(at * tileWidth + width).toBeLessThanOrEqual(Math.floor(size / tileWidth ** level));
      const proof = nodes.map((range) => foldRange(range.map((node) => nodeOf(tiles, node))));
      const root = foldRange(perfectNodes(0, size).map((node) => nodeOf(tiles, node)));
      expect(verifyInclusion({ index, size, leaf: all[index] ?? leaf(0), proof, root })).toBe(true);
    }), { numRuns: 300 });
  });

  it('agree with the tree’s definition, also when asked again', () => {
    for (const size of [1, 255, 256, 257, 600, 65_536, 70_000]) {
      const root = () => foldRange(perfectNodes(0, size).map((node) => nodeOf(tiles, node)));
      expect(Buffer.from(root()).toString('hex')).toBe(Buffer.from(rootOf(all.slice(0, size))).toString('hex'));
      expect(root()).toEqual(root());
    }
  });

  it('are not made from a tile that is too short', () => {
    expect(() => nodeOf(new Map([['0/0', { bytes: Buffer.alloc(64) }]]), { level: 2, index: 0 })).toThrow('does not reach');
    expect(() => nodeOf(new Map(), { level: 8, index: 0 })).toThrow('does not reach');
  });
});
