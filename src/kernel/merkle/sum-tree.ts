import { createHash } from 'node:crypto';
import { largestPowerBelow, type Hash } from './tree.ts';

/** Root of a tree that also counts its leaves: who changes the published count must change the hash. */
export interface SumRoot { readonly hash: Hash; readonly count: number }

/** A sibling on the way up and the side it stands on. */
export interface CountedStep { readonly side: 'left' | 'right'; readonly hash: Hash; readonly count: number }

/** Root over the day's commitments. Leaf SHA-256(0x10 ‖ commitment ‖ be64 1), node SHA-256(0x11 ‖ l ‖ cl ‖ r ‖ cr); the prefixes differ from the log's on purpose. */
export function sumRoot(commitments: readonly Hash[]): SumRoot {
  const [only] = commitments;
  if (only === undefined) return { hash: createHash('sha256').update(Uint8Array.of(0x10)).digest(), count: 0 };
  if (commitments.length === 1) return leaf(only);
  const split = largestPowerBelow(commitments.length);
  return join(sumRoot(commitments.slice(0, split)), sumRoot(commitments.slice(split)));
}

/** The steps that prove that commitment `index` was counted in the day's root. */
export function proveCounted(commitments: readonly Hash[], index: number): CountedStep[] {
  if (commitments.length <= 1) return [];
  const split = largestPowerBelow(commitments.length);
  const [left, right] = [commitments.slice(0, split), commitments.slice(split)];
  return index < split
    ? [...proveCounted(left, index), { side: 'right', ...sumRoot(right) }]
    : [...proveCounted(right, index - split), { side: 'left', ...sumRoot(left) }];
}

/** Was this commitment counted, exactly once, in a day with this root and this total? */
export function verifyCounted(claim: { commitment: Hash; steps: readonly CountedStep[]; root: SumRoot }): boolean {
  if (!claim.steps.every((step) => step.hash.length === 32 && Number.isSafeInteger(step.count) && step.count > 0)) return false;
  const top = claim.steps.reduce((node, step) => (step.side === 'left' ? join(step, node) : join(node, step)), leaf(claim.commitment));
  return top.count === claim.root.count && Buffer.from(top.hash).equals(claim.root.hash);
}

function leaf(commitment: Hash): SumRoot {
  return { hash: createHash('sha256').update(Uint8Array.of(0x10)).update(commitment).update(be64(1)).digest(), count: 1 };
}

function join(left: SumRoot, right: SumRoot): SumRoot {
  const hash = createHash('sha256').update(Uint8Array.of(0x11)).update(left.hash).update(be64(left.count)).update(right.hash).update(be64(right.count)).digest();
  return { hash, count: left.count + right.count };
}

function be64(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
