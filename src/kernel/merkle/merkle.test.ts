import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consistencyRanges, foldRange, inclusionRanges, leafHash, perfectNodes, proveCounted, readTilePath, rootOf, sumRoot, tilePath, tilesOf, verifyConsistency, verifyCounted, verifyInclusion, type Hash, type Range } from './index.ts';

const hex = (hash: Hash) => Buffer.from(hash).toString('hex');
const leaves = (size: number) => Array.from({ length: size }, (_, index) => leafHash(Buffer.from(`entry ${index}`)));
const rangeHash = (all: readonly Hash[], [low, high]: Range) => foldRange(perfectNodes(low, high).map((node) => rootOf(all.slice(node.index * 2 ** node.level, (node.index + 1) * 2 ** node.level))));
const sizes = fc.integer({ min: 1, max: 130 });

describe('the tree', () => {
  // The eight inputs and roots used by the reference implementations of RFC 6962.
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((text) => leafHash(Buffer.from(text, 'hex')));
  it.each([
    [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
    [4, 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
    [5, '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
    [6, '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
    [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ])('of %i leaves has the published root', (size, root) => {
    expect(hex(rootOf(inputs.slice(0, size)))).toBe(root);
    expect(hex(rangeHash(inputs, [0, size]))).toBe(root);
  });
});

describe('inclusion', () => {
  const claims = sizes.chain((size) => fc.record({ size: fc.constant(size), index: fc.nat({ max: size - 1 }) }));
  const prove = ({ size, index }: { size: number; index: number }) => {
    const all = leaves(size);
    return { index, size, leaf: all[index] ?? new Uint8Array(), proof: inclusionRanges(index, size).map((range) => rangeHash(all, range)), root: rootOf(all) };
  };

  it('is proved for every leaf', () => { fc.assert(fc.property(claims, (claim) => { expect(verifyInclusion(prove(claim))).toBe(true); })); });

  it('fails for another leaf, another root, a longer, a shorter or a bent proof, and an index outside', () => {
    fc.assert(fc.property(claims, fc.nat(), (claim, noise) => {
      const good = prove(claim);
      const other = leafHash(Buffer.from('another'));
      expect(verifyInclusion({ ...good, leaf: other })).toBe(false);
      expect(verifyInclusion({ ...good, root: other })).toBe(false);
      expect(verifyInclusion({ ...good, proof: [...good.proof, other] })).toBe(false);
      expect(verifyInclusion({ ...good, index: good.size })).toBe(false);
      expect(verifyInclusion({ ...good, index: -1 })).toBe(false);
      if (good.proof.length > 0) {
        expect(verifyInclusion({ ...good, proof: good.proof.slice(1) })).toBe(false);
        const bent = good.proof.map((hash, place) => (place === noise % good.proof.length ? other : hash));
        expect(verifyInclusion({ ...good, proof: bent })).toBe(false);
        expect(verifyInclusion({ ...good, proof: good.proof.map((hash) => hash.subarray(0, 31)) })).toBe(false);
      }
    }));
  });
});

describe('consistency', () => {
  const pairs = sizes.chain((to) => fc.record({ to: fc.constant(to), from: fc.integer({ min: 1, max: to }) }));
  const prove = ({ from, to }: { from: number; to: number }) => {
    const all = leaves(to);
    return { from, to, fromRoot: rootOf(all.slice(0, from)), toRoot: rootOf(all), proof: consistencyRanges(from, to).map((range) => rangeHash(all, range)) };
  };

  it('is proved for every beginning', () => { fc.assert(fc.property(pairs, (pair) => { expect(verifyConsistency(prove(pair))).toBe(true); })); });

  it('fails for a rewritten past, a padded or cut proof, a rewound tree, and proves nothing from size 0', () => {
    fc.assert(fc.property(pairs, (pair) => {
      const good = prove(pair);
      const other = leafHash(Buffer.from('another'));
      expect(verifyConsistency({ ...good, fromRoot: other })).toBe(false);
      expect(verifyConsistency({ ...good, toRoot: other })).toBe(false);
      expect(verifyConsistency({ ...good, proof: [...good.proof, other] })).toBe(false);
      expect(verifyConsistency({ ...good, from: 0, proof: [] })).toBe(false);
      if (good.proof.length > 0) expect(verifyConsistency({ ...good, proof: good.proof.slice(0, -1) })).toBe(false);
      if (good.from < good.to) expect(verifyConsistency({ ...good, from: good.to, to: good.from })).toBe(false);
    }));
  });
});

describe('tiles', () => {
  it('are addressed as the specification writes it', () => {
    expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 1, index: 0, width: 17 })).toBe('tile/1/000.p/17');
  });

  it('of a tree of 70,000 are the ones of the specification’s example', () => {
    const all = [...tilesOf(70_000)];
    const count = (level: number) => all.filter((tile) => tile.level === level).map((tile) => tile.width);
    expect(count(0)).toEqual([...Array.from({ length: 273 }, () => 256), 112]);
    expect(count(1)).toEqual([256, 17]);
    expect(count(2)).toEqual([1]);
  });

  it('are read back from their address, and no other spelling is', () => {
    fc.assert(fc.property(fc.nat({ max: 10 ** 9 }), fc.integer({ min: 1, max: 256 }), (index, width) => {
      expect(readTilePath(tilePath({ level: 0, index, width }).slice('tile/0/'.length))).toEqual({ index, width });
    }));
    for (const wrong of ['1', '0001', 'x000/001', '001.p/0', '001.p/256', '001.p/01', 'x001/1234', '../001', '']) expect(readTilePath(wrong)).toBeUndefined();
  });
});

describe('a day that counts itself', () => {
  const days = fc.integer({ min: 1, max: 60 }).chain((size) => fc.record({ commitments: fc.constant(leaves(size)), index: fc.nat({ max: size - 1 }) }));

  it('proves each commitment and the total', () => {
    fc.assert(fc.property(days, ({ commitments, index }) => {
      const root = sumRoot(commitments);
      const claim = { commitment: commitments[index] ?? new Uint8Array(), steps: proveCounted(commitments, index), root };
      expect(root.count).toBe(commitments.length);
      expect(verifyCounted(claim)).toBe(true);
      expect(verifyCounted({ ...claim, root: { ...root, count: root.count + 1 } })).toBe(false);
      expect(verifyCounted({ ...claim, commitment: leafHash(Buffer.from('ghost')) })).toBe(false);
      const inflated = claim.steps.map((step, place) => (place === 0 ? { ...step, count: step.count + 1 } : step));
      if (inflated.length > 0) expect(verifyCounted({ ...claim, steps: inflated, root: { ...root, count: root.count + 1 } })).toBe(false);
    }));
  });
});
