import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInWith } from '../../../../../test/engines/sign-in.ts';
import { must, openTown, staff, type SaroaleTown } from '../../../../../test/town/saroale.ts';
import type { LateAnswer } from './mount-late.ts';

let town: SaroaleTown;
let sessionId = '';
let cookie = '';
const bookings: string[] = [];
const today = Temporal.PlainDate.from('2026-11-23');

beforeAll(async () => {
  town = await openTown();
  const sessions = await town.saroale.reads.searchSessions({ from: today, to: today, poli: 'ANA' });
  sessionId = must(sessions[0]).sessionId;
  cookie = (await signInWith(town.test.house, { role: 'saroale/perawat', agency: 'rsud' })).cookie;
  for (let index = 0; index < 3; index += 1) {
    const { perform, actions } = town.saroale;
    const booked = await perform(actions.bookOnsite, staff('admisi'), { sessionId, personId: town.person({ initials: `L.${index}.` }), payer: 'jkn', visitKind: 3, reference: `0601R0011126K00020${index}`, key: `late-${index}-key` });
    bookings.push(booked.bookingId);
  }
  town.test.clock.advance({ minutes: 60 });
});
afterAll(() => town.close());

const ago = (minutes: number) => town.test.clock.now().subtract({ minutes }).toString();
const step = (verb: string, index: number, minutes: number, more: object = {}) => ({ id: crypto.randomUUID(), verb, bookingId: must(bookings[index]), at: ago(minutes), ...more });
async function send(steps: object[], as = cookie): Promise<{ status: number; answers: LateAnswer[] }> {
  const response = await town.test.house.http.app.inject({ method: 'POST', url: `/saroale/meja/${sessionId}/susulan`, headers: { cookie: as, 'content-type': 'application/json' }, payload: JSON.stringify({ steps }) });
  return { status: response.statusCode, answers: response.statusCode === 200 ? (response.json() as { answers: LateAnswer[] }).answers : [] };
}

describe('what a desk did while its link was down', () => {
  it('is made up for at the time it was done, in that order however it arrives, and once however often', async () => {
    const day = [step('panggil', 0, 50), step('mulai', 0, 49), step('selesai', 0, 40, { prescription: 'none' }), step('panggil', 1, 39)];
    const { answers } = await send([...day].reverse());
    expect(answers.map((one) => [one.id, one.answer])).toEqual(day.map((one) => [one.id, 'applied']));
    const stamps = await town.saroale.doors.booking.tasks(must(bookings[0]));
    expect(stamps.filter((stamp) => stamp.task >= 4).map((stamp) => [stamp.task, stamp.at.toString()])).toEqual([[4, ago(50)], [5, ago(40)]]);
    const before = await town.saroale.doors.booking.state(sessionId);
    expect((await send(day)).answers.map((one) => one.answer)).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate']);
    expect(await town.saroale.doors.booking.state(sessionId)).toEqual(before);
    const { rows } = await town.test.house.pool.query("select occurred_at, recorded_at from evidence.event where type = 'saroale/called' and subject = $1", [bookings[0]]);
    expect(rows.map((row: Record<string, unknown>) => [String(row['occurred_at']), String(row['recorded_at'])])).toEqual([[ago(50), town.test.clock.now().toString()]]);
  });

  it('is refused step by step with words when somebody else was quicker, and what follows still counts', async () => {
    const { answers } = await send([step('mulai', 0, 30), step('mulai', 1, 20), step('lewati', 2, 10)]);
    expect(answers.map((one) => one.answer)).toEqual(['rejected', 'applied', 'applied']);
    expect(answers[0]?.why).toMatch(/\S+\. \S+/);
  });

  it('does not reach back over a day, does not believe a clock ahead of ours, and is nothing without the right to call', async () => {
    expect((await send([step('panggil', 2, 25 * 60)])).answers[0]).toMatchObject({ answer: 'rejected', why: expect.stringContaining('24 jam') });
    expect((await send([step('panggil', 2, -90)])).answers[0]?.answer).toBe('applied');
    const { rows } = await town.test.house.pool.query('select occurred_at from saroale.late_step order by occurred_at desc limit 1');
    expect(String((rows[0] as Record<string, unknown>)['occurred_at'])).toBe(town.test.clock.now().toString());
    const clerk = (await signInWith(town.test.house, { role: 'saroale/admisi', agency: 'rsud' })).cookie;
    expect((await send([step('panggil', 2, 1)], clerk)).status).toBe(403);
    expect((await send([{ id: 'x', at: 'kemarin' }])).status).toBe(422);
  });
});
