import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { must, openTown, staff, visitor, type SaroaleTown } from '../../../../test/town/saroale.ts';

let town: SaroaleTown;
beforeAll(async () => { town = await openTown(); });
afterAll(() => town.close());

const day = (text: string) => Temporal.PlainDate.from(text);
let serial = 0;
const letter = (kind = 'P') => `0601R0011126${kind}${String(serial += 1).padStart(6, '0')}`;

/** The session of a clinic on a date, opened anew from the store. */
async function sessionOf(poli: string, date: string) {
  const [session] = await town.saroale.reads.searchSessions({ poli, from: day(date), to: day(date) });
  if (!session) throw new Error(`no session ${poli} ${date}`);
  return session;
}

async function take(poli: string, date: string, more: Record<string, unknown> = {}, actor: Actor = visitor) {
  const { sessionId } = await sessionOf(poli, date);
  return town.saroale.perform(town.saroale.actions.book, actor, { sessionId, personId: town.person(), payer: 'jkn', visitKind: 1, reference: letter(), key: crypto.randomUUID(), ...more });
}

async function refusal(step: Promise<unknown>): Promise<string> {
  const error = await step.then(() => new Error('was not refused'), (caught: unknown) => caught);
  if (!(error instanceof Problem)) throw error;
  return error.code;
}

describe('taking a place', () => {
  it('gives a code, a label, a window and what to bring, tells the patient once, and repeats the same answer', async () => {
    const key = crypto.randomUUID();
    const personId = town.person();
    const { sessionId } = await sessionOf('ANA', '2026-11-24');
    const input = { sessionId, personId, payer: 'jkn', visitKind: 1, reference: ' 0601r001-1126p900001', key, contact: { phone: '+6281200000001' } };
    const booked = await town.saroale.perform(town.saroale.actions.book, visitor, input);
    expect(booked).toMatchObject({ label: 'A-1', number: 1, repeated: false, poliName: 'Poli Anak', hours: '08.00–12.00' });
    expect(booked.code).toMatch(/^SKY261124[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(Temporal.Instant.compare(booked.estimate.from, booked.estimate.to)).toBeLessThan(1);
    expect(booked.bring.map((words) => words.id)).toContain('Surat rujukan yang masih berlaku');
    const again = await town.saroale.perform(town.saroale.actions.book, visitor, input);
    expect(again).toEqual({ ...booked, repeated: true });
    const said = town.told.filter((notice) => notice.subject === booked.bookingId);
    expect(said.map((notice) => notice.template)).toEqual(['saroale-booked']);
    expect(said[0]?.data['poli']).toBe('poli Anda');
    const { rows } = await town.test.house.pool.query<{ type: string; data: Record<string, unknown> }>('select type, data from evidence.event where subject = $1', [booked.bookingId]);
    expect(rows).toEqual([{ type: 'saroale/booked', data: expect.objectContaining({ poli: 'ANA', channel: 'web', payer: 'jkn', leadDays: 1 }) as unknown }]);
    expect(JSON.stringify(rows)).not.toContain(booked.code);
  });

  it('refuses with words: twice a day, a used letter, a letter that does not fit, a clinic that does not fit', async () => {
    const personId = town.person();
    const reference = letter();
    await take('ANA', '2026-11-25', { personId, reference });
    expect(await refusal(take('ANA', '2026-11-25', { personId }))).toBe('saroale/twice-a-day');
    expect(await refusal(take('ANA', '2026-11-26', { reference }))).toBe('saroale/reference-used');
    expect(await refusal(take('ANA', '2026-11-26', { reference: letter('K') }))).toBe('saroale/reference-kind');
    expect(await refusal(take('ANA', '2026-11-26', { reference: undefined }))).toBe('saroale/reference-missing');
    expect(await refusal(take('ANA', '2026-11-26', { personId: town.person({ birthYear: 1980 }) }))).toBe('saroale/not-for-age');
    expect(await refusal(take('ANA', '2026-11-26', { personId: crypto.randomUUID() }))).toBe('saroale/no-person');
    expect(await refusal(take('ANA', '2026-11-26', { nik: '1606' }))).toBe('action/invalid');
  });

  it('never gives more than the quota, however many ask at once, and every number once', async () => {
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => take('ANA', '2026-11-27')));
    const given = results.filter((result) => result.status === 'fulfilled').map((result) => result.value.number);
    expect(given.length).toBe(3);
    expect(new Set(given).size).toBe(3);
    for (const result of results) if (result.status === 'rejected') expect((result.reason as Problem).code).toBe('booking/full');
    expect((await sessionOf('ANA', '2026-11-27')).left).toEqual({ jkn: 0, other: 1 });
  });

  it('gives one place beyond the quota only to an officer with a reason', async () => {
    const { sessionId } = await sessionOf('ANA', '2026-11-27');
    const input = { sessionId, personId: town.person(), payer: 'jkn', visitKind: 1, reference: letter(), key: crypto.randomUUID() };
    expect(await refusal(town.saroale.perform(town.saroale.actions.overrideQuota, staff('perawat'), { ...input, reason: 'Rujukan darurat' }))).toBe('action/forbidden');
    expect(await refusal(town.saroale.perform(town.saroale.actions.overrideQuota, staff('admisi'), { ...input, reason: 'x' }))).toBe('action/invalid');
    const booked = await town.saroale.perform(town.saroale.actions.overrideQuota, staff('admisi'), { ...input, reason: 'Rujukan darurat dari puskesmas' });
    expect(booked.label).toBe('A-4');
    expect((await town.saroale.reads.visit({ code: booked.code }))?.overrideReason).toBe('Rujukan darurat dari puskesmas');
  });

  it('opens no session on a holiday and none twice', async () => {
    expect(await town.saroale.reads.searchSessions({ from: day('2026-12-01'), to: day('2026-12-01') })).toEqual([]);
    expect(await town.saroale.perform(town.saroale.actions.openSessions, staff('kepala'), {})).toEqual({ opened: 0 });
  });
});

describe('changing one’s mind', () => {
  it('gives the place back when cancelled, once, and offers it to who waits', async () => {
    const date = '2026-11-30';
    const visits = [await take('ANA', date), await take('ANA', date), await take('ANA', date)];
    const { sessionId } = await sessionOf('ANA', date);
    const waiting = await town.saroale.perform(town.saroale.actions.joinWaitingList, visitor, { sessionId, personId: town.person(), payer: 'jkn', visitKind: 1, reference: letter(), key: crypto.randomUUID(), contact: { phone: '+6281200000002' } });
    expect(waiting.place).toBe(1);
    expect(await refusal(town.saroale.perform(town.saroale.actions.acceptOffer, visitor, { waitingId: waiting.waitingId }))).toBe('saroale/no-offer');
    const gone = must(visits[1]);
    await town.saroale.perform(town.saroale.actions.cancelBooking, visitor, { bookingId: gone.bookingId, by: 'patient', reason: 'Sudah sembuh' });
    expect(await refusal(town.saroale.perform(town.saroale.actions.cancelBooking, visitor, { bookingId: gone.bookingId, by: 'patient', reason: 'Lagi' }))).toBe('saroale/already-over');
    expect(town.told.at(-1)).toMatchObject({ template: 'saroale-offer', to: { phone: '+6281200000002' } });
    const accepted = await town.saroale.perform(town.saroale.actions.acceptOffer, visitor, { waitingId: waiting.waitingId });
    expect(accepted.number).toBeGreaterThan(3);
    expect((await town.saroale.perform(town.saroale.actions.acceptOffer, visitor, { waitingId: waiting.waitingId })).bookingId).toBe(accepted.bookingId);
    expect((await sessionOf('ANA', date)).left.jkn).toBe(0);
  });

  it('moves without ever being without a place, and keeps the old one when the new is full', async () => {
    const booked = await take('ANA', '2026-12-02');
    const target = await sessionOf('ANA', '2026-12-03');
    const key = crypto.randomUUID();
    const moved = await town.saroale.perform(town.saroale.actions.moveBooking, visitor, { bookingId: booked.bookingId, toSessionId: target.sessionId, key });
    expect(moved.date.toString()).toBe('2026-12-03');
    expect((await town.saroale.perform(town.saroale.actions.moveBooking, visitor, { bookingId: booked.bookingId, toSessionId: target.sessionId, key })).bookingId).toBe(moved.bookingId);
    expect(await town.saroale.reads.visit({ bookingId: booked.bookingId })).toMatchObject({ status: 'moved', movedTo: moved.bookingId });
    expect((await sessionOf('ANA', '2026-12-02')).left.jkn).toBe(3);
    for (let count = 0; count < 3; count += 1) await take('ANA', '2026-12-04');
    const full = await sessionOf('ANA', '2026-12-04');
    expect(await refusal(town.saroale.perform(town.saroale.actions.moveBooking, visitor, { bookingId: moved.bookingId, toSessionId: full.sessionId, key: crypto.randomUUID() }))).toBe('booking/full');
    expect((await town.saroale.reads.visit({ bookingId: moved.bookingId }))?.status).toBe('booked');
  });
});

describe('the account of a resident', () => {
  it('lists the bookings of their persons only, with the receipt once somebody was served', async () => {
    const personId = town.person();
    const date = day('2026-11-26');
    const { bookingId } = await take('ANA', date.toString(), { personId });
    const { ownCases } = await import('./reads/own-cases.ts');
    const [found, ...more] = await ownCases(town.saroale, [personId]);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ service: 'saroale', id: bookingId, over: false, receipt: undefined, url: town.saroale.reads.ticketUrl(bookingId) });
    expect(found?.title.id).toContain(String(date.year));
    await town.saroale.perform(town.saroale.actions.cancelBooking, staff('admisi'), { bookingId, by: 'patient', reason: 'Uji akun warga' });
    expect(await ownCases(town.saroale, [personId])).toMatchObject([{ over: true, state: { id: expect.any(String) as string } }]);
    expect(await ownCases(town.saroale, [town.person()])).toEqual([]);
  });
});

describe('the day itself', () => {
  it('checks in inside the window only, calls, serves, and stamps the BPJS tasks in order', async () => {
    const { actions, perform, reads } = town.saroale;
    const booked = await take('INT', '2026-12-07', { personId: town.person({ birthYear: 1970 }) });
    const late = await take('INT', '2026-12-07', { personId: town.person({ birthYear: 1971 }) });
    const checkIn = (via: string, bookingId = booked.bookingId, actor: Actor = visitor) => perform(actions.checkIn, actor, { bookingId, via });
    expect(await refusal(checkIn('link'))).toBe('saroale/not-today');
    town.test.clock.set('2026-12-06T23:30:00Z');
    expect(await refusal(checkIn('link'))).toBe('saroale/check-in-early');
    expect(await refusal(checkIn('counter'))).toBe('action/forbidden');
    town.test.clock.set('2026-12-07T00:30:00Z');
    expect(await checkIn('link')).toMatchObject({ repeated: false, station: 'poli' });
    expect(await checkIn('link')).toMatchObject({ repeated: true });
    town.test.clock.set('2026-12-07T01:10:00Z');
    const { sessionId } = await sessionOf('INT', '2026-12-07');
    const called = await perform(actions.callNext, staff('perawat'), { sessionId });
    expect(called?.ticket.bookingId).toBe(booked.bookingId);
    expect(await perform(actions.callNext, staff('perawat'), { sessionId })).toBeUndefined();
    expect(await refusal(perform(actions.callNext, staff('farmasi'), { sessionId }))).toBe('action/forbidden');
    town.test.clock.advance({ minutes: 2 });
    await perform(actions.start, staff('perawat'), { bookingId: booked.bookingId });
    town.test.clock.advance({ minutes: 8 });
    expect(await perform(actions.finish, staff('dokter'), { bookingId: booked.bookingId, prescription: 'ready-made' })).toEqual({ pharmacyNumber: 1 });
    town.test.clock.advance({ minutes: 5 });
    expect(await refusal(perform(actions.recordPharmacy, staff('farmasi'), { bookingId: booked.bookingId, step: 'ready' }))).toBe('saroale/pharmacy-order');
    await perform(actions.recordPharmacy, staff('farmasi'), { bookingId: booked.bookingId, step: 'preparing' });
    town.test.clock.advance({ minutes: 10 });
    await perform(actions.recordPharmacy, staff('farmasi'), { bookingId: booked.bookingId, step: 'ready' });
    expect((await reads.tasks(booked.bookingId)).map((stamp) => stamp.task)).toEqual([3, 4, 5, 6, 7]);
    const { rows } = await town.test.house.pool.query<{ type: string; data: Record<string, unknown> }>("select type, data from evidence.event where subject = $1 and type <> 'saroale/booked' order by id", [booked.bookingId]);
    expect(rows.filter((row) => row.type === 'saroale/task-recorded').map((row) => row.data['task'])).toEqual([3, 4, 5, 6, 7]);
    expect(rows.find((row) => row.type === 'saroale/called')?.data).toMatchObject({ waitMinutes: 10, within: true });
    expect(rows.find((row) => row.type === 'saroale/medicine-ready')?.data).toMatchObject({ waitMinutes: 15, compounded: false });
    expect(await refusal(perform(actions.cancelBooking, visitor, { bookingId: booked.bookingId, by: 'patient', reason: 'x' }))).toBe('saroale/already-served');
    town.test.clock.set('2026-12-07T04:30:00Z');
    expect(await refusal(checkIn('link', late.bookingId))).toBe('saroale/check-in-late');
    expect(await perform(actions.endSession, staff('perawat'), { sessionId })).toEqual({ served: 1, absent: 1, unserved: 0 });
    expect((await reads.visit({ bookingId: late.bookingId }))?.status).toBe('no-show');
    expect((await reads.tasks(late.bookingId)).map((stamp) => stamp.task)).toEqual([99]);
  });

  it('sends a new patient through admission, gives a record number and tasks 1 to 3', async () => {
    const { actions, perform, reads } = town.saroale;
    const booked = await take('ANA', '2026-12-07', { personId: town.person({ maskedNorm: undefined }), payer: 'umum', reference: undefined }, staff('admisi'));
    expect(booked.newPatient).toBe(true);
    expect(await perform(actions.checkIn, staff('admisi'), { bookingId: booked.bookingId, via: 'counter' })).toMatchObject({ station: 'admisi' });
    town.test.clock.advance({ minutes: 3 });
    const { norm } = await perform(actions.completePatient, staff('admisi'), { bookingId: booked.bookingId });
    expect(norm).toMatch(/^\d{8}$/);
    expect((await reads.tasks(booked.bookingId)).map((stamp) => stamp.task)).toEqual([1, 2, 3]);
    expect(await refusal(perform(actions.completePatient, staff('admisi'), { bookingId: booked.bookingId }))).toBe('saroale/not-new');
  });
});
