import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { visitProcedure } from './procedure.ts';

const intent = { actor: system('test'), action: 'test/dispatch' };
let town: TestHouse;
let turn = 0;

beforeAll(async () => { town = await openTestHouse(); });
afterAll(() => town.close());

const write = <T>(step: (work: Work) => Promise<T>) => town.house.database.write(intent, step);
const dispatch = () => town.house.dispatch;
const problemOf = (step: Promise<unknown>) => step.then(() => 'none', (error: unknown) => (error instanceof Problem ? error.code : (error as { constraint?: string }).constraint ?? String(error)));
const rows = async (what: string, values: unknown[] = []) => (await town.house.pool.query(what, values)).rows;

const wish = (more: Record<string, unknown> = {}) => {
  turn += 1;
  return { service: 'try', agency: 'dpmptsp', kind: 'pickup' as const, refs: [`kasus-${turn}`], key: `k-${turn}`, place: { district: '16.06.01' }, contact: { name: 'Ani', phone: '+6281200000001', address: 'Lorong Damai 3' }, ...more };
};
const scheduled = async (more: Record<string, unknown> = {}) => {
  const { id } = await write((work) => dispatch().visits.request(work, wish(more)));
  return write((work) => dispatch().visits.schedule(work, { visit: id, date: '2026-11-24', half: 'pagi' }));
};
const assign = (id: string, officer: string) => town.house.pool.query("update dispatch.visit set status = 'assigned', officer = $2 where id = $1", [id, officer]);

describe('a visit', () => {
  it('is the same again for the same key, keeps its contact sealed, and refuses a reused key', async () => {
    const first = wish();
    const visit = await write((work) => dispatch().visits.request(work, first));
    expect(visit).toMatchObject({ status: 'requested', approximate: true, repeated: false });
    expect(await write((work) => dispatch().visits.request(work, first))).toMatchObject({ id: visit.id, repeated: true });
    expect(await problemOf(write((work) => dispatch().visits.request(work, { ...first, refs: ['lain'] })))).toBe('dispatch/other-key');
    expect(JSON.stringify(await rows('select visit::text from dispatch.visit where id = $1', [visit.id]))).not.toContain('Damai');
    expect(await dispatch().visits.contact(visit.id)).toMatchObject({ name: 'Ani', address: 'Lorong Damai 3' });
    expect(await problemOf(write((work) => dispatch().visits.request(work, wish({ place: { district: '99.99.99' } }))))).toBe('dispatch/no-point');
  });

  it('moves in the database only as its procedure says', async () => {
    const steps = (await rows('select from_status, to_status from dispatch.visit_step')).map((row) => `${row.from_status}>${row.to_status}`).sort();
    const table = [...new Set(visitProcedure.states.flatMap((state) => visitProcedure.verbs(state).map((verb) => `${state}>${visitProcedure.next(state, verb)}`)))].sort();
    expect(steps).toEqual(table);
    const visit = await scheduled();
    await expect(town.house.pool.query("update dispatch.visit set status = 'done' where id = $1", [visit.id])).rejects.toThrow(/no step from scheduled to done/);
    await expect(town.house.pool.query('update dispatch.visit set attempts = 2 where id = $1', [visit.id])).rejects.toThrow(/attempts are counted here/);
    await expect(town.house.pool.query('delete from dispatch.visit where id = $1', [visit.id])).rejects.toThrow(/only added/);
  });

  it('waits at the counter after three failed attempts and is never tried a fourth time', async () => {
    const seen: string[] = [];
    dispatch().serve({ service: 'three', failed: async (_work, visit, why) => { seen.push(`${visit.status} ${why}`); } });
    const visit = await scheduled({ service: 'three', kind: 'delivery' });
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await assign(visit.id, 'kurir-3');
      await write((work) => dispatch().visits.depart(work, { visit: visit.id }));
      const after = await write((work) => dispatch().visits.fail(work, { visit: visit.id, why: 'tidak di rumah' }));
      expect(after).toMatchObject({ attempts: attempt, status: attempt < 3 ? 'failed' : 'held_at_counter' });
      if (attempt < 3) await write((work) => dispatch().visits.schedule(work, { visit: visit.id, date: '2026-11-25', half: 'siang' }));
    }
    expect(seen).toEqual(['failed tidak di rumah', 'failed tidak di rumah', 'held_at_counter tidak di rumah']);
    expect(await problemOf(write((work) => dispatch().visits.schedule(work, { visit: visit.id, date: '2026-11-26', half: 'pagi' })))).toBe('procedure/not-now');
    expect(await dispatch().tracking(visit.id)).toMatchObject({ status: 'held_at_counter', attemptsLeft: 0, why: 'tidak di rumah' });
    await write((work) => dispatch().visits.finish(work, { visit: visit.id }));
    const events = await rows('select type, count(*)::int as n from evidence.event where subject = $1 group by type order by type', [visit.id]);
    expect(events).toEqual([{ type: 'dispatch/visit-failed', n: 3 }, { type: 'dispatch/visit-finished', n: 1 }, { type: 'dispatch/visit-held', n: 1 }]);
  });

  it('shows the officer and the time of arrival only on the way, and lets one officer be on one way only', async () => {
    await write((work) => dispatch().crews.set(work, { agency: 'dpmptsp', account: 'kurir-1', name: 'Rudi Hartono', profile: 'motor', latitude: -2.88, longitude: 103.84, visitsADay: 8, load: 20 }));
    const [one, two] = [await scheduled(), await scheduled()];
    for (const visit of [one, two]) await assign(visit.id, 'kurir-1');
    expect(await dispatch().tracking(one.id)).toMatchObject({ officer: undefined, eta: undefined, half: 'pagi', window: { from: '08:00', to: '12:00' } });
    await write((work) => dispatch().visits.depart(work, { visit: one.id, eta: work.now.add({ minutes: 25 }) }));
    expect(await dispatch().tracking(one.id)).toMatchObject({ officer: 'Rudi', status: 'en_route', eta: town.clock.now().add({ minutes: 25 }) });
    expect(await problemOf(write((work) => dispatch().visits.depart(work, { visit: two.id })))).toBe('visit_one_way');
  });
});

describe('custody', () => {
  const person = { kind: 'citizen' as const, id: 'kasus', name: 'Pemilik' };
  const officer = (id: string) => ({ kind: 'officer' as const, id, name: `Petugas ${id}` });
  const register = () => write((work) => dispatch().items.register(work, { service: 'try', ref: 'kasus', kind: 'original', label: 'Ijazah asli', holder: person }));

  it('has exactly one holder at every instant, from the first to now', async () => {
    const item = await register();
    town.clock.advance({ minutes: 5 });
    await write((work) => dispatch().custody.handOver(work, { item: item.id, to: officer('a'), method: 'signature', sealNo: 'S-1' }));
    town.clock.advance({ minutes: 5 });
    await write((work) => dispatch().custody.handOver(work, { item: item.id, to: { kind: 'counter', id: 'fo', name: 'Loket' }, from: officer('a'), method: 'qr' }));
    const history = await dispatch().custody.history(item.id);
    expect(history.map((span) => span.holder.kind)).toEqual(['citizen', 'officer', 'counter']);
    for (const [index, span] of history.entries()) expect(span.until?.toString()).toBe(history[index + 1]?.at.toString());
    expect(await problemOf(write((work) => dispatch().custody.handOver(work, { item: item.id, to: officer('b'), from: officer('a'), method: 'qr' })))).toBe('dispatch/not-holder');
    await expect(town.house.pool.query('update dispatch.custody set until = null where item = $1 and seq = 1', [item.id])).rejects.toThrow(/only added to/);
    await expect(town.house.pool.query('update dispatch.custody set holder = $2 where item = $1', [item.id, 'x'])).rejects.toThrow(/only added to/);
  });

  it('lets one of many who hand on the same item at once succeed, and tells the others who has it', async () => {
    const item = await register();
    const first = await dispatch().custody.holder(item.id);
    const answers = await Promise.allSettled(['a', 'b', 'c', 'd'].map((id) => write((work) => dispatch().custody.handOver(work, { item: item.id, to: officer(id), previous: first?.id ?? '', method: 'qr' }))));
    const won = answers.filter((answer) => answer.status === 'fulfilled');
    expect(won).toHaveLength(1);
    const holder = (await dispatch().custody.holder(item.id))?.holder.name;
    for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'dispatch/taken', facts: { holder } });
  });
});

describe('planning a day', () => {
  const date = '2026-12-01';
  const dispatcher = { ...system('test'), kind: 'staff' as const, id: 'pengatur', permissions: new Set(['dispatch/plan']), agency: 'plan-opd' };
  const visitOn = async (more: Record<string, unknown> = {}) => {
    const { id } = await write((work) => dispatch().visits.request(work, wish({ agency: 'plan-opd', ...more })));
    return write((work) => dispatch().visits.schedule(work, { visit: id, date, half: 'siang' }));
  };

  it('gives every visit an officer, a place and a time, and again changes nothing; a pin stays; what cannot be done says why', async () => {
    await expect(dispatch().plan.day(dispatcher, { agency: 'plan-opd', date })).rejects.toMatchObject({ code: 'dispatch/no-crew' });
    for (const account of ['r1', 'r2']) await write((work) => dispatch().crews.set(work, { agency: 'plan-opd', account, name: account, profile: 'motor', latitude: -2.88, longitude: 103.84, visitsADay: 6, load: 10 }));
    const places = ['16.06.01', '16.06.01', '16.06.13', '16.06.13', '16.06.13'];
    const visits = [];
    for (const district of places) visits.push(await visitOn({ place: { district } }));
    const skilled = await visitOn({ skills: ['ukur-tanah'] });
    await dispatch().plan.day(dispatcher, { agency: 'plan-opd', date });
    const planned = await dispatch().visits.list({ agency: 'plan-opd', date });
    expect(planned.filter((visit) => visit.status === 'assigned')).toHaveLength(5);
    expect(await rows("select version, stops, unserved from dispatch.plan where agency = 'plan-opd'")).toEqual([{ version: 1, stops: 5, unserved: [{ visit: skilled.id, why: 'skill' }] }]);
    const versions = planned.map((visit) => visit.version);
    await dispatch().plan.day(dispatcher, { agency: 'plan-opd', date });
    expect((await dispatch().visits.list({ agency: 'plan-opd', date })).map((visit) => visit.version)).toEqual(versions);
    const [first] = visits;
    const other = planned.find((visit) => visit.id === first?.id)?.officer === 'r1' ? 'r2' : 'r1';
    await town.house.perform(dispatch().plan.actions.pin, dispatcher, { visit: first?.id ?? '', officer: other });
    await dispatch().plan.day(dispatcher, { agency: 'plan-opd', date });
    expect(await dispatch().visits.find(first?.id ?? '')).toMatchObject({ officer: other, pinned: true, status: 'assigned' });
    expect(await problemOf(town.house.perform(dispatch().plan.actions.planDay, { ...dispatcher, agency: 'lain' }, { agency: 'plan-opd', date, seed: 1, metres: 0, minutes: 0, aloneMetres: 0, stops: [], unserved: [] }))).toBe('action/forbidden');
  });

  it('offers half-days by the travel they add, full ones last', async () => {
    const offers = await dispatch().plan.suggest({ agency: 'plan-opd', latitude: -2.81, longitude: 103.73, district: '16.06.13', days: 6 });
    expect(offers).toHaveLength(12);
    const prices = offers.map((offer) => offer.minutes ?? Infinity);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    const near = offers.find((offer) => offer.date === date && offer.half === 'siang');
    const alone = offers.find((offer) => offer.date !== date);
    expect(near?.minutes ?? Infinity).toBeLessThan(alone?.minutes ?? 0);
    expect((await dispatch().plan.suggest({ agency: 'plan-opd', latitude: -2.81, longitude: 103.73, district: '16.06.13', skills: ['terbang'], days: 1 })).map((offer) => offer.minutes)).toEqual([undefined, undefined]);
  });
});
