import { system, type Actor, type Channel } from '#kernel/actor';
import { civilDate } from '#kernel/time';
import type { Saroale } from '../rooms.ts';
import type { Chance } from './chance.ts';
import { doctors } from './hospital.ts';

/** A clock the demonstration may set; `release` gives the real time back. */
export interface SteeredClock {
  now(): Temporal.Instant;
  set(to: Temporal.Instant): void;
  release(): void;
}

interface Moment { readonly at: Temporal.Instant; readonly run: () => Promise<unknown> }

const channels: readonly Channel[] = ['whatsapp', 'whatsapp', 'whatsapp', 'telegram', 'web', 'counter'];
/** Doctors who sit today, whatever the hour the demonstration is started at. */
const sitting = ['dr-andini', 'dr-cakra', 'dr-fitri', 'dr-hendra', 'dr-joko', 'dr-laras', 'dr-mahendra', 'dr-qori'];

/** Lives today through the service's own verbs: sessions that opened up to two hours ago, people booked, arrived, called, served, still waiting and not yet here. */
export async function liveToday(saroale: Saroale, clock: SteeredClock, people: readonly { id: string; group: 'child' | 'woman' | 'man' }[], luck: Chance, perSession: number): Promise<void> {
  const { doors, actions, perform } = saroale;
  const now = clock.now();
  const today = civilDate(now, doors.zone);
  const midnight = today.toZonedDateTime(doors.zone).toInstant();
  const start = latest(midnight.add({ minutes: 10 }), now.subtract({ minutes: 110 }));
  const end = earliest(midnight.add({ hours: 23, minutes: 50 }), now.add({ minutes: 200 }));
  const desk: Actor = system('demo', 'command');
  const moments: Moment[] = [];
  let serial = 0;

  for (const id of sitting) {
    const doctor = doctors.find((entry) => entry.id === id);
    if (!doctor) continue;
    clock.set(latest(midnight.add({ minutes: 1 }), start.subtract({ hours: 14 })));
    const { sessionId } = await perform(actions.openExtraSession, desk, { poli: doctor.poli, doctor: id, date: today.toString(), opens: wall(start, doors.zone), closes: wall(end, doors.zone), quotaJkn: 24, quotaOther: 10, reason: 'Hari contoh' });
    const fitting = people.filter((person) => (doctor.poli === 'ANA' ? person.group === 'child' : doctor.poli === 'OBG' ? person.group === 'woman' : person.group !== 'child'));
    const queue: { bookingId: string }[] = [];
    for (let number = 0; number < perSession; number += 1) {
      const person = fitting[(number + 7 * sitting.indexOf(id)) % fitting.length];
      if (!person) continue;
      serial += 1;
      clock.set(latest(midnight.add({ minutes: 2 }), start.subtract({ minutes: 700 })).add({ seconds: serial }));
      const jkn = luck.next() < 0.75;
      const booked = await perform(actions.book, { ...desk, channel: luck.pick(channels) }, {
        sessionId, personId: person.id, payer: jkn ? 'jkn' : 'umum', visitKind: 3, ...(jkn ? { reference: `0601R001${String(today.month).padStart(2, '0')}${String(today.year % 100)}K${String(100_000 + serial)}` } : {}), key: `demo/${today.toString()}/${serial}`,
      }).catch(() => undefined);
      if (!booked) continue;
      if (luck.next() < 0.08) continue;
      const arrives = start.add({ minutes: Math.round(number * 9 - 25 + luck.between(0, 25)) });
      if (Temporal.Instant.compare(arrives, now) >= 0) continue;
      moments.push({ at: arrives.add({ milliseconds: serial }), run: async () => { await perform(actions.checkIn, desk, { bookingId: booked.bookingId, via: 'counter' }); queue.push(booked); } });
    }
    let at = start.add({ minutes: luck.between(3, 22) });
    while (Temporal.Instant.compare(at, now) < 0) {
      const begins = at;
      const minutes = Math.max(3, luck.about(8, 0.4));
      const ends = begins.add({ seconds: Math.round(minutes * 60) });
      moments.push({ at: begins, run: () => serveOne(sessionId, ends) });
      at = ends.add({ seconds: 40 });
    }
  }

  moments.sort((a, b) => Temporal.Instant.compare(a.at, b.at));
  const later: Moment[] = [];
  for (let next = moments.shift(); next; next = moments.shift()) {
    clock.set(latest(next.at, clock.now()));
    await next.run();
    moments.push(...later.splice(0));
    moments.sort((a, b) => Temporal.Instant.compare(a.at, b.at));
  }
  clock.release();

  async function serveOne(sessionId: string, ends: Temporal.Instant): Promise<void> {
    const called = await perform(actions.callNext, desk, { sessionId, desk: 'Ruang 1' });
    const bookingId = called?.ticket.bookingId;
    if (!bookingId) return;
    clock.set(clock.now().add({ seconds: 20 }));
    await perform(actions.start, desk, { bookingId });
    if (Temporal.Instant.compare(ends, now) < 0) later.push({ at: ends, run: () => perform(actions.finish, desk, { bookingId, prescription: luck.next() < 0.5 ? 'ready-made' : 'none' }) });
  }
}

function wall(at: Temporal.Instant, zone: string): string {
  return at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

function latest(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) >= 0 ? a : b;
}

function earliest(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) <= 0 ? a : b;
}
