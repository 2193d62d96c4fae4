import { formatLongDate } from '#kernel/time';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import type { Visit } from '../store/visits.ts';

/** Tells the patient one fact about a visit, once: the link goes by message, the code that opens it from mouth to ear. Goes out after the commit. */
export async function tellPatient(doors: Doors, work: Work, visit: Visit, what: 'resume' | 'opened', about = ''): Promise<void> {
  await doors.messaging.notify(work, {
    to: { personId: visit.personId }, template: `sih-larajaket-${what}`, data: { hari: formatLongDate(what === 'resume' ? visit.date : work.now.toZonedDateTimeISO(doors.zone).toPlainDate()), tautan: doors.publicUrl(`/sih-larajaket/resume/${doors.sign(visit.id)}`) }, importance: 'normal',
    dedupe: `sih-larajaket/${visit.id}/${what}${about}`, subject: visit.id, expiresAt: work.now.add({ hours: 72 }),
  });
}
