import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';

const intent = { actor: system('test'), action: 'test/booking' };
let town: TestHouse;
let hour = 0;

beforeAll(async () => { town = await openTestHouse(); });
afterAll(() => town.close());

const write = <T>(step: (work: Work) => Promise<T>) => town.house.database.write(intent, step);
const booking = () => town.house.booking;

/** A session of its own resource, so that tests do not meet. */
async function session(pools: Record<string, number>, shared = 0): Promise<string> {
  hour += 1;
  return write((work) => booking().openSession(work, { service: 'try', resource: `dok-${hour}`, group: 'ANA', date: '2026-11-24', opensAt: Temporal.Instant.from('2026-11-24T01:00:00Z'), closesAt: Temporal.Instant.from('2026-11-24T05:00:00Z'), label: 'A', codePrefix: 'SKY', pools, shared }));
}

const wish = (sessionId: string, party: string, more: Record<string, unknown> = {}) => ({ sessionId, pool: 'umum', party, scope: `poli-${sessionId}`, key: `k-${sessionId}-${party}`, channel: 'web', ...more });
const claim = (sessionId: string, party: string, more: Record<string, unknown> = {}) => write((work) => booking().claim(work, wish(sessionId, party, more)));
const problemOf = (step: Promise<unknown>) => step.then(() => 'none', (error: unknown) => (error instanceof Problem ? error.code : String(error)));

describe('claiming a place', () => {
  it('gives number, label and a printable code, and the same again for the same key', async () => {
    const id = await session({ umum: 3 });
    const first = await claim(id, 'ani');
    expect(first).toMatchObject({ number: 1, label: 'A-1', state: 'booked', repeated: false });
    expect(first.code).toMatch(/^SKY261124[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(await claim(id, 'ani')).toMatchObject({ id: first.id, code: first.code, repeated: true });
    expect(await problemOf(claim(id, 'budi', { key: `k-${id}-ani` }))).toBe('booking/key-reused');
  });

  it('refuses what the rules refuse, in words', async () => {
    const id = await session({ umum: 2 });
    await claim(id, 'ani', { reference: '1234R001' });
    expect(await problemOf(claim(id, 'ani', { key: 'other' }))).toBe('booking/already-booked');
    expect(await problemOf(claim(id, 'budi', { reference: '1234R001' }))).toBe('booking/reference-used');
    await claim(id, 'budi');
    expect(await problemOf(claim(id, 'cici'))).toBe('booking/full');
    await write((work) => booking().setAccepting(work, { sessionId: id, accepting: false }));
    expect(await problemOf(claim(id, 'dedi'))).toBe('booking/closed');
  });

  it('lets one of many racing requests win each place, and each number once', async () => {
    const id = await session({ umum: 5, jkn: 3 }, 2);
    const answers = await Promise.allSettled(Array.from({ length: 40 }, (_, index) => claim(id, `p${index}`, { pool: index % 2 ? 'umum' : 'jkn' })));
    const won = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.number] : []));
    expect(won.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect((await booking().session(id))?.pools.map(({ pool, issued }) => [pool, issued])).toEqual([['*', 2], ['jkn', 3], ['umum', 5]]);
  });

  it('makes one booking of the same request sent ten times at once', async () => {
    const id = await session({ umum: 5 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => claim(id, 'ani')));
    expect(new Set(answers.map((answer) => answer.code)).size).toBe(1);
    expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1);
  });

  it('makes one booking of one person asking on ten channels at once', async () => {
    const id = await session({ umum: 5 });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => problemOf(claim(id, 'ani', { key: `ch-${id}-${index}` }))));
    expect(answers.filter((code) => code === 'none')).toHaveLength(1);
    expect(answers.filter((code) => code === 'booking/already-booked')).toHaveLength(9);
    expect((await booking().session(id))?.pools[0]).toMatchObject({ issued: 1 });
  });
});

describe('quota', () => {
  it('lowered below what is issued keeps those issued, blocks new ones and is flagged', async () => {
    const id = await session({ umum: 5 });
    const [first] = await Promise.all(['a', 'b', 'c', 'd'].map((party) => claim(id, party)));
    expect(await write((work) => booking().setQuota(work, { sessionId: id, pool: 'umum', quota: 2 }))).toMatchObject({ flagged: true });
    await write((work) => booking().cancel(work, { bookingId: first?.id ?? '', by: 'patient', reason: 'sembuh' }));
    expect(await problemOf(claim(id, 'e'))).toBe('booking/full');
    expect((await booking().session(id))?.pools[0]).toMatchObject({ quota: 2, issued: 3, left: 0, flagged: true });
    await write((work) => booking().setQuota(work, { sessionId: id, pool: 'umum', quota: 4 }));
    expect(await problemOf(claim(id, 'e'))).toBe('none');
  });

  it('an officer may let one more in; the pool is flagged and the next cancellation only takes that back', async () => {
    const id = await session({ umum: 1 });
    const ani = await claim(id, 'ani');
    expect(await claim(id, 'budi', { beyondQuota: 'rujukan darurat' })).toMatchObject({ number: 2 });
    expect((await booking().session(id))?.pools[0]).toMatchObject({ quota: 1, issued: 2, left: 0, flagged: true });
    await write((work) => booking().cancel(work, { bookingId: ani.id, by: 'patient', reason: 'batal' }));
    expect(await problemOf(claim(id, 'cici'))).toBe('booking/full');
    expect((await booking().session(id))?.pools[0]).toMatchObject({ quota: 1, issued: 1, flagged: false });
  });

  it('holds even against a hand in the database', async () => {
    const id = await session({ umum: 1 });
    await claim(id, 'a');
    await expect(town.house.pool.query('update booking.pool set issued = 2 where session_id = $1', [id])).rejects.toMatchObject({ constraint: 'pool_never_oversold' });
    await expect(town.house.pool.query('update booking.booking set number = 9 where session_id = $1', [id])).rejects.toMatchObject({ constraint: 'booking_fixed' });
    await expect(town.house.pool.query("update booking.booking set state = 'served' where session_id = $1", [id])).rejects.toMatchObject({ constraint: 'booking_step_allowed' });
    await expect(town.house.pool.query('delete from booking.booking where session_id = $1', [id])).rejects.toThrow('only added');
  });
});

describe('changing one’s mind', () => {
  it('cancelling gives the place back, never the number', async () => {
    const id = await session({ umum: 1 });
    const first = await claim(id, 'ani');
    const { booking: cancelled } = await write((work) => booking().cancel(work, { bookingId: first.id, by: 'patient', reason: 'batal' }));
    expect(cancelled).toMatchObject({ state: 'cancelled', cancelledBy: 'patient' });
    expect(await claim(id, 'budi')).toMatchObject({ number: 2 });
    expect(await problemOf(write((work) => booking().cancel(work, { bookingId: first.id, by: 'patient', reason: 'batal' })))).toBe('booking/already-gone');
    expect((await booking().history(first.id)).map((entry) => entry.to_state)).toEqual(['booked', 'cancelled']);
  });

  it('moving takes the new place before it lets go of the old one', async () => {
    const [from, to] = [await session({ umum: 1 }), await session({ umum: 1 })];
    const ani = await claim(from, 'ani');
    const budi = await claim(to, 'budi');
    const go = (key: string) => write((work) => booking().move(work, { bookingId: ani.id, toSessionId: to, pool: 'umum', key, channel: 'web' }));
    expect(await problemOf(go('m1'))).toBe('booking/full');
    expect(await booking().booking(ani.id)).toMatchObject({ state: 'booked' });
    await write((work) => booking().cancel(work, { bookingId: budi.id, by: 'patient', reason: 'batal' }));
    const moved = await go('m2');
    expect(moved.booking).toMatchObject({ sessionId: to, number: 2, state: 'booked', party: 'ani' });
    expect(moved.previous).toMatchObject({ state: 'moved', movedTo: moved.booking.id });
    expect(await go('m2')).toMatchObject({ booking: { id: moved.booking.id, repeated: true } });
    expect((await booking().session(from))?.pools[0]).toMatchObject({ issued: 0 });
  });

  it('two people changing places with each other do not wait for ever', async () => {
    const [one, two] = [await session({ umum: 2 }), await session({ umum: 2 })];
    const ani = await claim(one, 'ani');
    const budi = await claim(two, 'budi');
    const both = await Promise.all([
      write((work) => booking().move(work, { bookingId: ani.id, toSessionId: two, pool: 'umum', key: `x1-${one}`, channel: 'web' })),
      write((work) => booking().move(work, { bookingId: budi.id, toSessionId: one, pool: 'umum', key: `x2-${one}`, channel: 'web' })),
    ]);
    expect(both.map((result) => result.booking.sessionId)).toEqual([two, one]);
  });
});

describe('waiting for a place', () => {
  it('offers a freed place to the first who asked, for fifteen minutes, then to the next', async () => {
    const id = await session({ umum: 1 });
    const ani = await claim(id, 'ani');
    const join = (party: string) => write((work) => booking().joinWaiting(work, { ...wish(id, party), key: `w-${id}-${party}` }));
    expect(await join('budi')).toMatchObject({ place: 1, repeated: false });
    expect(await join('cici')).toMatchObject({ place: 2 });
    expect(await join('budi')).toMatchObject({ place: 1, repeated: true });
    const { offers } = await write((work) => booking().cancel(work, { bookingId: ani.id, by: 'patient', reason: 'batal' }));
    expect(offers.map((offer) => [offer.booking.party, offer.booking.state])).toEqual([['budi', 'held']]);
    expect(await problemOf(claim(id, 'dedi'))).toBe('booking/full');
    town.clock.advance({ minutes: 16 });
    expect(await problemOf(write((work) => booking().confirmHold(work, { bookingId: offers[0]?.booking.id ?? '' })))).toBe('booking/hold-expired');
    const swept = await write((work) => booking().sweep(work, { service: 'try' }));
    expect(swept.expired.map((gone) => gone.party)).toEqual(['budi']);
    expect(swept.offers.map((offer) => offer.booking.party)).toEqual(['cici']);
    expect(await write((work) => booking().confirmHold(work, { bookingId: swept.offers[0]?.booking.id ?? '' }))).toMatchObject({ state: 'booked', party: 'cici' });
  });

  it('frees a hold that ran out even when no sweep came by', async () => {
    const id = await session({ umum: 1 });
    expect(await claim(id, 'ani', { confirm: true })).toMatchObject({ state: 'held' });
    expect(await problemOf(claim(id, 'budi'))).toBe('booking/full');
    town.clock.advance({ minutes: 6 });
    expect(await claim(id, 'budi')).toMatchObject({ number: 2, state: 'booked' });
  });
});
