import { sql } from 'kysely';
import { sha256 } from '#kernel/digest';
import { parsePhone } from '#kernel/phone';
import type { Database } from '#platform/database';
import type { BpjsPeople } from '../doors.ts';
import { comeEarly } from '../hospital.ts';
import { ownWords, words } from '../rules/refusals.ts';
import { readTake, type TakeAsked } from '../rules/shape.ts';
import { refuseTake } from '../rules/take.ts';
import { inWords, type Answer, type ServedService } from './answer.ts';
import { findSession, mobileJkn, quotas, type Session, type ServedDoors, type Visit } from './queue.ts';

export interface TakeDoors extends ServedDoors {
  readonly database: Database;
  readonly people: BpjsPeople;
  /** The same request again within this many seconds is a lost answer, not a second booking. */
  readonly retrySeconds: number;
  /** Told of every place given, so that the stand-in of BPJS knows it as the real one would. */
  readonly onTaken: (taken: { code: string; asked: TakeAsked; visit: Visit }) => void;
}

/** Ambil antrean: a place in a doctor's session, checked in the order BPJS checks it. A repeat of the same request gives the same place. */
export function ambilAntrean(doors: TakeDoors): ServedService {
  return async (body, requestId) => {
    const read = readTake(body);
    if (!read.ok) return read.refusal;
    const asked = read.value;
    const { poli, open, doctorName, session } = await findSession(doors, asked);
    const person = (asked.card === '' ? undefined : await doors.people.findBy('noka', asked.card)) ?? await doors.people.findBy('nik', asked.nik);
    const visits = person ? await doors.saroale.reads.visitsOf([person.id], { from: asked.date }) : [];
    const sameDay = visits.filter((visit) => visit.date.equals(asked.date) && (visit.status === 'booked' || visit.status === 'checked-in' || visit.status === 'served'));
    const again = session && sameDay.find((visit) => isRepeat(doors, visit, session, asked));
    if (again) return placeOf(doors, again.bookingId, asked);
    const payer = asked.card === '' ? 'umum' as const : 'jkn' as const;
    const refusal = refuseTake({
      today: doors.today(), now: doors.now(), date: asked.date, payer, poli, poliOpen: open, doctorName, session: session && lastCall(session, doors),
      referenceUsed: asked.reference !== '' && (await doors.saroale.doors.booking.bookings({ service: 'saroale', reference: asked.reference, active: true })).length > 0,
      // An internal referral is a second clinic on the same day by design.
      alreadyThatDay: sameDay.some((visit) => asked.visitKind !== 2 || visit.poli === poli?.code), hasRecord: person?.maskedNorm !== undefined,
    });
    if (refusal) return (person && session && await wonElsewhere(doors, person.id, session, asked)) ?? refusal;
    if (!person || !session) return words.noRecord;
    const phone = parsePhone(asked.phone);
    const answer = await inWords(async () => {
      const booked = await doors.saroale.perform(doors.saroale.actions.book, mobileJkn, {
        sessionId: session.sessionId, personId: person.id, payer, visitKind: asked.visitKind, ...(asked.reference ? { reference: asked.reference } : {}), newPatient: await isNew(doors, person.id, visits),
        key: keyOf(person.id, session, asked, visits), ...(phone ? { contact: { phone } } : {}),
      }, { requestId });
      return placeOf(doors, booked.bookingId, asked);
    }, {
      'saroale/full': payer === 'jkn' ? ownWords.quotaJkn : ownWords.quotaOther, 'booking/full': payer === 'jkn' ? ownWords.quotaJkn : ownWords.quotaOther, 'saroale/cutoff': words.afterHours(session.poliName, lastCall(session, doors).lastCallClock),
      'saroale/cancelled': words.doctorAway(doctorName), 'saroale/ended': words.doctorAway(doctorName), 'booking/closed': words.doctorAway(doctorName), 'saroale/poli-closed': words.poliClosed, 'saroale/too-far': words.poliClosed,
    });
    return 'code' in answer ? (await wonElsewhere(doors, person.id, session, asked)) ?? answer : answer;
  };
}

/** The same request came twice at once and the other one won: its place is the answer to both. */
async function wonElsewhere(doors: TakeDoors, personId: string, session: Session, asked: TakeAsked): Promise<Answer | undefined> {
  const visits = await doors.saroale.reads.visitsOf([personId], { from: asked.date });
  const won = visits.find((visit) => (visit.status === 'booked' || visit.status === 'checked-in') && isRepeat(doors, visit, session, asked));
  return won && placeOf(doors, won.bookingId, asked);
}

function isRepeat(doors: TakeDoors, visit: Visit, session: Session, asked: TakeAsked): boolean {
  return visit.channel === 'mobile-jkn' && visit.status !== 'served' && visit.sessionId === session.sessionId && (visit.reference ?? '') === asked.reference && visit.visitKind === asked.visitKind
    && doors.now().since(visit.bookedAt).total('seconds') <= doors.retrySeconds;
}

/** The same request has the same key until its booking is over; then a new one may be taken. */
function keyOf(personId: string, session: Session, asked: TakeAsked, visits: readonly Visit[]): string {
  const over = visits.filter((visit) => visit.sessionId === session.sessionId && visit.status !== 'booked' && visit.status !== 'checked-in').length;
  return `mjkn|${sha256([personId, session.sessionId, asked.reference, asked.visitKind, over].join('|'))}`;
}

/** Same-day booking ends the clinic's cut-off before the session closes. */
function lastCall(session: Session, { zone }: ServedDoors) {
  const lastCallAt = session.closesAt.subtract({ minutes: session.cutoffBefore });
  return { lastCallAt, lastCallClock: lastCallAt.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' }), left: session.left };
}

/** Registered through Mobile JKN and not yet seen by admission. */
async function isNew({ database }: TakeDoors, personId: string, visits: readonly Visit[]): Promise<boolean> {
  if (visits.some((visit) => !visit.newPatient)) return false;
  const { rows } = await sql`select 1 from saroale.bpjs_new_patient where person_id = ${personId}`.execute(database.read() as never);
  return rows.length > 0;
}

async function placeOf(doors: TakeDoors, bookingId: string, asked: TakeAsked): Promise<Answer> {
  const ticket = await doors.saroale.reads.ticket(bookingId);
  const session = ticket && await doors.saroale.reads.session(ticket.visit.sessionId);
  if (!ticket || !session) return ownWords.busy;
  const { visit } = ticket;
  doors.onTaken({ code: visit.code, asked, visit });
  const { norm } = await doors.people.reveal(mobileJkn, visit.personId, { purpose: 'claim', fields: ['norm'], service: 'saroale' });
  return {
    response: {
      nomorantrean: visit.label, angkaantrean: visit.number, kodebooking: visit.code, norm: norm ?? '', namapoli: visit.poliName, namadokter: visit.doctorName,
      estimasidilayani: (ticket.estimate?.point ?? visit.opensAt).epochMilliseconds, ...quotas(session), keterangan: comeEarly,
    },
  };
}
