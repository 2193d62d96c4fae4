import type { Database, Work } from '#platform/database';
import type { Contact } from '../doors.ts';
import type { Reader } from './reader.ts';
import type { Payer, SaroaleTables, VisitKind } from './tables.ts';

/** Somebody who waits for a place, as Saroale needs to know them when one comes free. */
export interface Waiting {
  readonly id: string;
  readonly sessionId: string;
  readonly personId: string;
  readonly payer: Payer;
  readonly visitKind: VisitKind;
  readonly reference: string | null;
  readonly contact: Contact | null;
  readonly showPoli: boolean;
}

export async function insertWaiting(work: Work, waiting: Waiting): Promise<void> {
  await work.tables<SaroaleTables>().insertInto('saroale.waiting').values({
    id: waiting.id, session_id: waiting.sessionId, person_id: waiting.personId, payer: waiting.payer, visit_kind: waiting.visitKind, reference: waiting.reference,
    contact: waiting.contact === null ? null : JSON.stringify(waiting.contact), show_poli: waiting.showPoli, joined_at: work.now.toString(),
  }).onConflict((conflict) => conflict.column('id').doNothing()).execute();
}

export async function findWaiting(work: Work, id: string): Promise<Waiting | undefined> {
  return waitingIn(work.tables<SaroaleTables>(), id);
}

/** The same outside a write. */
export async function readWaiting(database: Database, id: string): Promise<Waiting | undefined> {
  return waitingIn(database.read<SaroaleTables>(), id);
}

async function waitingIn(reader: Reader, id: string): Promise<Waiting | undefined> {
  const row = await reader.selectFrom('saroale.waiting').selectAll().where('id', '=', id).executeTakeFirst();
  return row && { id: row.id, sessionId: row.session_id, personId: row.person_id, payer: row.payer, visitKind: row.visit_kind, reference: row.reference, contact: row.contact as Contact | null, showPoli: row.show_poli };
}
