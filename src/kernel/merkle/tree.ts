import { hash } from 'node:crypto';

/** 32 bytes of SHA-256. */
export type Hash = Uint8Array;

/** A complete subtree: level 0 are leaves, `index` counts from the left. */
export interface NodeId { readonly level: number; readonly index: number }

/** Hash of a leaf: SHA-256(0x00 ‖ entry) (RFC 6962 §2.1). */
export function leafHash(entry: Uint8Array): Hash {
  const bytes = Buffer.allocUnsafe(entry.length + 1);
  bytes[0] = 0;
  bytes.set(entry, 1);
  return hash('sha256', bytes, 'buffer');
}

/** Hash of a node: SHA-256(0x01 ‖ left ‖ right) (RFC 6962 §2.1). */
export function nodeHash(left: Hash, right: Hash): Hash {
  pair.set(left, 1);
  pair.set(right, 33);
  // Asked for as text: 32 bytes of their own outside the heap, hundreds of times in one proof, cost the collector more than the hashing.
  return Buffer.from(hash('sha256', pair, 'latin1'), 'latin1');
}

/** A node's bytes while they are hashed; nothing waits in between. */
const pair = Buffer.alloc(65, 1);

/** Root of a tree without leaves: SHA-256 of nothing. */
export const emptyRoot: Hash = hash('sha256', '', 'buffer');

/** The complete subtrees that make up leaves `low` to `high` (exclusive), left to right. `low` must start a subtree at least as large as the range, as in every range of a proof. */
export function perfectNodes(low: number, high: number): NodeId[] {
  const nodes: NodeId[] = [];
  for (let start = low; start < high;) {
    let level = 0;
    while (start % 2 ** (level + 1) === 0 && start + 2 ** (level + 1) <= high) level += 1;
    nodes.push({ level, index: start / 2 ** level });
    start += 2 ** level;
  }
  return nodes;
}

/** Hash of a range from the hashes of its complete subtrees, left to right. */
export function foldRange(hashes: readonly Hash[]): Hash {
  return hashes.length === 0 ? emptyRoot : hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** Root over leaf hashes, from the definition. */
export function rootOf(leaves: readonly Hash[], low = 0, high = leaves.length): Hash {
  const first = leaves[low];
  if (first === undefined || high <= low) return emptyRoot;
  if (high - low === 1) return first;
  const split = low + largestPowerBelow(high - low);
  return nodeHash(rootOf(leaves, low, split), rootOf(leaves, split, high));
}

/** The largest power of two smaller than `size` (size ≥ 2). */
export function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}
