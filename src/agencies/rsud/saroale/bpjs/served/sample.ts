import type { Saroale } from '../../rooms.ts';
import { practiceHours } from '../hospital.ts';
import type { ServedDoors, Session } from './queue.ts';

/** Sessions an acceptance test can be run on; no personal data. */
export interface SessionSample { readonly kodepoli: string; readonly kodedokter: number; readonly tanggalperiksa: string; readonly jampraktek: string; readonly namapoli: string; readonly namadokter: string }
export interface Sample {
  /** A session with places left on a later day, and another one on the same day. */
  readonly open?: SessionSample;
  readonly other?: SessionSample;
  /** A session of today whose cut-off has passed. */
  readonly late?: SessionSample;
  /** A day on which the clinic of `open` does not sit. */
  readonly closedDate?: string;
  /** Whom the clinic of `open` sees. */
  readonly person: { readonly birthYear: number; readonly sex: 'L' | 'P' };
}

/** Picks the sessions from what is open now. */
export async function pickSample(doors: ServedDoors): Promise<Sample> {
  const { saroale } = doors;
  const today = doors.today();
  const sessions = (await saroale.reads.searchSessions({})).filter((session) => session.hfisCode !== null);
  const ahead = sessions.filter((session) => session.bookable && session.left.jkn > 0 && session.left.other > 0 && Temporal.PlainDate.compare(session.date, today) > 0);
  const pairs = ahead.map((session) => ({ session, other: ahead.find((one) => one.sessionId !== session.sessionId && one.date.equals(session.date)) }));
  const chosen = pairs.find((pair) => pair.other) ?? pairs[0];
  const late = sessions.find((session) => session.date.equals(today) && session.status !== 'cancelled' && Temporal.Instant.compare(doors.now(), session.closesAt.subtract({ minutes: session.cutoffBefore })) >= 0);
  const closed = chosen && Array.from({ length: 10 }, (_, index) => today.add({ days: index + 1 })).find((date) => !sessions.some((session) => session.poli === chosen.session.poli && session.date.equals(date)));
  const poli = chosen && await saroale.reads.poli(chosen.session.poli);
  return {
    person: { birthYear: poli?.ageBelow ? today.year - Math.ceil(poli.ageBelow / 2) : today.year - Math.max(36, (poli?.ageFrom ?? 0) + 2), sex: poli?.sex ?? 'P' },
    ...(chosen ? { open: await asSample(saroale, chosen.session, doors.zone) } : {}), ...(chosen?.other ? { other: await asSample(saroale, chosen.other, doors.zone) } : {}),
    ...(late ? { late: await asSample(saroale, late, doors.zone) } : {}), ...(closed ? { closedDate: closed.toString() } : {}),
  };
}

async function asSample(saroale: Saroale, session: Session, zone: string): Promise<SessionSample> {
  const poli = await saroale.reads.poli(session.poli);
  return { kodepoli: poli?.subspecialtyCode ?? '', kodedokter: session.hfisCode ?? 0, tanggalperiksa: session.date.toString(), jampraktek: practiceHours(session, zone), namapoli: session.poliName, namadokter: session.doctorName };
}
