import { consistencyRanges, foldRange, inclusionRanges, perfectNodes, type Hash, type Range } from '#kernel/merkle';
import type { Checkpoint } from '#kernel/note';
import type { Database, Work } from '#platform/database';
import { state, type LogStatement } from './entries.ts';
import { sequence } from './sequencer.ts';
import { RewoundLog, type LogSigner } from './signer.ts';
import { nodeOf, readTiles, tilesFor } from './tiles.ts';
import type { Tables } from './tables.ts';

/** The public log of this regency: append-only, provable, signed. */
export interface TransparencyLog {
  readonly origin: string;
  readonly verifierKey: string;
  /** Adds a statement with the transaction of what it tells. */
  state(work: Work, statement: LogStatement): Promise<string>;
  /** Sequences, signs and publishes what waits. Returns the published size, or nothing when nothing was new. */
  publish(): Promise<number | undefined>;
  /** The signed checkpoint with the witnesses' lines, newest published. */
  checkpoint(): Promise<{ size: number; root: Buffer; note: string; witnesses: number } | undefined>;
  prove(index: number, size: number): Promise<Hash[]>;
  proveConsistency(from: number, to: number): Promise<Hash[]>;
  /** The fault that stopped publishing, if any, in words for the public page. */
  stopped(): string | undefined;
}

export function openLog(database: Database, signer: LogSigner): TransparencyLog {
  let fault: string | undefined;

  async function hashes(ranges: readonly Range[]): Promise<Hash[]> {
    const nodes = ranges.map(([low, high]) => perfectNodes(low, high));
    const tiles = await readTiles(database.read<Tables>(), tilesFor(nodes.flat()));
    return nodes.map((range) => foldRange(range.map((node) => nodeOf(tiles, node))));
  }

  const prove = (index: number, size: number) => hashes(inclusionRanges(index, size));
  const proveConsistency = (from: number, to: number) => hashes(consistencyRanges(from, to));

  async function unsignedHead(): Promise<Checkpoint | undefined> {
    const newest = await database.read<Tables>().selectFrom('transparency.head').selectAll().orderBy('size', 'desc').limit(1).executeTakeFirst();
    return newest && newest.note === null ? { origin: signer.origin, size: Number(newest.size), root: newest.root } : undefined;
  }

  async function sign(head: Checkpoint): Promise<string> {
    const before = signer.last();
    if (before && before.size > head.size) throw new RewoundLog(before, head);
    return signer.sign(head, before && before.size > 0 ? await proveConsistency(before.size, head.size) : []);
  }

  async function signNewest(): Promise<number | undefined> {
    const head = await unsignedHead();
    if (!head) return undefined;
    try {
      const note = await sign(head);
      await database.journal<Tables, unknown>((tables) => tables.updateTable('transparency.head').set({ note }).where('size', '=', head.size).where('note', 'is', null).execute());
      fault = undefined;
      return head.size;
    } catch (error) {
      if (!(error instanceof RewoundLog)) throw error;
      fault = 'Catatan publik di basis data lebih pendek atau berbeda dari yang pernah ditandatangani. Penerbitan dihentikan sampai catatan asli dipulihkan.';
      return undefined;
    }
  }

  return {
    origin: signer.origin,
    verifierKey: signer.verifierKey,
    state: (work, statement) => state(work, signer.origin, statement),
    prove,
    proveConsistency,
    stopped: () => fault,
    async publish() {
      let published: number | undefined;
      // Each batch is signed before the next is taken, so that a long queue does not hold back what is already in order.
      do published = (await signNewest()) ?? published;
      while (await sequence(database));
      return (await signNewest()) ?? published;
    },
    async checkpoint() {
      const tables = database.read<Tables>();
      const head = await tables.selectFrom('transparency.head').selectAll().where('note', 'is not', null).orderBy('size', 'desc').limit(1).executeTakeFirst();
      if (!head?.note) return undefined;
      const lines = await tables.selectFrom('transparency.cosignature').select('line').where('size', '=', head.size).orderBy('witness').execute();
      return { size: Number(head.size), root: head.root, note: head.note + lines.map((row) => row.line).join(''), witnesses: lines.length };
    },
  };
}
