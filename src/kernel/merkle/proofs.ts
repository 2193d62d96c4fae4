import { largestPowerBelow, nodeHash, type Hash } from './tree.ts';

/** Leaves `low` to `high`, exclusive. */
export type Range = readonly [low: number, high: number];

/** The ranges whose hashes prove that leaf `index` is in a tree of `size` leaves, from the leaf upwards (RFC 9162 §2.1.3.1). */
export function inclusionRanges(index: number, size: number): Range[] {
  return path(index, 0, size);
}

/** The ranges whose hashes prove that a tree of `from` leaves is the beginning of one of `to` leaves (RFC 9162 §2.1.4.1). */
export function consistencyRanges(from: number, to: number): Range[] {
  return from === to ? [] : subproof(from, 0, to, true);
}

/** Is the leaf in the tree with this root? A proof that is too long or too short, or an index outside the tree, is false (RFC 9162 §2.1.3.2). */
export function verifyInclusion(claim: { index: number; size: number; leaf: Hash; proof: readonly Hash[]; root: Hash }): boolean {
  if (!isCount(claim.index) || !isCount(claim.size) || claim.index >= claim.size || !claim.proof.every(isHash) || !isHash(claim.leaf)) return false;
  let node = claim.index;
  let last = claim.size - 1;
  let hash = claim.leaf;
  for (const step of claim.proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(step, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(hash, step);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && same(hash, claim.root);
}

/** Is the tree of `from` leaves a beginning of the tree of `to` leaves? From size 0 nothing is proved and the answer is false (RFC 9162 §2.1.4.2). */
export function verifyConsistency(claim: { from: number; to: number; fromRoot: Hash; toRoot: Hash; proof: readonly Hash[] }): boolean {
  const { from, to, fromRoot, toRoot } = claim;
  if (!isCount(from) || !isCount(to) || from === 0 || from > to || !claim.proof.every(isHash)) return false;
  if (from === to) return claim.proof.length === 0 && same(fromRoot, toRoot);
  const [first, ...rest] = Number.isInteger(Math.log2(from)) ? [fromRoot, ...claim.proof] : claim.proof;
  if (first === undefined) return false;
  let node = from - 1;
  let last = to - 1;
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let [older, newer] = [first, first];
  for (const step of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      older = nodeHash(step, older);
      newer = nodeHash(step, newer);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      newer = nodeHash(newer, step);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && same(older, fromRoot) && same(newer, toRoot);
}

function path(index: number, low: number, high: number): Range[] {
  if (high - low <= 1) return [];
  const split = low + largestPowerBelow(high - low);
  return index < split ? [...path(index, low, split), [split, high]] : [...path(index, split, high), [low, split]];
}

function subproof(from: number, low: number, high: number, whole: boolean): Range[] {
  if (from === high - low) return whole ? [] : [[low, high]];
  const half = largestPowerBelow(high - low);
  return from <= half ? [...subproof(from, low, low + half, whole), [low + half, high]] : [...subproof(from - half, low + half, high, false), [low, low + half]];
}

const half = (value: number) => Math.floor(value / 2);
const isHash = (hash: Hash) => hash.length === 32;
const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;
const same = (a: Hash, b: Hash) => a.length === b.length && a.every((byte, index) => byte === b[index]);
