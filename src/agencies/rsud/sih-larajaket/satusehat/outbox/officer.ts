import { sql } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import { refusals } from '../../problems.ts';
import type { Tables } from '../../store/tables.ts';
import type { Item } from './items.ts';
import type { OutboxTables } from './tables.ts';

/** Everything that was held for one cause goes again: the cause was mended for all of it. */
export const retryCause = action({
  name: 'sih-larajaket/retryCause', allow: 'sih-larajaket/oversee', input: z.strictObject({ cause: z.string().min(3).max(30) }),
  async run(work, { cause }): Promise<{ again: number }> {
    const { numUpdatedRows } = await work.tables<OutboxTables>().updateTable('sih_larajaket.satusehat').set({ state: 'ready', attempts: 0, cause: null, next_at: work.now.toString() }).where('state', '=', 'parked').where('cause', '=', cause).executeTakeFirst();
    work.note({ subject: cause, again: Number(numUpdatedRows) });
    return { again: Number(numUpdatedRows) };
  },
});

/** Writes down the IHS number of a visit's doctor, found by NIK, and lets what waited for it go. */
export const setDoctorIhs = action({
  name: 'sih-larajaket/setDoctorIhs', allow: 'sih-larajaket/oversee', input: z.strictObject({ visitId: z.uuid(), ihs: z.string().regex(/^N\d+$/) }),
  async run(work, { visitId, ihs }): Promise<{ doctor: string }> {
    const visit = await work.tables<Tables>().selectFrom('sih_larajaket.visit').select('doctor').where('id', '=', visitId).executeTakeFirst();
    if (!visit) throw new Problem(refusals.noVisit);
    const { numUpdatedRows } = await work.tables<Tables>().updateTable('sih_larajaket.practitioner').set({ ihs }).where('doctor', '=', visit.doctor).executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Problem(refusals.licence, { detail: 'Catat dahulu surat izin praktik dokter ini, lalu cari nomor IHS-nya.' });
    await sql`update sih_larajaket.satusehat s set state = 'ready', attempts = 0, cause = null, next_at = ${work.now.toString()} from sih_larajaket.visit v where v.id = s.visit_id and v.doctor = ${visit.doctor} and s.state = 'parked' and s.cause = 'practitioner'`.execute(work.tables<OutboxTables>());
    work.note({ subject: visit.doctor });
    return { doctor: visit.doctor };
  },
});

/** Lets what waited for a patient of this visit go, after the number was found. */
export const retryVisit = action({
  name: 'sih-larajaket/retryVisit', allow: 'sih-larajaket/oversee', input: z.strictObject({ visitId: z.uuid() }),
  async run(work, { visitId }): Promise<void> {
    await work.tables<OutboxTables>().updateTable('sih_larajaket.satusehat').set({ state: 'ready', attempts: 0, cause: null, next_at: work.now.toString() }).where('visit_id', '=', visitId).where('state', '=', 'parked').where('cause', '=', 'patient').execute();
    work.note({ subject: visitId });
  },
});

export interface Waiting extends Item { readonly label: string; readonly poli_name: string }

/** Items of these states with the ticket of their visit, those held or waiting longest first. */
export async function itemsIn(tables: Pick<ReadonlyKysely<Tables & OutboxTables>, 'selectFrom'>, states: readonly Item['state'][], limit: number): Promise<Waiting[]> {
  return tables.selectFrom('sih_larajaket.satusehat as s').innerJoin('sih_larajaket.visit as v', 'v.id', 's.visit_id').selectAll('s').select(['v.label', 'v.poli_name']).where('s.state', 'in', [...states]).orderBy('s.created_at').orderBy('s.resource').limit(limit).execute();
}
