import type { RecordedEvent, Subscriber } from '#commons/evidence';
import type { Work } from '#platform/database';
import { snapshot } from '../hospital.ts';
import type { Task } from '../rules/tasks.ts';
import type { Saroale } from '../../rooms.ts';
import { closeKnown, hasLane, openLane, owe } from './owe.ts';

/** Turns facts of the outpatient day into what BPJS is owed, each exactly once: the reaction commits with the subscriber's cursor. */
export function feed(saroale: Saroale, options: { pharmacy: boolean }): Subscriber {
  return {
    name: 'saroale-bpjs',
    types: ['saroale/booked', 'saroale/moved', 'saroale/cancelled', 'saroale/task-recorded', 'saroale/pharmacy-queued'],
    react: (event, work) => react(saroale, options, event, work),
  };
}

async function react(saroale: Saroale, { pharmacy }: { pharmacy: boolean }, event: RecordedEvent, work: Work): Promise<void> {
  const bookingId = event.subject;
  // Facts of one millisecond have no order: whichever comes first opens the lane.
  if (!(await ensureLane(saroale, event, work))) return;
  switch (event.type) {
    case 'saroale/moved': await owe(work, { bookingId, kind: 'cancel', recordedAt: event.occurredAt, detail: { reason: 'Dipindahkan ke jadwal lain' } }); return;
    case 'saroale/cancelled': return cancelled(saroale, event, work);
    case 'saroale/task-recorded': {
      const task = Number(event.data['task']) as Task;
      if (pharmacy || task < 6 || task === 99) await owe(work, { bookingId, kind: 'task', task, recordedAt: Temporal.Instant.fromEpochMilliseconds(Number(event.data['at'])) });
      return;
    }
    case 'saroale/pharmacy-queued': if (pharmacy) await owe(work, { bookingId, kind: 'pharmacy', recordedAt: event.occurredAt, detail: { number: event.data['number'], compounded: event.data['compounded'] } });
  }
}

/** Opens the lane of a visit and owes its registration. A clinic outside JKN owes BPJS nothing; a booking from Mobile JKN is known there already. */
async function ensureLane(saroale: Saroale, event: RecordedEvent, work: Work): Promise<boolean> {
  if (await hasLane(work, event.subject)) return true;
  const visit = await saroale.reads.visit({ bookingId: event.subject }, work);
  const poli = visit && await saroale.reads.poli(visit.poli, work);
  if (!visit || !poli?.subspecialtyCode || visit.hfisCode === null) return false;
  const source = visit.channel === 'mobile-jkn' ? 'mobile-jkn' : 'hospital';
  const newPatient = event.data['newPatient'] === true || visit.newPatient || event.data['task'] === 1 || event.data['task'] === 2;
  await openLane(work, { bookingId: visit.bookingId, code: visit.code, visitDate: visit.date, newPatient, source });
  if (source === 'mobile-jkn') return true;
  const [session, ticket] = [await saroale.reads.session(visit.sessionId, work), await saroale.reads.ticket(visit.bookingId, work)];
  await owe(work, { bookingId: visit.bookingId, kind: 'add', recordedAt: visit.bookedAt, detail: { ...snapshot(visit, session, ticket?.estimate?.point) } });
  return true;
}

/** Who cancelled in Mobile JKN, or BPJS itself, need not be told to BPJS. */
async function cancelled(saroale: Saroale, event: RecordedEvent, work: Work): Promise<void> {
  const known = event.data['by'] === 'bpjs' || (event.data['by'] === 'patient' && event.channel === 'mobile-jkn');
  if (known) return closeKnown(work, event.subject, 'Dibatalkan lewat Mobile JKN');
  const visit = event.data['by'] === 'hospital' ? await saroale.reads.visit({ bookingId: event.subject }, work) : undefined;
  await owe(work, { bookingId: event.subject, kind: 'cancel', recordedAt: event.occurredAt, detail: { reason: visit?.reason ? `Rumah sakit: ${visit.reason}` : 'Dibatalkan pasien' } });
}
