import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { writeEncounter, writePatient } from '../record/write.ts';
import type { Tables } from '../store/tables.ts';
import { findVisits } from '../store/visits.ts';

/**
 * Two records turned out to be one person, perhaps while the patient sits with the doctor. Their record, visits, consents and openings move to the person that stays; the id the ticket was for is kept in the visit, so that
 * both can be searched and the step can be undone.
 */
export async function followMerge(doors: Doors, work: Work, keep: string, drop: string): Promise<void> {
  const tables = work.tables<Tables>();
  const visits = await findVisits(tables, { personId: drop });
  if (visits.length > 0) await writePatient(doors, work, keep);
  // Whoever writes in one of these visits meanwhile waits for the lock, and then writes on the person that stays.
  await doors.record.merge(work, { gone: drop, kept: keep, reason: 'Dua data ternyata satu orang' });
  await tables.updateTable('sih_larajaket.visit').set({ person_id: keep }).where('person_id', '=', drop).execute();
  await tables.updateTable('sih_larajaket.consent').set({ person_id: keep }).where('person_id', '=', drop).execute();
  await tables.updateTable('sih_larajaket.glass').set({ person_id: keep }).where('person_id', '=', drop).execute();
  for (const visit of visits) await writeEncounter(doors, work, { ...visit, personId: keep });
  work.note({ subject: keep, visits: visits.length, drop });
}
