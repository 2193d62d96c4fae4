import { join } from 'node:path';
import type { RandomBytes } from '#kernel/ids';
import { cosigner } from '#kernel/note';
import type { Database, Work } from '#platform/database';
import type { Vault } from '#platform/vault';
import type { Evidence } from '#commons/evidence';
import { closeDays, commit, type ClosingPayload } from './closings.ts';
import { state, type LogStatement } from './entries.ts';
import { readRecent, type LogRecord } from './recent.ts';
import { openKeepsake } from './keepsake.ts';
import { openLog, type TransparencyLog } from './log.ts';
import { forgetReceipt, forgetSubject, proveEntry, readReceipt, receiptCode, type ReceiptState } from './receipts.ts';
import { openSigner } from './signer.ts';
import { askWitness, type WitnessAddress } from './witness/ask.ts';
import { readStanding, type Standing } from './witness/standing.ts';
import { addCheckpoint, watchLog } from './witness/witness.ts';

export interface TransparencyOptions {
  readonly database: Database;
  readonly evidence: Evidence;
  readonly vault: Vault;
  readonly random: RandomBytes;
  readonly zone: string;
  /** Scheme-less address of the log: `layanan.example.go.id/log`. */
  readonly origin: string;
  /** Outlives the database: the memory of what was signed is kept here. */
  readonly dataFolder: string;
  /** Event types that are counted in daily closings. */
  readonly counted: readonly string[];
  /** Of those, the types by which somebody was served: each gets a receipt. */
  readonly receipted: readonly string[];
  readonly witnesses: readonly WitnessAddress[];
  /** How many of them must have signed one checkpoint within a day. */
  readonly quorum: number;
  /** Keys of the logs we witness. */
  readonly watched: readonly string[];
}

/** The public, provable memory of the regency: a log anyone can check, a count of every day, a receipt for everyone served. */
export interface Transparency {
  readonly log: TransparencyLog;
  readonly witnessKey: string;
  /** Keys of the witnesses we ask. */
  readonly witnessKeys: readonly string[];
  /** Puts a statement into the log with this very work. Never personal data, not even hashed. */
  state(work: Work, statement: LogStatement): Promise<string>;
  /** The receipt code of an event somebody was served by, to show on their own case. It opens about a second after the event. */
  receiptCode(event: { type: string; subject: string }): string;
  readReceipt(code: string): Promise<ReceiptState>;
  /** Whoever holds a receipt may have the link to it destroyed; the total stays. */
  forgetReceipt(work: Work, code: string): Promise<boolean>;
  forgetSubject(work: Work, subject: string): Promise<boolean>;
  /** A statement of this log by its id or index, with the proof that it is under the newest signature. */
  /** The newest signed statements, newest first. */
  recent(limit: number): Promise<LogRecord[]>;
  proveEntry(at: string | number): ReturnType<typeof proveEntry>;
  closeDays(): Promise<ClosingPayload[]>;
  askWitnesses(): Promise<number>;
  standing(): Promise<Standing>;
  watch(verifierKey: string): Promise<void>;
  addCheckpoint: (body: string) => ReturnType<typeof addCheckpoint>;
  start(options: { work: boolean }): void;
  stop(): Promise<void>;
}

export function openTransparency(options: TransparencyOptions): Transparency {
  const { database, random, zone, vault } = options;
  const folder = join(options.dataFolder, 'keys');
  const signer = openSigner({ origin: options.origin, folder, seed: (generation) => vault.derive(generation === 0 ? 'transparency/log' : `transparency/log/${generation}`) });
  const witness = cosigner(options.origin.replace(/\/log$/, '/saksi'), vault.derive('transparency/witness'));
  const receiptKey = vault.derive('transparency/receipt');
  const log = openLog(database, signer, openKeepsake(join(folder, 'log-entries')));
  const timers: NodeJS.Timeout[] = [];
  let running: Promise<unknown> = Promise.resolve();
  let asking: Promise<unknown> = Promise.resolve();
  options.evidence.subscribe({ name: 'transparency', types: options.counted, react: (event, work) => commit(event, work, { random, zone, receiptKey, receipted: new Set(options.receipted) }) });

  return {
    log,
    witnessKey: witness.verifierKey,
    witnessKeys: options.witnesses.map((one) => one.verifierKey),
    state: (work, statement) => state(work, options.origin, statement),
    receiptCode: (event) => receiptCode(receiptKey, event),
    readReceipt: (code) => readReceipt(database, log, code),
    forgetReceipt, forgetSubject,
    recent: (limit) => readRecent(database, log, limit),
    proveEntry: (at) => proveEntry(database, log, at),
    closeDays: () => closeDays(database, log, zone),
    async askWitnesses() {
      const answers = await Promise.all(options.witnesses.map((address) => askWitness(database, log, address).catch(() => 'refused')));
      return answers.filter((answer) => answer === 'cosigned').length;
    },
    standing: () => readStanding(database, options.witnesses.length, options.quorum),
    watch: (verifierKey) => watchLog(database, verifierKey),
    addCheckpoint: (body) => addCheckpoint(database, witness, body),
    start({ work }) {
      if (!work) return;
      // A pass that fails because the database is away is repeated by the next; entries wait and keep their order.
      timers.push(setInterval(() => { running = log.publish().catch(() => undefined); }, 1000));
      if (options.witnesses.length > 0) timers.push(setInterval(() => { asking = this.askWitnesses().catch(() => 0); }, 60_000));
      for (const key of options.watched) running = watchLog(database, key).catch(() => undefined);
    },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all([running, asking]);
    },
  };
}
