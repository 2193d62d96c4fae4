import { join } from 'node:path';
import type { RandomBytes } from '#kernel/ids';
import { cosigner } from '#kernel/note';
import type { Database, Work } from '#platform/database';
import type { Vault } from '#platform/vault';
import type { Evidence } from '#commons/evidence';
import { closeDays, commit, type ClosingPayload } from './closings.ts';
import { state, type LogStatement } from './entries.ts';
import { openLog, type TransparencyLog } from './log.ts';
import { giveReceipt, readReceipt, type ReceiptState } from './receipts.ts';
import { openSigner } from './signer.ts';
import { askWitness, type WitnessAddress } from './witness/ask.ts';
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
  readonly witnesses: readonly WitnessAddress[];
}

/** The public, provable memory of the regency: a log anyone can check, a count of every day, a receipt for everyone served. */
export interface Transparency {
  readonly log: TransparencyLog;
  readonly witnessKey: string;
  /** Puts a statement into the log with this very work. Never personal data, not even hashed. */
  state(work: Work, statement: LogStatement): Promise<string>;
  /** Gives a receipt for an event emitted in this work. The code is shown once; only its hash is kept. */
  giveReceipt(work: Work, event: { type: string; subject: string }): Promise<string>;
  readReceipt(code: string): Promise<ReceiptState>;
  closeDays(): Promise<ClosingPayload[]>;
  askWitnesses(): Promise<number>;
  watch(verifierKey: string): Promise<void>;
  addCheckpoint: (body: string) => ReturnType<typeof addCheckpoint>;
  start(options: { work: boolean }): void;
  stop(): Promise<void>;
}

export function openTransparency(options: TransparencyOptions): Transparency {
  const { database, random, zone, vault } = options;
  const signer = openSigner({ origin: options.origin, seed: vault.derive('transparency/log'), stateFile: join(options.dataFolder, 'keys', 'log-signed') });
  const witness = cosigner(options.origin.replace(/\/log$/, '/saksi'), vault.derive('transparency/witness'));
  const log = openLog(database, signer);
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  options.evidence.subscribe({ name: 'transparency', types: options.counted, react: (event, work) => commit(event, work, { random, zone }) });

  return {
    log,
    witnessKey: witness.verifierKey,
    state: (work, statement) => state(work, options.origin, statement),
    giveReceipt: (work, event) => giveReceipt(work, random, event),
    readReceipt: (code) => readReceipt(database, log, code),
    closeDays: () => closeDays(database, log, zone),
    async askWitnesses() {
      const answers = await Promise.all(options.witnesses.map((address) => askWitness(database, log, address).catch(() => 'refused')));
      return answers.filter((answer) => answer === 'cosigned').length;
    },
    watch: (verifierKey) => watchLog(database, verifierKey),
    addCheckpoint: (body) => addCheckpoint(database, witness, body),
    start({ work }) {
      if (!work) return;
      // A pass that fails because the database is away is repeated by the next; entries wait and keep their order.
      timer = setInterval(() => { running = log.publish().catch(() => undefined); }, 1000);
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
