import { consistencyRanges, foldRange, inclusionRanges, perfectNodes, type Hash, type Range } from '#kernel/merkle';
import { system } from '#kernel/actor';
import { sha256 } from '#kernel/digest';
import { formatCheckpoint, type Checkpoint } from '#kernel/note';
import type { Database, Work } from '#platform/database';
import { state, type LogStatement } from './entries.ts';
import type { Keepsake } from './keepsake.ts';
import { replay } from './replay.ts';
import { sequence, sizeOf } from './sequencer.ts';
import { RewoundLog, type LogSigner } from './signer.ts';
import { nodeOf, openTileReader, tilesFor } from './tiles.ts';
import type { Tables } from './tables.ts';

/** The public log of this regency: append-only, provable, signed. */
export interface TransparencyLog {
  readonly origin: string;
  readonly verifierKey: string;
  /** Notes that hand the log from one key to the next, oldest first. */
  rotations(): readonly string[];
  /** States that the key changes, signs that with the old key, and changes it. Returns the new key. */
  rotateKey(): Promise<string>;
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

export function openLog(database: Database, signer: LogSigner, keepsake: Keepsake): TransparencyLog {
  let fault: string | undefined;
  const readTiles = openTileReader();

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
    await keepUpTo(head.size);
    if (before && before.size > head.size) throw new RewoundLog(before, head);
    return signer.sign(head, before && before.size > 0 ? await proveConsistency(before.size, head.size) : []);
  }

  /** What is about to be signed is on disk first, so that it can never be lost with the database. */
  async function keepUpTo(size: number): Promise<void> {
    while (keepsake.size() < size) {
      const from = keepsake.size();
      const rows = await database.read<Tables>().selectFrom('transparency.entry').select(['id', 'type', 'subject', 'body', 'added_at']).where('index', '>=', from).where('index', '<', Math.min(size, from + 4000)).orderBy('index').execute();
      if (rows.length === 0) return;
      keepsake.add(rows.map((row) => ({ ...row, added_at: row.added_at.toString() })));
    }
  }

  /** A database that lost entries which were signed gets them back before anything new takes their index, and the log says that it happened. */
  async function recover(): Promise<void> {
    const last = signer.last();
    if (!last || last.size <= await sizeOf(database.read<Tables>())) return;
    if (await replay(database, keepsake, last)) await database.write({ actor: system('transparency'), action: 'transparency/recover' }, async (work) => { await state(work, signer.origin, recovery(last)); });
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
    get verifierKey() { return signer.verifierKey; },
    state: (work, statement) => state(work, signer.origin, statement),
    prove,
    proveConsistency,
    stopped: () => fault,
    rotations: () => signer.rotations(),
    async rotateKey() {
      const note = signer.nextRotation();
      await database.write({ actor: system('transparency', 'command'), action: 'transparency/rotate-key' }, async (work) => { await state(work, signer.origin, { type: 'kunci.rotasi', subject: 'log', payloadSha256: sha256(note), method: 'dua-tanda-tangan' }); });
      await this.publish();
      signer.keepRotation(note);
      return signer.verifierKey;
    },
    async publish() {
      await recover();
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

/** The public statement that the database had lost entries and got them back. */
function recovery(last: Checkpoint): LogStatement {
  return { type: 'koreksi', subject: 'log', payloadSha256: sha256(formatCheckpoint(last)), method: 'pemulihan-basis-data' };
}
