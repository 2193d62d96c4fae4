import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { can, type Actor } from '#kernel/actor';
import { uuidv7, type RandomBytes } from '#kernel/ids';
import { Problem, type ProblemSpec } from '#kernel/problem';
import type { Database, Work } from '#platform/database';
import type { Http } from '#platform/http';
import type { Jobs } from '#platform/jobs';
import { openBlobs, type Arrival } from './blobs.ts';
import { openCleaner } from './intake/clean.ts';
import { limits, type Why } from './intake/limits.ts';
import { refusals } from './problems.ts';
import { recognise } from './recognise.ts';
import { mountUploads } from './mount.ts';
import { openUploads } from './uploads.ts';

/** A class of files: what may come in and who may look. */
export interface FileKind {
  /** `saroale/referral`. */
  readonly kind: string;
  /** MIME types, recognised by first bytes. */
  readonly accept: readonly string[];
  readonly maxBytes: number;
  /** Permission that may open files of this kind. */
  readonly permission: string;
  /** Pictures are decoded and written anew as pages of at most 300 KB without metadata, scans of many pages become a PDF, PDF files are searched for what acts. */
  readonly clean?: boolean | undefined;
  /** Permission that may send files of this kind in pieces, or `anyone` who is signed in. Without it they come only with forms. */
  readonly upload?: string | undefined;
}

/** Bytes that were taken in and judged. Keep them in a write, or they are removed after a day. */
export interface Received {
  readonly kind: string;
  readonly sha256: string;
  readonly size: number;
  readonly type: string;
  readonly name: string;
  /** Pages of a scan; 1 unless told. */
  readonly pages?: number | undefined;
  /** There is little to read on it: a dark photo, a scan of a scan. */
  readonly faint?: boolean | undefined;
  /** Hash of the bytes as they came, when a clean copy is kept instead. */
  readonly original?: string | undefined;
}

/** What papers arrive as; for kinds that are `clean`. */
export const paperTypes: readonly string[] = ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/heic', 'image/heif', 'image/tiff', 'application/pdf'];

export interface FileFacts extends Received {
  readonly id: string;
  readonly subject: string;
  readonly at: Temporal.Instant;
}

interface FileTables {
  'files.file': { id: string; kind: string; sha256: string; size: bigint; type: string; name: string; subject: string; kept_at: Temporal.Instant | string; kept_by: string; removed_at: string | null; removed_because: string | null; pages: number; faint: boolean; original_sha256: string | null };
  'files.opening': { id: string; file: string; at: string; actor_kind: string; actor_id: string; purpose: string };
  'files.quarantined': { id: string; kind: string; sha256: string; why: string; at: string };
}

export type Files = ReturnType<typeof openFiles>;

/** More would unfold to over 200 MB when decoded. */
const mostPixels = limits.pixels;
/** Clean copies of long scans may be larger than the file that came: 100 pages of 300 KB. */
const mostCleanBytes = limits.pages * limits.pageBytes + 1_000_000;

const unclean: Readonly<Record<Why, ProblemSpec>> = {
  'too-many-pixels': refusals.tooManyPixels, 'too-many-pages': refusals.tooManyPages, 'broken': refusals.broken, 'encrypted': refusals.encrypted,
  'active': refusals.active, 'attached': refusals.attached, 'hybrid': refusals.hybrid, 'too-heavy': refusals.tooHeavy,
};
/** Hours an unkept file may lie. */
const orphanHours = 24;

/** Opens the store of uploaded files in the data folder. */
export function openFiles({ database, dataFolder, jobs, random }: { database: Database; dataFolder: string; jobs: Jobs; random: RandomBytes }) {
  const blobs = openBlobs(join(dataFolder, 'files'));
  const cleaner = openCleaner();
  const kinds = new Map<string, FileKind>();
  const newId = () => uuidv7(database.clock.now().epochMilliseconds, random);
  jobs.handle({ queue: 'files-orphans', schedule: '41 3 * * *', handle: async () => { await sweep(); } });

  function kindOf(name: string): FileKind {
    const found = kinds.get(name);
    if (!found) throw new Error(`The file kind ${name} was not declared.`);
    return found;
  }

  async function about(id: string, within?: Work): Promise<FileFacts | undefined> {
    const tables = within?.tables<FileTables>() ?? database.read<FileTables>();
    const row = /^[0-9a-f-]{36}$/.test(id) ? await tables.selectFrom('files.file').selectAll().where('id', '=', id).where('removed_at', 'is', null).executeTakeFirst() : undefined;
    return row && { id: row.id, kind: row.kind, sha256: row.sha256, size: Number(row.size), type: row.type, name: row.name, subject: row.subject, at: row.kept_at as Temporal.Instant, pages: row.pages, faint: row.faint, original: row.original_sha256 ?? undefined };
  }

  /** Removes bytes that no kept file names and that are older than a day. Returns how many. */
  async function sweep(): Promise<number> {
    let removed = 0;
    await uploads.sweep();
    for await (const sha256 of blobs.old(database.clock.now().subtract({ hours: orphanHours }))) {
      const named = await database.read<FileTables>().selectFrom('files.file').select('id').where('sha256', '=', sha256).where('removed_at', 'is', null).limit(1).executeTakeFirst();
      if (named || await uploads.waits(sha256)) continue;
      await blobs.remove(sha256);
      removed += 1;
    }
    return removed;
  }

  /** Takes bytes in: outside a write, for it is disk work. Judges by the first bytes; what is dangerous goes to quarantine. */
  async function receive(source: Readable | Uint8Array, given: { kind: string; name?: string | undefined }): Promise<Received> {
    const kind = kindOf(given.kind);
    const arrival = await blobs.arrive(source, newId(), kind.maxBytes);
    const seen = await recognise(arrival.head);
    if (seen.danger) {
      await quarantine(arrival, kind, seen.danger);
      throw new Problem(refusals.dangerous, { facts: { why: seen.danger } });
    }
    const refusal = seen.type === undefined || !kind.accept.includes(seen.type) ? refusals.type : (seen.pixels ?? 0) > mostPixels ? refusals.tooManyPixels : undefined;
    if (refusal) {
      await blobs.discard(arrival);
      throw new Problem(refusal, { facts: { accept: kind.accept } });
    }
    const clean = kind.clean ? await cleaned(arrival, seen.type ?? '', kind) : undefined;
    const kept = clean?.arrival ?? arrival;
    // Renaming over an equal file also makes it young again, so that the sweep leaves it alone.
    await blobs.store(kept);
    return { kind: kind.kind, sha256: kept.sha256, size: kept.size, type: clean?.type ?? seen.type ?? '', name: plainName(given.name), pages: clean?.pages ?? 1, faint: clean?.faint ?? false, ...(clean ? { original: arrival.sha256 } : {}) };
  }

  /** The clean copy of what arrived; the original goes, except what tried to act, which waits for an examiner. */
  async function cleaned(arrival: Arrival, type: string, kind: FileKind): Promise<{ arrival: Arrival; type: string; pages: number; faint: boolean }> {
    const target = `${arrival.path}.clean`;
    try {
      const made = await cleaner.clean(arrival.path, type, target);
      if (!made) throw new Problem(refusals.busy);
      if (!made.ok) throw new Problem(unclean[made.why], { facts: { why: made.why } });
      return { ...made, arrival: await blobs.arrive(createReadStream(target), newId(), mostCleanBytes) };
    } catch (error) {
      if (error instanceof Problem && error.facts['why'] === 'active') await quarantine(arrival, kind, 'active');
      throw error;
    } finally {
      await rm(target, { force: true });
      await blobs.discard(arrival);
    }
  }

  async function quarantine(arrival: Arrival, kind: FileKind, why: string): Promise<void> {
    await blobs.quarantine(arrival);
    await database.journal<FileTables, unknown>((tables) => tables.insertInto('files.quarantined').values({ id: newId(), kind: kind.kind, sha256: arrival.sha256, why, at: database.clock.now().toString() }).execute());
  }

  const uploads = openUploads({ database, folder: join(dataFolder, 'files'), random, kindOf: (name) => kinds.get(name), receive });

  return {
    declare: (...more: FileKind[]) => { for (const kind of more) kinds.set(kind.kind, kind); },

    receive,

    /** Keeps what was received, in the transaction that needs it. `subject` is the id of the thing it belongs to. */
    async keep(work: Work, received: Received, { subject }: { subject: string }): Promise<string> {
      const id = work.newId();
      await work.tables<FileTables>().insertInto('files.file').values({ id, kind: received.kind, sha256: received.sha256, size: BigInt(received.size), type: received.type, name: received.name, pages: received.pages ?? 1, faint: received.faint ?? false, original_sha256: received.original ?? null, subject, kept_at: work.now.toString(), kept_by: work.actor.id, removed_at: null, removed_because: null }).execute();
      return id;
    },

    about,

    /** Opens a kept file for somebody who may, and writes down who and why. */
    /** The bytes of what is about to be kept, for whoever has just received it to look into. */
    peek: (received: Pick<Received, 'sha256'>): Readable => blobs.read(received.sha256),
    async open(actor: Actor, id: string, { purpose }: { purpose: string }): Promise<FileFacts & { stream: Readable }> {
      const facts = await about(id);
      if (!facts) throw new Problem(refusals.unknown);
      if (!can(actor, kindOf(facts.kind).permission)) throw new Problem(refusals.forbidden);
      if (!(await blobs.exists(facts.sha256))) throw new Problem(refusals.unknown);
      await database.journal<FileTables, unknown>((tables) => tables.insertInto('files.opening').values({ id: newId(), file: id, at: database.clock.now().toString(), actor_kind: actor.kind, actor_id: actor.id, purpose }).execute());
      return { ...facts, stream: blobs.read(facts.sha256) };
    },

    /** Ends a file. Its bytes go with the next sweep unless an equal file is kept. */
    async remove(work: Work, id: string, reason: string): Promise<void> {
      await work.tables<FileTables>().updateTable('files.file').set({ removed_at: work.now.toString(), removed_because: reason }).where('id', '=', id).where('removed_at', 'is', null).execute();
      work.note({ file: id, reason });
    },

    sweep,
    uploads,
    /** Opens `/berkas/unggah` for resumable uploads. */
    mount: (http: Http) => { mountUploads(http, uploads); },
  };
}

/** The last part of a name, without anything that could act in a header or path. */
function plainName(name: string | undefined): string {
  const last = (name ?? '').normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  return last.replace(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '').trim().slice(0, 120) || 'berkas';
}
