import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';

const intent = { actor: system('test'), action: 'test/queue' };
const date = '2026-11-23';
let town: TestHouse;
let count = 0;

beforeAll(async () => { town = await openTestHouse(); });
afterAll(() => town.close());

const write = <T>(step: (work: Work) => Promise<T>) => town.house.database.write(intent, step);
const floor = () => town.house.booking;
const problemOf = (step: Promise<unknown>) => step.then(() => 'none', (error: unknown) => (error instanceof Problem ? error.code : String(error)));

/** A session with `n` people checked in; ids of bookings and tickets in order of number. */
async function clinic(n: number, station = 'poli') {
  count += 1;
  const resource = `dok-q${count}`;
  const sessionId = await write((work) => floor().openSession(work, { service: 'antre', resource, group: `G${count}`, date, opensAt: Temporal.Instant.from('2026-11-23T01:00:00Z'), closesAt: Temporal.Instant.from('2026-11-23T23:00:00Z'), label: 'B', codePrefix: 'SKY', pools: { umum: 50 } }));
  const people: { bookingId: string; ticketId: string }[] = [];
  for (let index = 1; index <= n; index += 1) {
    const booking = await write((work) => floor().claim(work, { sessionId, pool: 'umum', party: `${resource}-${index}`, scope: resource, key: `${resource}-${index}`, channel: 'web' }));
    const { ticket } = await write((work) => floor().checkIn(work, { bookingId: booking.id, station }));
    people.push({ bookingId: booking.id, ticketId: ticket.id });
  }
  const next = (key?: string) => write((work) => floor().queue.callNext(work, { service: 'antre', date, station, sessionId, key }));
  const order = async () => (await floor().state(sessionId)).tickets.filter((ticket) => ticket.state === 'waiting').map((ticket) => ticket.number);
  const id = (index: number) => people[index - 1]?.ticketId ?? '';
  return { sessionId, people, next, order, id };
}

describe('checking in', () => {
  it('is the same visit however often it is repeated', async () => {
    const { people } = await clinic(1);
    expect(await write((work) => floor().checkIn(work, { bookingId: people[0]?.bookingId ?? '' }))).toMatchObject({ repeated: true, ticket: { id: people[0]?.ticketId, state: 'waiting' } });
  });
});

describe('calling', () => {
  it('two officers pressing at once call two different tickets', async () => {
    const { next } = await clinic(6);
    const called = await Promise.all([next(), next(), next(), next(), next(), next(), next()]);
    const labels = called.flatMap((ticket) => ticket?.label ?? []);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels.length).toBeGreaterThanOrEqual(6);
  });

  it('a doubled press of one button calls once', async () => {
    const { next, order } = await clinic(3);
    const [one, two] = await Promise.all([next('press-1'), next('press-1')]);
    expect(one?.label).toBe(two?.label);
    expect(await order()).toEqual([2, 3]);
  });

  it('calls again three times, then puts three places down, then absent, who may come back', async () => {
    const { next, order, id } = await clinic(6);
    await next();
    const again = () => write((work) => floor().queue.recall(work, { ticketId: id(1) }));
    expect([(await again()).outcome, (await again()).outcome, (await again()).outcome]).toEqual(['called', 'called', 'called']);
    expect((await again()).outcome).toBe('moved-down');
    expect(await order()).toEqual([2, 3, 4, 1, 5, 6]);
    for (let index = 0; index < 4; index += 1) await next();
    for (let index = 0; index < 3; index += 1) await again();
    expect((await again()).outcome).toBe('absent');
    await write((work) => floor().queue.comeBack(work, { ticketId: id(1) }));
    expect(await order()).toContain(1);
  });

  it('refuses a step that is not possible now', async () => {
    const { id } = await clinic(1);
    expect(await problemOf(write((work) => floor().queue.recall(work, { ticketId: id(1) })))).toBe('booking/not-now');
    expect(await problemOf(write((work) => floor().queue.resume(work, { ticketId: id(1) })))).toBe('booking/not-now');
    await expect(town.house.pool.query("update booking.ticket set state = 'done' where id = $1", [id(1)])).rejects.toMatchObject({ constraint: 'ticket_step_allowed' });
  });
});

describe('being served', () => {
  it('goes by poli and pharmacy with the stamps 3 to 7, later and later', async () => {
    const { next, people, id, sessionId } = await clinic(1);
    const bookingId = people[0]?.bookingId ?? '';
    await next();
    await write((work) => floor().queue.start(work, { ticketId: id(1) }));
    town.clock.advance({ minutes: 8 });
    const atPharmacy = await write((work) => floor().queue.finish(work, { ticketId: id(1), next: 'farmasi', numbered: 'F' }));
    expect(atPharmacy).toMatchObject({ station: 'farmasi', label: expect.stringMatching(/^F-\d+$/), state: 'waiting' });
    expect(await floor().booking(bookingId)).toMatchObject({ state: 'served' });
    await write((work) => floor().queue.start(work, { ticketId: id(1) }));
    expect(await write((work) => floor().queue.finish(work, { ticketId: id(1) }))).toMatchObject({ state: 'done' });
    const stamps = await floor().tasks(bookingId);
    expect(stamps.map((stamp) => stamp.task)).toEqual([3, 4, 5, 6, 7]);
    const times = stamps.map((stamp) => stamp.at.epochMilliseconds);
    expect(times.every((at, index) => index === 0 || at > (times[index - 1] ?? 0))).toBe(true);
    expect(await floor().session(sessionId)).toMatchObject({ status: 'running' });
    const { rows } = await town.house.pool.query('select served, seconds from booking.pace where resource = $1', [`dok-q${count}`]);
    expect(rows).toEqual([{ served: 1, seconds: 480 }]);
  });

  it('sends a new patient through admission with the stamps 1 to 5', async () => {
    const { next, people, id } = await clinic(1, 'admisi');
    await next();
    await write((work) => floor().queue.start(work, { ticketId: id(1) }));
    const ticket = await write((work) => floor().queue.finish(work, { ticketId: id(1), next: 'poli' }));
    expect(ticket).toMatchObject({ station: 'poli', label: 'B-1', place: 1000 });
    await write((work) => floor().queue.call(work, { ticketId: id(1) }));
    await write((work) => floor().queue.finish(work, { ticketId: id(1) }));
    expect((await floor().tasks(people[0]?.bookingId ?? '')).map((stamp) => stamp.task)).toEqual([1, 2, 3, 4, 5]);
  });

  it('keeps the place of who goes to the laboratory', async () => {
    const { next, order, id } = await clinic(4);
    await next();
    await write((work) => floor().queue.start(work, { ticketId: id(1) }));
    await write((work) => floor().queue.hold(work, { ticketId: id(1), reason: 'lab' }));
    await next();
    await write((work) => floor().queue.resume(work, { ticketId: id(1) }));
    expect(await order()).toEqual([1, 3, 4]);
  });

  it('refuses stamps out of order even from a hand in the database', async () => {
    const { people } = await clinic(1);
    const put = (task: number, at: string) => town.house.pool.query('insert into booking.task values ($1, $2, $3, $4, $5)', [people[0]?.bookingId, task, at, 'test', 'test']);
    await expect(put(5, '2026-11-24T00:00:00Z')).rejects.toMatchObject({ constraint: 'task_no_gap' });
    await expect(put(4, '2026-11-22T00:00:00Z')).rejects.toMatchObject({ constraint: 'task_later' });
    await expect(put(3, '2026-11-24T00:00:00Z')).rejects.toMatchObject({ constraint: 'task_no_gap' });
  });
});

describe('the end of a session', () => {
  it('tells no-shows from people the hospital did not get to', async () => {
    const { sessionId, next, id } = await clinic(3);
    const late = await write((work) => floor().claim(work, { sessionId, pool: 'umum', party: `late-${count}`, scope: 's', key: `late-${count}`, channel: 'web' }));
    await next();
    await write((work) => floor().queue.finish(work, { ticketId: id(1) }));
    await write((work) => floor().queue.absent(work, { ticketId: id(2) }));
    const ended = await write((work) => floor().endSession(work, { sessionId }));
    expect(ended.noShows.map((booking) => booking.number)).toEqual([2, 4]);
    expect(ended.unserved.map((booking) => booking.number)).toEqual([3]);
    expect((await floor().tasks(late.id)).map((stamp) => stamp.task)).toEqual([99]);
    expect((await floor().state(sessionId)).remaining).toBe(0);
  });

  it('a doctor who is absent frees everybody in one action and lets nobody in', async () => {
    const { sessionId } = await clinic(3);
    const { cancelled } = await write((work) => floor().cancelSession(work, { sessionId, by: 'hospital', reason: 'dokter sakit' }));
    expect(cancelled.map((booking) => booking.state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(await problemOf(write((work) => floor().claim(work, { sessionId, pool: 'umum', party: 'x', scope: 's', key: `x-${sessionId}`, channel: 'web', evenIfClosed: true })))).toBe('booking/closed');
  });
});

describe('estimates', () => {
  it('move with the line, the late doctor and the day', async () => {
    const { sessionId, people, next, id } = await clinic(5);
    const of = (index: number) => floor().estimate(people[index - 1]?.bookingId ?? '');
    const before = await of(5);
    expect(before).toMatchObject({ ahead: 4, why: { paceFrom: expect.stringMatching(/service|assumed|group/), started: false } });
    expect(Temporal.Instant.compare(before.from, before.point)).toBeLessThan(1);
    expect(Temporal.Instant.compare(before.point, before.to)).toBeLessThan(1);
    await write((work) => floor().expectStart(work, { sessionId, at: town.clock.now().add({ minutes: 90 }), reason: 'operasi' }));
    expect((await of(5)).point.since(before.point).total('minutes')).toBeGreaterThan(30);
    await next();
    await write((work) => floor().queue.finish(work, { ticketId: id(1) }));
    expect((await of(5)).ahead).toBe(3);
    expect((await floor().estimates(sessionId)).size).toBe(4);
  });
});

describe('slots', () => {
  it('gives a window once, takes the next free resource, or all together', async () => {
    const from = Temporal.Instant.from('2026-11-25T02:00:00Z');
    const take = (key: string, more: object) => write((work) => floor().slots.reserve(work, { service: 'uji', from, to: from.add({ minutes: 30 }), party: key, key, codePrefix: 'UJI', date: '2026-11-25', ...more }));
    const anyOf = ['jalur-1', 'jalur-2'];
    const answers = await Promise.allSettled(['a', 'b', 'c'].map((key) => take(key, { anyOf })));
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(2);
    const busy = await floor().slots.busy({ service: 'uji', resources: anyOf, from, to: from.add({ hours: 1 }) });
    expect(busy.map((slot) => slot.resource)).toEqual(anyOf);
    expect(await problemOf(take('d', { allOf: ['jalur-1', 'jalur-3'] }))).toBe('booking/slot-taken');
    await write((work) => floor().slots.release(work, { reservationId: busy[0]?.reservationId ?? '', reason: 'batal' }));
    expect(await take('e', { allOf: ['jalur-1', 'jalur-3'] })).toMatchObject({ resources: ['jalur-1', 'jalur-3'], repeated: false });
    expect(await take('e', { allOf: ['jalur-1', 'jalur-3'] })).toMatchObject({ repeated: true });
  });
});

describe('schedules', () => {
  it('publish sessions once, leave out holidays and closed dates', async () => {
    const weekly = (weekday: number, resource: string) => write((work) => floor().schedule.setWeekly(work, { service: 'jadwal', resource, group: 'INT', weekday, opens: '08:00', closes: '12:00', label: 'A', codePrefix: 'SKY', pools: { jkn: 20, umum: 5 }, validFrom: '2026-11-01' }));
    await weekly(1, 'dok-1');
    await weekly(2, 'dok-1');
    await weekly(2, 'dok-2');
    await write((work) => floor().schedule.override(work, { service: 'jadwal', resource: 'dok-2', date: '2026-11-24', closed: true, reason: 'cuti' }));
    const publish = () => write((work) => floor().schedule.publish(work, { service: 'jadwal', from: '2026-11-23', to: '2026-12-01', zone: 'Asia/Jakarta', holidays: ['2026-11-30'] }));
    expect(await publish()).toHaveLength(4);
    expect(await publish()).toHaveLength(0);
    const sessions = await floor().sessions({ service: 'jadwal', from: '2026-11-23', to: '2026-12-01' });
    expect(sessions.map((one) => `${one.date} ${one.resource}`)).toEqual(['2026-11-23 dok-1', '2026-11-24 dok-1', '2026-12-01 dok-1', '2026-12-01 dok-2']);
    expect(sessions[0]?.opensAt.toString()).toBe('2026-11-23T01:00:00Z');
    expect(await problemOf(weekly(1, 'dok-1'))).toContain('weekly_no_overlap');
  });
});
