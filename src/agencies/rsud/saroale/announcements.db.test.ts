import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '#kernel/problem';
import { remindAction } from './jobs/jobs.ts';
import { tellNear } from './notices/watch.ts';
import { system } from '#kernel/actor';
import { must, openTown, staff, visitor, type SaroaleTown } from '../../../../test/town/saroale.ts';

let town: SaroaleTown;
beforeAll(async () => { town = await openTown(); });
afterAll(() => town.close());

const date = Temporal.PlainDate.from('2026-11-24');
const sessionOf = async (poli: string, on = date) => must((await town.saroale.reads.searchSessions({ poli, from: on, to: on }))[0]);
const bookUmum = (sessionId: string, payer: 'umum' | 'jkn', serial: number) => town.saroale.perform(town.saroale.actions.book, visitor, {
  sessionId, personId: town.person(), payer, visitKind: 1, ...(payer === 'jkn' ? { reference: `0601R0011126P0010${serial}` } : {}), key: crypto.randomUUID(), contact: { phone: `+62812000001${serial}` },
});

describe('news about a session', () => {
  it('tells everybody once that the doctor is late, and the estimate moves', async () => {
    const { actions, perform, reads } = town.saroale;
    const session = await sessionOf('ANA');
    const booked = [await bookUmum(session.sessionId, 'jkn', 11), await bookUmum(session.sessionId, 'jkn', 12)];
    const before = must((await reads.ticket(must(booked[0]).bookingId))?.estimate).point;
    expect(await perform(actions.doctorLate, staff('perawat'), { sessionId: session.sessionId, minutes: '45', reason: 'Operasi darurat' })).toEqual({ notified: 2, bookings: 2 });
    expect(await perform(actions.doctorLate, staff('perawat'), { sessionId: session.sessionId, minutes: 45 })).toEqual({ notified: 0, bookings: 2 });
    const after = must((await reads.ticket(must(booked[0]).bookingId))?.estimate).point;
    expect((after.epochMilliseconds - before.epochMilliseconds) / 60_000).toBeGreaterThan(25);
    expect(town.told.filter((notice) => notice.template === 'saroale-late').map((notice) => [notice.importance, notice.data['menit']])).toEqual([['urgent', '45'], ['urgent', '45']]);
  });

  it('cancels a session in one action: everybody told with a way out, places closed, a new choice without filling in again', async () => {
    const { actions, perform, reads } = town.saroale;
    const session = await sessionOf('ANA');
    const bookings = await reads.visitsOn({ date, poli: 'ANA', status: ['booked'] });
    const result = await perform(actions.doctorAbsent, staff('perawat'), { sessionId: session.sessionId, reason: 'Dokter sakit' });
    expect(result).toEqual({ notified: bookings.length, bookings: bookings.length });
    const [absent] = town.told.filter((notice) => notice.template === 'saroale-absent');
    expect(absent).toMatchObject({ importance: 'urgent', choices: [{ id: `v1|saroale/pindah|visit|${must(absent).subject}` }] });
    await expect(bookUmum(session.sessionId, 'umum', 13)).rejects.toMatchObject({ code: 'saroale/cancelled' } satisfies Partial<Problem>);
    const next = await sessionOf('ANA', date.add({ days: 1 }));
    const again = await perform(actions.moveBooking, visitor, { bookingId: must(bookings[0]).bookingId, toSessionId: next.sessionId, key: crypto.randomUUID() });
    expect(again.date.toString()).toBe('2026-11-25');
    expect((await reads.visit({ bookingId: must(bookings[0]).bookingId }))?.movedTo).toBe(again.bookingId);
    await expect(perform(actions.moveBooking, visitor, { bookingId: must(bookings[0]).bookingId, toSessionId: next.sessionId, key: crypto.randomUUID() })).rejects.toMatchObject({ code: 'saroale/already-over' });
    const { rows } = await town.test.house.pool.query<{ data: unknown }>("select data from evidence.event where type = 'saroale/session-cancelled'");
    expect(rows).toEqual([{ data: { poli: 'ANA', early: true, bookings: bookings.length, noticeMinutes: 1380 } }]);
  });

  it('keeps who was booked when the quota falls below, blocks new ones and flags it', async () => {
    const { actions, perform } = town.saroale;
    const session = await sessionOf('INT');
    const adult = () => town.saroale.perform(town.saroale.actions.book, visitor, { sessionId: session.sessionId, personId: town.person({ birthYear: 1980 }), payer: 'jkn', visitKind: 2, key: crypto.randomUUID() });
    await adult();
    await adult();
    expect(await perform(actions.setQuota, staff('kepala'), { sessionId: session.sessionId, jkn: 1, other: 1, reason: 'Dokter praktik setengah hari' })).toEqual({ flagged: true });
    await expect(adult()).rejects.toMatchObject({ code: 'booking/full' });
    await expect(perform(actions.setQuota, staff('admisi'), { sessionId: session.sessionId, jkn: 9, other: 1, reason: 'Ingin lebih' })).rejects.toMatchObject({ code: 'action/forbidden' });
    expect(await sessionOf('INT')).toMatchObject({ flagged: true, issued: { jkn: 2, other: 0 } });
  });

  it('reminds the evening before with an answer on each button, and offers a freed place with one', async () => {
    const { actions, perform } = town.saroale;
    const session = await sessionOf('ANA', date.add({ days: 8 }));
    const book = (serial: number) => perform(actions.book, visitor, { sessionId: session.sessionId, personId: town.person(), payer: 'umum', visitKind: 1, key: crypto.randomUUID(), contact: { phone: `+6281200000${serial}` } });
    const { bookingId } = await book(201);
    const { waitingId } = await perform(actions.joinWaitingList, visitor, { sessionId: session.sessionId, personId: town.person(), payer: 'umum', visitKind: 1, key: crypto.randomUUID(), contact: { phone: '+6281200000202' } });
    expect(await perform(remindAction(town.saroale), system('test'), { bookingId, kind: 'evening' })).toEqual({ told: true });
    const evening = must(town.told.find((notice) => notice.template === 'saroale-evening' && notice.subject === bookingId));
    expect(evening.choices).toEqual([['hadir', 'Saya datang'], ['pindah', 'Pindah jadwal'], ['batal', 'Batalkan']].map(([task, title]) => ({ id: `v1|saroale/${task}|visit|${bookingId}`, title })));
    await perform(actions.cancelBooking, visitor, { bookingId, by: 'patient', reason: 'Sudah sembuh' });
    const offer = must(town.told.find((notice) => notice.template === 'saroale-offer'));
    expect(offer.choices).toEqual([{ id: `v1|saroale/tawaran|waiting|${waitingId}`, title: 'Ambil tempat ini' }]);
  });

  it('tells those whose turn is near once, and no booking gets more than four ordinary messages', async () => {
    const session = await sessionOf('INT', date.add({ days: 2 }));
    const run = () => town.test.house.database.write({ actor: system('test'), action: 'test/near' }, (work) => tellNear(town.saroale.doors, work, session.sessionId));
    await town.saroale.perform(town.saroale.actions.book, visitor, { sessionId: session.sessionId, personId: town.person({ birthYear: 1980 }), payer: 'umum', visitKind: 1, key: crypto.randomUUID() });
    expect(await run()).toBe(1);
    expect(await run()).toBe(0);
  });

  it('refuses two schedules of one doctor at one hour, and says which leave leaves sessions open', async () => {
    const { actions, perform } = town.saroale;
    const schedule = { poli: 'INT', doctor: 'dr-andini', weekday: 1, opens: '11:00', closes: '13:00', quotaJkn: 5, quotaOther: 5, validFrom: '2026-11-01' };
    await expect(perform(actions.setSchedule, staff('kepala'), schedule)).rejects.toMatchObject({ code: 'saroale/schedule-clash' });
    await expect(perform(actions.setSchedule, staff('kepala'), { ...schedule, opens: '13:00', closes: '12:00' })).rejects.toMatchObject({ code: 'action/invalid', fields: { closes: 'Jam tutup harus sesudah jam buka.' } });
    expect((await perform(actions.setSchedule, staff('kepala'), { ...schedule, opens: '13:00', closes: '15:00' })).opened).toBe(3);
    const leave = { doctor: 'dr-bakti', from: '2026-11-26', to: '2026-11-27', reason: 'Seminar' };
    expect((await perform(actions.addLeave, staff('kepala'), leave)).openSessions.length).toBe(2);
    await expect(perform(actions.addLeave, staff('kepala'), leave)).rejects.toMatchObject({ code: 'saroale/leave-clash' });
  });
});
