import type { Actor } from '#kernel/actor';
import type { Saroale } from '../../rooms.ts';
import { practiceHours } from '../hospital.ts';
import { ownWords, words, type Refusal } from '../rules/refusals.ts';
import { readSession, text, type SessionAsked } from '../rules/shape.ts';
import { waitSeconds } from '../rules/take.ts';
import { inWords, type ServedService } from './answer.ts';

export type Visit = NonNullable<Awaited<ReturnType<Saroale['reads']['visit']>>>;
export type Session = Awaited<ReturnType<Saroale['reads']['searchSessions']>>[number];
export type Poli = NonNullable<Awaited<ReturnType<Saroale['reads']['poli']>>>;

/** Mobile JKN acting for its user. It holds no permission: what it may do is what a patient may do. */
export const mobileJkn: Actor = { kind: 'partner', id: 'mobile-jkn', name: 'Mobile JKN', permissions: new Set(), channel: 'mobile-jkn' };

export interface ServedDoors {
  readonly saroale: Saroale;
  readonly zone: string;
  readonly today: () => Temporal.PlainDate;
  readonly now: () => Temporal.Instant;
  /** Standard service time, seconds a patient. */
  readonly spmSeconds: number;
}

/** The session asked about: the clinic, whether it sits that day, and the doctor's session at those hours. */
export async function findSession({ saroale, zone }: ServedDoors, asked: SessionAsked): Promise<{ poli: Poli | undefined; open: boolean; doctorName: string; session: Session | undefined }> {
  const poli = await saroale.reads.poliBySubspecialty(asked.poli);
  const doctor = await saroale.reads.doctorByHfis(asked.doctor);
  const sessions = poli ? (await saroale.reads.searchSessions({ poli: poli.code, from: asked.date, to: asked.date })) : [];
  const session = sessions.find((one) => one.hfisCode === asked.doctor && practiceHours(one, zone) === asked.hours && one.status !== 'cancelled');
  return { poli, open: sessions.length > 0, doctorName: doctor?.shownName ?? String(asked.doctor), session };
}

/** Status antrean: how a session stands. */
export function statusAntrean(doors: ServedDoors): ServedService {
  return async (body) => {
    const asked = readSession(body);
    if (!asked.ok) return asked.refusal;
    if (Temporal.PlainDate.compare(asked.value.date, doors.today()) < 0) return words.datePast;
    const { poli, open, doctorName, session } = await findSession(doors, asked.value);
    if (!poli) return words.noPoli;
    if (!open) return words.poliClosed;
    if (!session) return words.doctorAway(doctorName);
    const line = await doors.saroale.doors.booking.state(session.sessionId);
    return {
      response: {
        namapoli: session.poliName, namadokter: session.doctorName, totalantrean: session.issued.jkn + session.issued.other, sisaantrean: line.remaining, antreanpanggil: called(line),
        ...quotas(session), keterangan: '',
      },
    };
  };
}

/** Sisa antrean: how far one patient is. Answered before check-in too. */
export function sisaAntrean(doors: ServedDoors): ServedService {
  return async (body) => {
    const found = await findVisit(doors, text(body, 'kodebooking'));
    if ('refusal' in found) return found.refusal;
    const { visit } = found;
    if (visit.status === 'cancelled' || visit.status === 'moved' || visit.status === 'no-show') return words.cancelledTwice;
    const ticket = await doors.saroale.reads.ticket(visit.bookingId);
    const line = await doors.saroale.doors.booking.state(visit.sessionId);
    const left = visit.status === 'served' ? 0 : (ticket?.ahead ?? 0) + 1;
    return {
      response: {
        nomorantrean: visit.label, namapoli: visit.poliName, namadokter: visit.doctorName, sisaantrean: left, antreanpanggil: called(line), waktutunggu: waitSeconds(doors.spmSeconds, left),
        keterangan: visit.lateMinutes > 0 ? `Dokter terlambat ${visit.lateMinutes} menit.` : '',
      },
    };
  };
}

/** Batal antrean. */
export function batalAntrean(doors: ServedDoors): ServedService {
  return async (body, requestId) => {
    const found = await findVisit(doors, text(body, 'kodebooking'));
    if ('refusal' in found) return found.refusal;
    const { visit } = found;
    if (visit.status === 'served') return words.served;
    if (visit.status !== 'booked' && visit.status !== 'checked-in') return words.cancelledTwice;
    const reason = text(body, 'keterangan');
    if (reason === '') return words.empty('Keterangan');
    return inWords(async () => {
      await doors.saroale.perform(doors.saroale.actions.cancelBooking, mobileJkn, { bookingId: visit.bookingId, by: 'patient', reason: reason.slice(0, 200) }, { requestId });
      return {};
    });
  };
}

/** Check-in. Mobile JKN repeats it when our answer is lost: the second is the same visit. */
export function checkinAntrean(doors: ServedDoors): ServedService {
  return async (body, requestId) => {
    const found = await findVisit(doors, text(body, 'kodebooking'));
    if ('refusal' in found) return found.refusal;
    const at = text(body, 'waktu');
    if (at === '') return words.empty('Waktu');
    if (!/^\d{13}$/.test(at)) return words.format('Waktu');
    const { visit } = found;
    if (visit.status === 'served' || visit.status === 'checked-in') return {};
    if (visit.status !== 'booked') return words.cancelledTwice;
    return inWords(async () => {
      await doors.saroale.perform(doors.saroale.actions.checkIn, mobileJkn, { bookingId: visit.bookingId, via: 'mobile-jkn' }, { requestId });
      return {};
    });
  };
}

/** Ambil antrean farmasi. */
export function ambilFarmasi(doors: ServedDoors): ServedService {
  return async (body) => {
    const found = await findVisit(doors, text(body, 'kodebooking'));
    if ('refusal' in found) return found.refusal;
    const prescription = await doors.saroale.reads.prescription(found.visit.bookingId);
    return prescription ? { response: { jenisresep: prescription.compounded ? 'racikan' : 'non racikan', nomorantrean: prescription.number, keterangan: '' } } : ownWords.noPharmacy;
  };
}

/** Status antrean farmasi: the line of the patient's kind of prescription. */
export function statusFarmasi(doors: ServedDoors): ServedService {
  return async (body) => {
    const found = await findVisit(doors, text(body, 'kodebooking'));
    if ('refusal' in found) return found.refusal;
    const prescription = await doors.saroale.reads.prescription(found.visit.bookingId);
    if (!prescription) return ownWords.noPharmacy;
    const day = await doors.saroale.reads.pharmacyDay(prescription.date);
    const line = prescription.compounded ? day.compounded : day.readyMade;
    return { response: { jenisresep: prescription.compounded ? 'racikan' : 'non racikan', totalantrean: line.total, sisaantrean: line.total - line.ready, antreanpanggil: line.lastCalled, keterangan: '' } };
  };
}

export function quotas(session: Session): Record<string, number> {
  return { sisakuotajkn: session.left.jkn, kuotajkn: session.quota.jkn, sisakuotanonjkn: session.left.other, kuotanonjkn: session.quota.other };
}

async function findVisit({ saroale }: ServedDoors, code: string): Promise<{ visit: Visit } | { refusal: Refusal }> {
  if (code === '') return { refusal: words.empty('Kode Booking') };
  const visit = /^[A-Z0-9]{4,20}$/.test(code) ? await saroale.reads.visit({ code }) : undefined;
  return visit ? { visit } : { refusal: words.noQueue };
}

function called(line: { nowServing?: { label: string } | undefined; lastCalled?: { label: string } | undefined }): string {
  return line.nowServing?.label ?? line.lastCalled?.label ?? '-';
}
