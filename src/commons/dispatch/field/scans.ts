import type { Actor } from '#kernel/actor';
import { sha256 } from '#kernel/digest';
import { Problem } from '#kernel/problem';
import type { Database } from '#platform/database';
import type { Files } from '#platform/files';
import { refusals } from '../problems.ts';
import { requireDevice } from '../store/devices.ts';
import { readerOf } from '../store/reading.ts';
import type { DispatchTables } from '../tables.ts';

/** Scans are written anew like every paper: what a phone sends may still hide something. */
export const scanKind = { kind: 'dispatch/scan', accept: ['image/jpeg', 'image/png'], maxBytes: 400_000, permission: 'dispatch/plan', clean: true } as const;

export interface ScanDeps { readonly database: Database; readonly files: Files }

/** How many bytes of a scan have arrived without a gap; all of them once it is a file. */
export async function scanProgress({ database }: ScanDeps, actor: Actor, given: { device: string; scan: string }): Promise<{ received: number; size: number; done: boolean }> {
  const scan = await requireScan(database, actor, given);
  if (scan.file || scan.refused) return { received: scan.size, size: scan.size, done: true };
  return { received: (await piecesOf(database, scan.id)).length, size: scan.size, done: false };
}

/**
 * Takes one piece in. Pieces come in order; one that was already taken is simply counted, so that a lost answer costs nothing. The last piece makes the file, if the
 * whole has the announced hash; otherwise everything is forgotten and the phone begins again.
 */
export async function takePiece(deps: ScanDeps, actor: Actor, given: { device: string; scan: string; starts: number; bytes: Buffer }): Promise<{ received: number; done: boolean }> {
  const { database } = deps;
  const scan = await requireScan(database, actor, given);
  if (scan.file || scan.refused) return { received: scan.size, done: true };
  const before = await piecesOf(database, scan.id);
  if (given.starts > before.length || given.starts + given.bytes.length > scan.size) throw new Problem(refusals.scanOrder, { facts: { received: before.length } });
  if (given.starts === before.length && given.bytes.length > 0) {
    await database.journal<DispatchTables, unknown>((tables) => tables.insertInto('dispatch.scan_piece').values({ scan: scan.id, starts: given.starts, bytes: given.bytes }).onConflict((conflict) => conflict.doNothing()).execute());
  }
  const whole = await piecesOf(database, scan.id);
  if (whole.length < scan.size) return { received: whole.length, done: false };
  if (sha256(whole) !== scan.sha256) {
    await forget(database, scan.id);
    throw new Problem(refusals.badScan, { facts: { received: 0 } });
  }
  const received = await deps.files.receive(whole, { kind: scanKind.kind, name: `${scan.label || 'pindaian'}-${scan.page}.jpg` }).catch(async (error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    await refuse(database, actor, scan, error.code);
    return undefined;
  });
  if (!received) return { received: scan.size, done: true };
  await database.write({ actor, action: 'dispatch/keep-scan' }, async (work) => {
    const tables = work.tables<DispatchTables>();
    const locked = await tables.selectFrom('dispatch.scan').select('file').where('id', '=', scan.id).forUpdate().executeTakeFirstOrThrow();
    if (locked.file) return;
    const file = await deps.files.keep(work, received, { subject: scan.visit });
    await tables.updateTable('dispatch.scan').set({ file, received_at: work.now.toString() }).where('id', '=', scan.id).execute();
    await tables.deleteFrom('dispatch.scan_piece').where('scan', '=', scan.id).execute();
    work.note({ subject: scan.visit, scan: scan.id });
  });
  return { received: scan.size, done: true };
}

/** It came as it was announced and is still no paper: sending it again would change nothing. The phone lets go of it, the record says why. */
async function refuse(database: Database, actor: Actor, scan: { id: string; visit: string }, why: string): Promise<void> {
  await database.write({ actor, action: 'dispatch/refuse-scan' }, async (work) => {
    await work.tables<DispatchTables>().updateTable('dispatch.scan').set({ refused: why, received_at: work.now.toString() }).where('id', '=', scan.id).execute();
    await work.tables<DispatchTables>().deleteFrom('dispatch.scan_piece').where('scan', '=', scan.id).execute();
    work.note({ subject: scan.visit, scan: scan.id, why });
  });
}

async function requireScan(database: Database, actor: Actor, given: { device: string; scan: string }) {
  const reader = readerOf(database);
  const device = await requireDevice(reader, given.device, actor.id);
  const scan = await reader.selectFrom('dispatch.scan').selectAll().where('id', '=', given.scan).where('device', '=', device.id).executeTakeFirst();
  if (!scan) throw new Problem(refusals.unknownScan);
  return scan;
}

async function piecesOf(database: Database, scan: string): Promise<Buffer> {
  const rows = await readerOf(database).selectFrom('dispatch.scan_piece').select(['starts', 'bytes']).where('scan', '=', scan).orderBy('starts').execute();
  return Buffer.concat(rows.map((row) => row.bytes));
}

async function forget(database: Database, scan: string): Promise<void> {
  await database.journal<DispatchTables, unknown>((tables) => tables.deleteFrom('dispatch.scan_piece').where('scan', '=', scan).execute());
}
