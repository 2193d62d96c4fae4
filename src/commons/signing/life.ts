import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from './problems.ts';
import { lockDocument } from './store/documents.ts';
import type { SigningTables } from './tables.ts';

/** Ends a signed document: whoever scans its code from now on reads that it was revoked. */
export async function revoke(work: Work, { document, reason }: { document: string; reason: string }): Promise<void> {
  const row = await lockSigned(work, document);
  await work.tables<SigningTables>().updateTable('signing.document').set({ revoked_at: work.now.toString(), ended_because: reason }).where('id', '=', row.id).execute();
  work.emit({ type: 'signing/revoked', version: 1, subject: row.id, data: { class: row.class, service: row.service, about: row.subject } });
  work.note({ document: row.id, reason });
}

/** Says that another signed document took this one's place. */
export async function supersede(work: Work, { document, by, reason }: { document: string; by: string; reason: string }): Promise<void> {
  const later = await lockDocument(work, by);
  if (later.state !== 'signed') throw new Problem(refusals.notSigned);
  const row = await lockSigned(work, document);
  await work.tables<SigningTables>().updateTable('signing.document').set({ superseded_by: by, ended_because: reason }).where('id', '=', row.id).execute();
  work.emit({ type: 'signing/superseded', version: 1, subject: row.id, data: { class: row.class, service: row.service, about: row.subject, by } });
  work.note({ document: row.id, by, reason });
}

/** Holds a signed document in suspense, with the reason anybody who scans its code reads. Throws `signing/already-ended`, also when it is suspended already. */
export async function suspend(work: Work, { document, reason }: { document: string; reason: string }): Promise<void> {
  const row = await lockSigned(work, document);
  if (row.suspended_at !== null) throw new Problem(refusals.alreadyEnded);
  await work.tables<SigningTables>().updateTable('signing.document').set({ suspended_at: work.now.toString(), suspended_because: reason }).where('id', '=', row.id).execute();
  work.emit({ type: 'signing/suspended', version: 1, subject: row.id, data: { class: row.class, service: row.service, about: row.subject } });
  work.note({ document: row.id, reason });
}

/** Gives a suspended document its force again. */
export async function resume(work: Work, { document, reason }: { document: string; reason: string }): Promise<void> {
  const row = await lockSigned(work, document);
  if (row.suspended_at === null) throw new Problem(refusals.notSuspended);
  await work.tables<SigningTables>().updateTable('signing.document').set({ suspended_at: null, suspended_because: null }).where('id', '=', row.id).execute();
  work.emit({ type: 'signing/resumed', version: 1, subject: row.id, data: { class: row.class, service: row.service, about: row.subject } });
  work.note({ document: row.id, reason });
}

async function lockSigned(work: Work, id: string) {
  const row = await lockDocument(work, id);
  if (row.state !== 'signed') throw new Problem(refusals.notSigned);
  if (row.revoked_at !== null || row.superseded_by !== null) throw new Problem(refusals.alreadyEnded);
  return row;
}
