import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { system, type Actor } from '#kernel/actor';
import { openTestHouse, type TestHouse } from '../../../../../../test/engines/index.ts';
import type { AddQueue } from '../client/calls.ts';
import { openClient, type Client } from '../client/client.ts';
import { openStandIn, type StandIn } from '../standin/standin.ts';
import type { Task } from '../rules/tasks.ts';
import { drain, type OutboxDeps } from './drain.ts';
import { claimLanes } from './lanes.ts';
import { openLane, owe, wakeQueue } from './owe.ts';
import { heldLanes, letGoLane, outboxState, retryLane, reviveDead } from './worklist.ts';

const credentials = { consId: '12345', consSecret: 'rahasia0', userKey: 'kunci' };
const officer: Actor = { kind: 'staff', id: 'admisi', name: 'Admisi', permissions: new Set(['saroale/bpjs']), channel: 'web', agency: 'rsud' };
const hospital = { actor: system('test'), action: 'test/owe' };
let town: TestHouse;
let standIn: StandIn;
let client: Client;
let deps: OutboxDeps;
let serial = 0;

beforeAll(async () => {
  town = await openTestHouse();
  town.house.jobs.handle({ queue: wakeQueue, handle: async () => undefined });
  await town.house.jobs.start({ work: false, zone: 'Asia/Jakarta' });
});
afterAll(() => town.close());

beforeEach(async () => {
  client?.close();
  // Each test starts on a morning of its own with nothing owed by the ones before.
  await town.house.pool.query("update saroale.bpjs_lane set state = 'closed', next_at = null");
  town.clock.set(town.clock.now().add({ hours: 48 }));
  standIn = openStandIn({ clock: town.clock, zone: 'Asia/Jakarta', credentials });
  client = openClient({ base: 'http://bpjs.invalid', credentials, clock: town.clock, transport: standIn.transport, timeoutMs: 100, restMs: 5 });
  deps = { database: town.house.database, perform: town.house.perform, random: town.house.random, client, zone: 'Asia/Jakarta', pharmacy: true, describe: (lane) => Promise.resolve(describeVisit(lane.code)) };
});

function describeVisit(code: string): AddQueue {
  return {
    kodebooking: code, jenispasien: 'NON JKN', nomorkartu: '', nik: '1606010101900001', nohp: '081200000001', kodepoli: 'ANA', namapoli: 'Anak', pasienbaru: 0, norm: '000001', tanggalperiksa: '2026-11-24', kodedokter: 101,
    namadokter: 'dr. Contoh', jampraktek: '08:00-12:00', jeniskunjungan: 1, nomorreferensi: '', nomorantrean: 'A-1', angkaantrean: 1, estimasidilayani: town.clock.now().epochMilliseconds, sisakuotajkn: 1, kuotajkn: 2, sisakuotanonjkn: 1, kuotanonjkn: 2, keterangan: '',
  };
}

async function visit(options: { source?: 'hospital' | 'mobile-jkn' } = {}): Promise<{ id: string; code: string }> {
  serial += 1;
  const lane = { bookingId: crypto.randomUUID(), code: `SKY2611240${String(serial).padStart(4, '0')}` };
  await town.house.database.write(hospital, async (work) => {
    await openLane(work, { ...lane, visitDate: Temporal.PlainDate.from('2026-11-24'), newPatient: false, source: options.source ?? 'hospital' });
    if (options.source !== 'mobile-jkn') await owe(work, { bookingId: lane.bookingId, kind: 'add', recordedAt: work.now });
  });
  return { id: lane.bookingId, code: lane.code };
}

/** The hospital records a step now. */
async function record(id: string, task: Task): Promise<number> {
  const at = town.clock.now();
  await town.house.database.write(hospital, (work) => owe(work, { bookingId: id, kind: 'task', task, recordedAt: at }));
  return at.epochMilliseconds;
}

const tasksOf = (code: string) => [...(standIn.state.queues.get(code)?.tasks ?? [])].map(([task, { rs }]) => ({ task, at: rs }));
const since = () => town.clock.now().subtract({ hours: 40 });

/** The endpoint that failed is tried again: its rest (5 ms here) is over. */
const rested = () => new Promise((resolve) => { setTimeout(resolve, 20); });

/** Lets the clock run and the outbox work, as its jobs would. */
async function live(minutes: number, step = 1): Promise<void> {
  for (let minute = 0; minute < minutes; minute += step) {
    town.clock.advance({ minutes: step });
    await drain(deps);
  }
}

describe('the outbox of BPJS', () => {
  it('adds the booking and sends each step with the time it was recorded', async () => {
    const { id, code } = await visit();
    await drain(deps);
    town.clock.advance({ minutes: 5 });
    const three = await record(id, 3);
    town.clock.advance({ minutes: 30 });
    const four = await record(id, 4);
    await drain(deps);
    expect(tasksOf(code)).toEqual([{ task: 3, at: three }, { task: 4, at: four }]);
    expect((await outboxState(deps.database, since())).waiting).toBe(0);
  });

  it('owes the same thing once, however often it is said', async () => {
    const { id, code } = await visit();
    await record(id, 3);
    await record(id, 3);
    await drain(deps);
    await drain(deps);
    expect(standIn.seen.filter(({ input }) => input['kodebooking'] === code).map(({ call }) => call)).toEqual(['add', 'updateWaktu']);
  });

  it('drains in order after BPJS was down all morning, with no time invented', async () => {
    standIn.misbehave({ kind: 'down' });
    const visits = [];
    for (let index = 0; index < 12; index += 1) visits.push({ ...(await visit()), recorded: [] as { task: Task; at: number }[] });
    for (const task of [3, 4, 5] as const) {
      for (const one of visits) {
        one.recorded.push({ task, at: await record(one.id, task) });
        town.clock.advance({ minutes: 1 });
      }
      await live(60, 5);
    }
    expect(standIn.state.queues.size).toBe(0);
    expect((await outboxState(deps.database, since())).waiting).toBe(12 * 4);
    standIn.behave();
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    await live(16);
    for (const one of visits) expect(tasksOf(one.code)).toEqual(one.recorded);
    expect(standIn.seen.every(({ code }) => code === 200)).toBe(true);
    expect((await outboxState(deps.database, since())).waiting).toBe(0);
  });

  it.each(['error', 'html', 'empty', 'slow', 'half'] as const)('gets through a BPJS that answers with %s now and then', async (kind) => {
    const { id, code } = await visit();
    const at = [await record(id, 3)];
    town.clock.advance({ minutes: 1 });
    at.push(await record(id, 4));
    standIn.misbehave({ kind, times: 3 });
    await live(10);
    expect(tasksOf(code).map((stamp) => stamp.at)).toEqual(at);
  });

  it('loses nothing and doubles nothing when the process dies between sending and writing it down', async () => {
    const { id, code } = await visit();
    const three = await record(id, 3);
    const dying = { ...deps, perform: (() => Promise.reject(new Error('killed'))) as typeof deps.perform };
    await expect(drain(dying)).rejects.toThrow('killed');
    expect(standIn.state.queues.has(code)).toBe(true);
    await drain(deps);
    expect(tasksOf(code)).toEqual([]);
    town.clock.advance({ seconds: 61 });
    await drain(deps);
    expect(tasksOf(code)).toEqual([{ task: 3, at: three }]);
    expect(standIn.seen.filter(({ call }) => call === 'add').map((one) => one.code)).toEqual([200, 208]);
  });

  it('is never walked by two workers at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => visit()));
    const claims = (await Promise.all(Array.from({ length: 6 }, () => claimLanes(deps.database, 4, crypto.randomUUID())))).flat();
    expect(new Set(claims).size).toBe(claims.length);
    expect(claims.length).toBe(10);
    town.clock.advance({ seconds: 61 });
    await Promise.all([drain(deps), drain(deps), drain(deps)]);
    expect(standIn.seen.filter(({ call }) => call === 'add')).toHaveLength(10);
  });

  it('sends first what BPJS lost', async () => {
    const { id, code } = await visit();
    const three = await record(id, 3);
    await drain(deps);
    standIn.state.queues.delete(code);
    town.clock.advance({ minutes: 1 });
    const four = await record(id, 4);
    await drain(deps);
    expect(tasksOf(code)).toEqual([{ task: 3, at: three }, { task: 4, at: four }]);
  });

  it('takes over what BPJS stamped by itself, and goes on', async () => {
    const { id, code } = await visit();
    await drain(deps);
    const theirs = town.clock.now().epochMilliseconds;
    standIn.state.queues.get(code)?.tasks.set(3, { rs: theirs, server: theirs }).set(4, { rs: theirs + 1000, server: theirs });
    town.clock.advance({ minutes: 4 });
    await record(id, 3);
    await record(id, 4);
    town.clock.advance({ minutes: 4 });
    const five = await record(id, 5);
    await drain(deps);
    expect(tasksOf(code)).toEqual([{ task: 3, at: theirs }, { task: 4, at: theirs + 1000 }, { task: 5, at: five }]);
  });

  it('ends the lane when BPJS has 99', async () => {
    const { id, code } = await visit();
    await drain(deps);
    standIn.state.queues.get(code)?.tasks.set(99, { rs: 1, server: 1 });
    town.clock.advance({ minutes: 1 });
    await record(id, 3);
    await drain(deps);
    expect(tasksOf(code).map((stamp) => stamp.task)).toEqual([99]);
    const { rows } = await town.house.pool.query('select l.state, m.state as step, m.let_go_reason from saroale.bpjs_lane l join saroale.bpjs_message m using (booking_id) where booking_id = $1 and m.task = 3', [id]);
    expect(rows).toEqual([{ state: 'closed', step: 'let-go', let_go_reason: 'BPJS sudah mencatat langkah 99' }]);
  });

  it('puts a refused letter before an officer, never changes it, and sends it again when told', async () => {
    const { id, code } = await visit();
    const bad = { ...deps, describe: () => Promise.resolve({ ...describeVisit(code), jenispasien: 'JKN' as const, nomorkartu: '0001234567890', nomorreferensi: '0601R0011126P000123' }) };
    standIn.state.badReferences.add('0601R0011126P000123');
    await record(id, 3);
    await drain(bad);
    expect(await heldLanes(deps.database)).toMatchObject([{ code, state: 'held', cause: 'quarantine', waiting: 2, note: expect.stringContaining('Rujukan tidak valid') as string }]);
    expect(standIn.seen.map(({ input }) => input['jeniskunjungan'])).toEqual([1]);
    standIn.state.badReferences.clear();
    await town.house.perform(retryLane, officer, { bookingId: id });
    await drain(bad);
    expect(tasksOf(code)).toHaveLength(1);
    await expect(town.house.perform(retryLane, officer, { bookingId: id })).rejects.toThrow('bpjs-nothing-held');
  });

  it('holds a visit with a gap, goes on by itself when the step is recorded, and can be let go with a reason', async () => {
    const [first, second] = [await visit(), await visit()];
    for (const { id } of [first, second]) { await record(id, 3); town.clock.advance({ minutes: 1 }); }
    town.clock.advance({ minutes: 10 });
    for (const { id } of [first, second]) await town.house.database.write(hospital, (work) => owe(work, { bookingId: id, kind: 'task', task: 5, recordedAt: town.clock.now().add({ minutes: 5 }) }));
    await drain(deps);
    expect((await heldLanes(deps.database)).map((lane) => lane.cause)).toEqual(['gap', 'gap']);
    await record(first.id, 4);
    await drain(deps);
    expect(tasksOf(first.code).map((stamp) => stamp.task)).toEqual([3, 4, 5]);
    await town.house.perform(letGoLane, officer, { bookingId: second.id, reason: 'Perawat lupa menekan panggil' });
    expect(await heldLanes(deps.database)).toEqual([]);
    expect(tasksOf(second.code).map((stamp) => stamp.task)).toEqual([3]);
    await expect(town.house.perform(letGoLane, { ...officer, permissions: new Set() }, { bookingId: second.id, reason: 'tanpa wewenang' })).rejects.toThrow('forbidden');
  });

  it('gives up by itself after a day and starts again in one press', async () => {
    const { code } = await visit();
    standIn.misbehave({ kind: 'error' });
    await live(60 * 23, 15);
    // The endpoint rests by the real clock: the attempt after a whole day must reach BPJS, or the cause would be the rest itself.
    await rested();
    await live(120, 120);
    expect(await heldLanes(deps.database)).toMatchObject([{ code, state: 'dead', cause: 'overload' }]);
    standIn.behave();
    await rested();
    await town.house.perform(reviveDead, officer, {});
    await live(3);
    expect(standIn.state.queues.has(code)).toBe(true);
  });

  it('waits longer with each failure and counts none while the endpoint rests', async () => {
    await visit();
    standIn.misbehave({ kind: 'error' });
    const tries: number[] = [];
    for (let second = 0; second < 120; second += 1) {
      const before = standIn.seen.length;
      await drain(deps);
      const { rows } = await town.house.pool.query("select attempts from saroale.bpjs_lane where state = 'ready' and next_at is not null");
      tries.push(rows[0]?.attempts as number);
      expect(standIn.seen.length).toBe(before);
      town.clock.advance({ seconds: 1 });
    }
    expect(Math.max(...tries)).toBeGreaterThanOrEqual(3);
    expect(Math.max(...tries)).toBeLessThanOrEqual(8);
  });

  it('adds a visit of Mobile JKN only if BPJS does not know it', async () => {
    const known = await visit({ source: 'mobile-jkn' });
    const lost = await visit({ source: 'mobile-jkn' });
    standIn.rememberMobile({ kodebooking: known.code });
    for (const { id } of [known, lost]) await record(id, 3);
    await drain(deps);
    expect(tasksOf(known.code)).toHaveLength(1);
    expect(standIn.seen.filter(({ call }) => call === 'add').map(({ input }) => input['kodebooking'])).toEqual([lost.code]);
    expect(tasksOf(lost.code)).toHaveLength(1);
  });

  it('measures its lag and says it in an event', async () => {
    const { id } = await visit();
    await drain(deps);
    await record(id, 3);
    town.clock.advance({ seconds: 42 });
    await drain(deps);
    const { rows } = await town.house.pool.query("select data from evidence.event where type = 'saroale/bpjs-delivered' and subject = $1 and (data->>'task')::int = 3", [id]);
    expect(rows).toEqual([{ data: { call: 'task', task: 3, lagSeconds: 42, within: true } }]);
    expect((await outboxState(deps.database, since())).lagP95).not.toBeNull();
  });

  it('keeps personal data out of its tables', async () => {
    await visit();
    await drain(deps);
    const { rows } = await town.house.pool.query('select to_jsonb(m)::text as row from saroale.bpjs_message m');
    expect(rows.filter(({ row }) => /1606010101900001|0812000/.test(row as string))).toEqual([]);
  });
});
