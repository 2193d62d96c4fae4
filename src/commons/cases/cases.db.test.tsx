import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anonymous, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { openCalendar } from '#commons/calendar';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { permit } from '../../../test/town/permit.ts';
import { renderFragment } from '#platform/ui';
import { CaseClocks, CaseStory, ProcedureDrawing, type Cases, type Fired } from './index.ts';

let town: TestHouse;
let cases: Cases;
const told: { what: string; caseId: string; task: string | undefined }[] = [];
const warned: Fired[] = [];

beforeAll(async () => {
  town = await openTestHouse();
  cases = town.house.cases;
  cases.define(permit, {
    guards: { sized: (facts) => facts['size'] !== 0 },
    effects: { tell: (_work, call) => { told.push({ what: call.action, caseId: call.case.id, task: call.task?.kind }); } },
    onTimer: (work, fired) => { warned.push(fired); work.emit({ type: 'uji/warned', version: 1, subject: fired.case.id, data: { promise: fired.promise, rung: fired.rung } }); },
  });
  await write(officer('setup'), async (work) => {
    await cases.positions.set(work, { id: 'uji/kabid', agency: 'dpmptsp', name: { id: 'Kepala bidang' } });
    await cases.positions.set(work, { id: 'uji/kepala', agency: 'dpmptsp', name: { id: 'Kepala dinas' }, fallsTo: 'uji/kabid', fallsAfter: 450 });
    await cases.positions.hold(work, { position: 'uji/kabid', account: 'rina', capacity: 'definitive', from: day('2026-01-01') });
    await cases.positions.hold(work, { position: 'uji/kepala', account: 'head', capacity: 'definitive', from: day('2026-01-01') });
  });
});
afterAll(() => town.close());
beforeEach(() => { town.clock.set('2026-11-23T02:00:00Z'); });

const day = (text: string) => Temporal.PlainDate.from(text);
const officer = (id: string, agency = 'dpmptsp'): Actor => ({ ...anonymous('web'), kind: 'staff', id, agency, permissions: new Set(['uji/check', 'uji/paraf', 'uji/sign', 'uji/recommend']) });
const applicant: Actor = { ...anonymous('web'), kind: 'resident', id: 'warga-1' };
const write = <T,>(actor: Actor, step: (work: Work) => Promise<T>) => town.house.database.write({ actor, action: 'uji/try' }, step);
const refusal = (step: Promise<unknown>) => step.then(() => undefined, (error: unknown) => (error instanceof Problem ? error.toJSON() : error));

let count = 0;
const key = () => `k-${++count}`;
async function started(more: { chain?: string[]; object?: string } = {}) {
  const opened = await write(applicant, (work) => cases.open(work, { definition: 'uji-izin', type: 'izin', subject: `warga-${++count}`, object: more.object ?? '', commandId: key(), facts: { recommenders: ['dinkes', 'dishub'], chain: more.chain ?? ['uji/kabid'], size: 1 }, documents: { ktp: ['f-1'] } }));
  return opened.caseId;
}
const go = (actor: Actor, caseId: string, action: string, more: Partial<Parameters<Cases['command']>[1]> = {}) => write(actor, (work) => cases.command(work, { caseId, action, commandId: key(), ...more }));

describe('a case', () => {
  it('walks from application to signature: branches at once, parafs in order, one event a command', async () => {
    const id = await started({ chain: ['uji/kabid', 'uji/kepala'] });
    await go(officer('budi'), id, 'complete');
    expect((await cases.tasksFor(officer('x', 'dinkes'), { service: 'uji' })).map((task) => [task.kind, task.branch])).toEqual([['recommend', 'dinkes']]);
    expect(await go(officer('doc', 'dinkes'), id, 'recommend')).toMatchObject({ state: 'technical' });
    expect(await go(officer('road', 'dishub'), id, 'recommend')).toMatchObject({ state: 'drafting' });
    expect(await refusal(go(officer('head'), id, 'paraf'))).toMatchObject({ status: 403, code: 'cases/not-your-task' });
    expect(await go(officer('rina'), id, 'paraf')).toMatchObject({ state: 'drafting' });
    expect(await go(officer('head'), id, 'paraf')).toMatchObject({ state: 'signing' });
    const done = await go(officer('head'), id, 'sign');
    expect(done).toMatchObject({ state: 'issued', version: 7 });
    expect((await cases.history(id)).map((event) => event.action)).toEqual(['open', 'complete', 'recommend', 'recommend', 'paraf', 'paraf', 'sign']);
    expect((await cases.of(id))?.closedAt).toBeDefined();
    expect(told.at(-1)).toEqual({ what: 'sign', caseId: id, task: 'sign' });
    expect(await cases.clocks(id)).toMatchObject([{ promise: 'life', running: false }, { promise: 'advice', branch: 'dinkes', running: false }, { promise: 'advice', branch: 'dishub' }, { promise: 'permit', running: false, overdue: false }]);
    expect(await refusal(go(officer('head'), id, 'sign'))).toMatchObject({ status: 409, code: 'cases/closed' });
  });

  it('names what is possible, what is missing and who must do it', async () => {
    const id = (await write(applicant, (work) => cases.open(work, { definition: 'uji-izin', type: 'izin', subject: 'bare', commandId: key(), facts: { size: 0 } }))).caseId;
    expect(await refusal(go(officer('a'), id, 'sign'))).toMatchObject({ code: 'cases/not-now', facts: { state: 'submitted', possible: ['complete', 'return', 'reject', 'withdraw'] } });
    expect(await refusal(go(officer('a'), id, 'complete'))).toMatchObject({ status: 422, code: 'cases/documents-missing', facts: { missing: ['ktp'] } });
    expect(await refusal(go(officer('a'), id, 'complete', { documents: { ktp: ['f'] } }))).toMatchObject({ code: 'cases/guard', detail: 'Pilih dulu dinas pemberi rekomendasi.' });
    expect(await refusal(go(officer('a'), id, 'complete', { documents: { ktp: ['f'] }, facts: { recommenders: ['dinkes'] } }))).toMatchObject({ code: 'cases/guard', detail: 'Ukuran belum diisi.' });
    expect(await refusal(go(officer('a'), id, 'return'))).toMatchObject({ code: 'cases/reason-needed', facts: { reasons: ['paper'] } });
    expect(await refusal(go(officer('a'), id, 'return', { reason: 'whim' }))).toMatchObject({ code: 'cases/reason-unknown' });
    expect(await refusal(go(applicant, id, 'complete'))).toMatchObject({ status: 403, code: 'cases/forbidden' });
    expect(await refusal(go(applicant, id, 'withdraw'))).toMatchObject({ status: 403 });
    expect(await go(applicant, id, 'withdraw', { relations: ['applicant'] })).toMatchObject({ state: 'withdrawn' });
  });
});

describe('commands', () => {
  it('are carried out once, however often and at once they come, and the same key for other content is refused', async () => {
    const id = await started();
    const same = { commandId: key() };
    const answers = await Promise.all(Array.from({ length: 5 }, () => go(officer('budi'), id, 'complete', same)));
    expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1);
    expect(new Set(answers.map((answer) => `${answer.version} ${answer.state}`))).toEqual(new Set(['2 technical']));
    expect(await refusal(go(officer('budi'), id, 'recommend', same))).toMatchObject({ code: 'cases/key-reused' });
    expect(await cases.history(id)).toHaveLength(2);
  });

  it('decided on an old version are refused with the state now and who changed what; of two at once one wins', async () => {
    const id = await started();
    await go(officer('budi'), id, 'complete', { expectedVersion: 1 });
    expect(await refusal(go(officer('siti'), id, 'reject', { expectedVersion: 1, reason: 'x' }))).toMatchObject({ status: 409, code: 'cases/conflict', facts: { state: 'technical', version: 2, changed: [{ action: 'complete', by: 'staff:budi', state: 'technical' }] } });
    const other = await started();
    const both = await Promise.all(['a', 'b'].map((who) => refusal(go(officer(who), other, 'complete', { expectedVersion: 1 }))));
    expect(both.map((answer) => (answer === undefined ? 'done' : (answer as { code: string }).code)).sort()).toEqual(['cases/conflict', 'done']);
  });

  it('out of order are refused until their turn, then taken', async () => {
    const id = await started();
    const early = { commandId: key() };
    expect(await refusal(go(officer('doc', 'dinkes'), id, 'recommend', early))).toMatchObject({ code: 'cases/not-now' });
    await go(officer('budi'), id, 'complete');
    expect(await go(officer('doc', 'dinkes'), id, 'recommend', early)).toMatchObject({ state: 'technical', repeated: false });
  });

  it('open one case only for the same type, subject and object, also when two ask at once', async () => {
    const ask = () => write(applicant, (work) => cases.open(work, { definition: 'uji-izin', type: 'izin', subject: 'twin', object: 'papan', commandId: key() }));
    const both = await Promise.all([ask().catch((error: Problem) => error), ask().catch((error: Problem) => error)]);
    expect(both.filter((answer) => answer instanceof Problem).map((problem) => (problem as Problem).code)).toEqual(['cases/already-open']);
    const same = { definition: 'uji-izin', type: 'izin', subject: 'again', commandId: key() };
    const opened = await Promise.all([1, 2, 3].map(() => write(applicant, (work) => cases.open(work, same))));
    expect([new Set(opened.map((one) => one.caseId)).size, opened.filter((one) => one.repeated).length]).toEqual([1, 2]);
  });

  it('leave events that nobody can change, and commit with everything or not at all', async () => {
    const id = await started();
    await expect(town.house.pool.query("update cases.case_event set action = 'x' where case_id = $1", [id])).rejects.toThrow(/only added to/);
    await expect(write(officer('budi'), async (work) => { await cases.command(work, { caseId: id, action: 'complete', commandId: key() }); throw new Error('power'); })).rejects.toThrow('power');
    expect(await cases.of(id)).toMatchObject({ state: 'submitted', version: 1 });
  });

  it('keep a signer apart from who checked, and know who acted by which decree', async () => {
    const id = await started();
    await go(officer('head'), id, 'complete');
    await go(officer('doc', 'dinkes'), id, 'recommend');
    await go(officer('road', 'dishub'), id, 'recommend');
    await go(officer('rina'), id, 'paraf');
    expect(await refusal(go(officer('head'), id, 'sign'))).toMatchObject({ status: 403, code: 'cases/separation', facts: { apartFrom: 'complete' } });
    expect(await refusal(go(officer('rina'), id, 'sign'))).toMatchObject({ code: 'cases/not-your-task' });
    await write(officer('setup'), (work) => cases.positions.hold(work, { position: 'uji/kepala', account: 'rina', capacity: 'plh', decree: '800/12/2026', from: day('2026-11-23'), to: day('2026-11-25') }));
    expect(await refusal(write(officer('setup'), (work) => cases.positions.hold(work, { position: 'uji/kepala', account: 'x', capacity: 'plt', decree: '800/13/2026', from: day('2026-11-24'), to: day('2026-11-30') })))).toMatchObject({ code: 'cases/holder-overlaps' });
    expect((await cases.tasksFor(officer('rina'), { kind: 'sign' })).map((task) => task.caseId)).toContain(id);
    await go(officer('rina'), id, 'sign');
    expect((await cases.history(id)).at(-1)).toMatchObject({ action: 'sign', actorId: 'rina', position: 'uji/kepala', capacity: { kind: 'plh', decree: '800/12/2026' } });
    town.clock.set('2026-11-26T02:00:00Z');
    expect((await cases.positions.seats('rina', day('2026-11-26'))).map((seat) => seat.position)).toEqual(['uji/kabid']);
  });

  it('find the new holder when an official is replaced in the middle of a task, and the next one when nobody comes', async () => {
    const id = await started();
    await go(officer('budi'), id, 'complete');
    await go(officer('doc', 'dinkes'), id, 'recommend');
    await go(officer('road', 'dishub'), id, 'recommend');
    await go(officer('rina'), id, 'paraf');
    await write(officer('setup'), async (work) => {
      await cases.positions.end(work, { position: 'uji/kepala', account: 'head', lastDay: day('2026-11-25') });
      await cases.positions.hold(work, { position: 'uji/kepala', account: 'newhead', capacity: 'definitive', from: day('2026-11-26') });
      await cases.positions.absent(work, { account: 'newhead', from: day('2026-11-27'), to: day('2026-12-04'), reason: 'sakit' });
    });
    town.clock.set('2026-11-26T02:00:00Z');
    const mine = async (who: string) => (await cases.tasksFor(officer(who), { kind: 'sign' })).some((task) => task.caseId === id);
    expect([await mine('head'), await mine('newhead'), await mine('rina')]).toEqual([false, true, false]);
    town.clock.set('2026-11-27T05:00:00Z');
    await cases.reroute();
    expect(await mine('rina')).toBe(false);
    town.clock.set('2026-12-01T02:00:00Z');
    expect(await cases.reroute()).toBeGreaterThan(0);
    expect([await mine('newhead'), await mine('rina')]).toEqual([false, true]);
    expect((await cases.history(id)).at(-1)).toMatchObject({ action: 'reroute', note: 'uji/kepala → uji/kabid' });
    expect(await cases.reroute()).toBe(0);
  });

  it('move a running case to a new procedure only by a mapping, which stays in its story', async () => {
    const id = await started();
    const before = await cases.of(id);
    const { submitted, ...others } = permit.states;
    const renamed = { ...permit, initial: 'received', states: { received: submitted, ...others }, transitions: permit.transitions.map((one) => ({ ...one, from: [one.from].flat().map((state) => (state === 'submitted' ? 'received' : state)), to: one.action === 'resubmit' ? 'received' : one.to })) };
    const wiring = { guards: { sized: () => true }, effects: { tell: () => undefined }, onTimer: () => undefined };
    cases.define(renamed, wiring);
    try {
      expect(await refusal(go(officer('a'), id, 'return', { reason: 'whim' }))).toMatchObject({ code: 'cases/reason-unknown' });
      expect(await refusal(write(officer('a'), (work) => cases.migrate(work, { caseId: id, commandId: key(), mapping: { technical: 'technical' }, reason: 'SK baru' })))).toMatchObject({ code: 'cases/mapping-incomplete' });
      await write(officer('a'), (work) => cases.migrate(work, { caseId: id, commandId: key(), mapping: { submitted: 'received' }, reason: 'SK baru' }));
      expect((await cases.of(id))?.definitionHash).not.toBe(before?.definitionHash);
      expect(await go(officer('a'), id, 'complete')).toMatchObject({ state: 'technical' });
      expect((await cases.history(id)).map((event) => event.action)).toEqual(['open', 'migrate', 'complete']);
    } finally {
      cases.define(permit, { guards: { sized: (facts) => facts['size'] !== 0 }, effects: { tell: () => undefined }, onTimer: (work, fired) => { warned.push(fired); work.emit({ type: 'uji/warned', version: 1, subject: fired.case.id, data: { promise: fired.promise, rung: fired.rung } }); } });
    }
  });
});

describe('clocks', () => {
  const clock = async (id: string, promise: string, branch?: string) => (await cases.clocks(id)).find((one) => one.promise === promise && one.branch === branch);
  const tilings = async (id: string) => (await town.house.pool.query<{ generation: number; n: number }>('select s.generation, count(*)::int as n from cases.segment s join cases.clock k on k.id = s.clock_id where k.case_id = $1 and k.promise = $2 group by 1 order by 1', [id, 'permit'])).rows;

  it('never reset on a return, show every attempt, and flag a return made late', async () => {
    const id = await started();
    // Of one instant with the opening, under an id that sorts before it: moves keep their own order.
    await go(officer('budi'), id, 'complete', { commandId: `a-${id}` });
    expect((await clock(id, 'permit'))?.segments.map((one) => one.party)).toEqual(['recommender']);
    await go(officer('doc', 'dinkes'), id, 'recommend');
    await go(officer('road', 'dishub'), id, 'recommend');
    town.clock.set('2026-11-27T02:00:00Z');
    await go(officer('rina'), id, 'paraf');
    expect(await clock(id, 'permit')).toMatchObject({ spent: 3, budget: 5, overdue: false, running: true });
    town.clock.set('2026-11-30T02:00:00Z');
    await go(officer('budi'), id, 'return', { reason: 'paper' });
    expect((await cases.history(id)).at(-1)?.lateReturn).toBeUndefined();
    expect(await clock(id, 'permit')).toMatchObject({ running: false, spent: 4 });
    town.clock.set('2026-12-08T02:00:00Z');
    await go(applicant, id, 'resubmit', { relations: ['applicant'] });
    town.clock.set('2026-12-08T10:00:00Z');
    expect(await clock(id, 'permit')).toMatchObject({ spent: 5, attempts: [4, 1], overdue: true });
    await go(officer('budi'), id, 'return', { reason: 'paper' });
    expect((await cases.history(id)).at(-1)?.lateReturn).toEqual({ promise: 'permit', percent: 100 });
    expect((await cases.of(id))?.returns).toBe(2);
  });

  it('take late news from the field: the ledger is tiled anew, the old tiling kept, in any order the same', async () => {
    const news = [
      { is: 'pause' as const, at: '2026-11-23T03:00:00Z' }, { is: 'release' as const, at: '2026-11-23T08:00:00Z' },
      { is: 'pause' as const, at: '2026-11-24T03:00:00Z' }, { is: 'release' as const, at: '2026-11-25T03:00:00Z' },
    ];
    const tell = async (id: string, one: (typeof news)[number]) => write(officer('budi'), (work) => (one.is === 'pause' ? cases.pause(work, { caseId: id, commandId: `${id} ${one.at}`, reason: 'waiting-applicant', occurredAt: Temporal.Instant.from(one.at) }) : cases.release(work, { caseId: id, commandId: `${id} ${one.at}`, occurredAt: Temporal.Instant.from(one.at) })));
    const ledgers: unknown[] = [];
    for (const order of [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]]) {
      town.clock.set('2026-11-23T02:00:00Z');
      const id = await started();
      await go(officer('budi'), id, 'complete');
      town.clock.set('2026-11-26T02:00:00Z');
      for (const index of order) { const one = news[index]; if (one) { await tell(id, one); await tell(id, one); } }
      const permitClock = await clock(id, 'permit');
      ledgers.push([permitClock?.segments.map((one) => [one.from.toString(), one.to?.toString(), one.party, one.reason]), permitClock?.spent, permitClock?.due?.toString()]);
      if (order[0] === 3) expect((await tilings(id)).length).toBeGreaterThan(1);
    }
    expect(ledgers[1]).toEqual(ledgers[0]);
    expect(ledgers[2]).toEqual(ledgers[0]);
    expect(ledgers[0]).toMatchObject([[['2026-11-23T02:00:00Z', '2026-11-23T03:00:00Z', 'recommender', undefined], [expect.anything(), expect.anything(), 'applicant', 'waiting-applicant'], expect.anything(), expect.anything(), ['2026-11-25T03:00:00Z', undefined, 'recommender', undefined]], 1, '2026-12-01T09:00:00Z']);
  });

  it('pause for one branch only, and refuse reasons outside the list and people outside the office', async () => {
    const id = await started();
    await go(officer('budi'), id, 'complete');
    town.clock.set('2026-11-23T03:00:00Z');
    await write(officer('doc', 'dinkes'), (work) => cases.pause(work, { caseId: id, commandId: key(), reason: 'waiting-applicant', branch: 'dinkes' }));
    town.clock.set('2026-11-23T04:00:00Z');
    expect([await clock(id, 'advice', 'dinkes'), await clock(id, 'advice', 'dishub'), await clock(id, 'permit')]).toMatchObject([{ running: false, spent: 60 }, { running: true, spent: 120 }, { running: true }]);
    expect(await refusal(write(officer('a'), (work) => cases.pause(work, { caseId: id, commandId: key(), reason: 'lazy' })))).toMatchObject({ code: 'cases/reason-unknown', facts: { reasons: ['waiting-applicant', 'national-down'] } });
    expect(await refusal(write(applicant, (work) => cases.pause(work, { caseId: id, commandId: key(), reason: 'waiting-applicant' })))).toMatchObject({ status: 403 });
  });

  it('warn once in working time, whoever looks and however often, and again nothing after a crash between claim and commit', async () => {
    const id = await started();
    await go(officer('budi'), id, 'complete');
    const mine = () => warned.filter((fired) => fired.case.id === id).map((fired) => [fired.promise, fired.branch, fired.rung]);
    town.clock.set('2026-11-24T22:00:00Z');
    await cases.fireTimers();
    expect(mine()).toEqual([]);
    town.clock.set('2026-11-25T02:00:00Z');
    const [first] = (await town.house.pool.query<{ id: string }>("select id from cases.clock where case_id = $1 and promise = 'advice' and branch = 'dinkes'", [id])).rows;
    await town.house.pool.query('begin; insert into cases.timer_fire (clock_id, rung, fired_at) select id, 50, now() from cases.clock where id = \'' + (first?.id ?? '') + '\'; rollback');
    await Promise.all([cases.fireTimers(), cases.fireTimers()]);
    await cases.fireTimers();
    await cases.fireTimers();
    expect(mine().map((fired) => fired.join(' ')).sort()).toEqual(['advice dinkes 100', 'advice dinkes 50', 'advice dinkes 80', 'advice dishub 100', 'advice dishub 50', 'advice dishub 80']);
    town.clock.set('2026-11-26T02:00:00Z');
    await cases.fireTimers();
    expect(mine().filter(([promise]) => promise === 'permit')).toEqual([['permit', undefined, 50]]);
    const events = await town.house.pool.query("select count(*)::int as n from evidence.event where type = 'uji/warned' and subject = $1", [id]);
    expect(events.rows[0]).toEqual({ n: 7 });
  });

  it('are counted again when the calendar changes in the middle of the year; closed ones stay', async () => {
    const open = await started();
    await go(officer('budi'), open, 'complete');
    const closed = await started();
    await go(officer('budi'), closed, 'complete');
    await go(officer('head'), closed, 'reject', { reason: 'x' });
    const was = await clock(closed, 'permit');
    const { regency, database, calendar } = town.house;
    const off = { date: '2026-11-25', name: 'Pilkada', kind: 'regional', status: 'verified', source: 'Keppres' } as const;
    const changed = await openCalendar({ database, regency: { ...regency, holidays: [...regency.holidays, off] } });
    expect((await clock(open, 'permit'))?.due?.toString()).toBe('2026-11-30T09:00:00Z');
    expect(await cases.reproject(changed)).toBeGreaterThan(0);
    const due = (await town.house.pool.query<{ due_at: Temporal.Instant }>("select due_at from cases.clock where case_id = $1 and promise = 'permit'", [open])).rows[0]?.due_at.toString();
    expect(due).toBe('2026-12-01T09:00:00Z');
    const { rows } = await town.house.pool.query("select old_due_at, new_due_at, c.promise from cases.calendar_changed h join cases.clock c on c.id = h.clock_id where c.case_id = any($1) order by c.promise", [[open, closed]]);
    expect(rows.find((row: { promise: string }) => row.promise === 'permit')).toMatchObject({ old_due_at: Temporal.Instant.from('2026-11-30T09:00:00Z'), new_due_at: Temporal.Instant.from('2026-12-01T09:00:00Z') });
    expect(await clock(closed, 'permit')).toEqual(was);
    expect(await cases.reproject(changed)).toBe(0);
    expect((await cases.tasks(open)).filter((task) => task.state === 'open').map((task) => task.dueAt !== undefined)).toEqual([true, true]);
    await cases.reproject(calendar);
  });

  it('are not started on a calendar that is about to end', async () => {
    const id = await started();
    town.clock.set('2027-11-25T02:00:00Z');
    expect(await refusal(go(officer('budi'), id, 'complete'))).toMatchObject({ status: 409, code: 'cases/calendar-ending' });
  });

  it('are held by the database: no overlap, no gap, nothing twice', async () => {
    const id = await started();
    const { rows } = await town.house.pool.query<{ id: string }>("select id from cases.clock where case_id = $1 and promise = 'life'", [id]);
    const insert = (starts: string, follows: string | null) => town.house.pool.query('insert into cases.segment (clock_id, generation, starts, ends, follows, party) values ($1, 1, $2, null, $3, $4)', [rows[0]?.id, starts, follows, 'agency']);
    await expect(insert('2026-11-24T02:00:00Z', null)).rejects.toThrow();
    await town.house.pool.query("update cases.segment set ends = '2026-11-23T05:00:00Z' where clock_id = $1", [rows[0]?.id]);
    await expect(insert('2026-11-23T06:00:00Z', '2026-11-23T06:00:00Z')).rejects.toThrow(/foreign key/);
    await expect(insert('2026-11-23T04:00:00Z', '2026-11-23T04:00:00Z')).rejects.toThrow();
    await insert('2026-11-23T05:00:00Z', '2026-11-23T05:00:00Z');
  });

  it('add up to public figures', async () => {
    const span = { service: 'uji', from: Temporal.Instant.from('2026-11-01T00:00:00Z'), to: Temporal.Instant.from('2027-01-01T00:00:00Z') };
    const promises = await cases.figures.promises(span);
    expect(promises.find((one) => one.promise === 'advice' && one.branch === 'dinkes')).toMatchObject({ unit: 'working_minute' });
    expect(promises.every((one) => one.inTime <= one.closed)).toBe(true);
    expect((await cases.figures.returns(span))[0]).toMatchObject({ type: 'izin' });
  });
});

describe('pages', () => {
  it('show the procedure to everybody as picture, table and BPMN, in both languages', async () => {
    const page = await town.house.http.app.inject({ url: '/prosedur/uji-izin' });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<svg');
    expect(page.body).toContain('Rekomendasi teknis');
    expect(page.body).toContain('(1) Nyatakan lengkap → baris');
    expect(page.body).toContain('Sistem nasional tidak bisa dibuka');
    const bpmn = await town.house.http.app.inject({ url: '/prosedur/uji-izin/bpmn' });
    expect([bpmn.headers['content-type'], bpmn.body.startsWith('<?xml')]).toEqual(['application/xml; charset=utf-8', true]);
    expect((await town.house.http.app.inject({ url: '/prosedur/tidak-ada', headers: { accept: 'text/html' } })).statusCode).toBe(404);
  });

  it('tell the story of a case, who holds it, until when, and what comes next', async () => {
    const id = await started();
    await go(officer('budi'), id, 'complete');
    const { body } = cases.definition('uji-izin');
    const [events, clocks] = [await cases.history(id), await cases.clocks(id)];
    const html = renderFragment(<><CaseStory body={body} events={events} clocks={clocks} /><CaseClocks clocks={clocks} /><ProcedureDrawing body={body} place={{ state: 'technical', passed: ['submitted'] }} /></>, { site: { regency: '', zone: 'Asia/Jakarta', demo: false }, locale: 'id', path: '/', menu: [] });
    expect(html).toContain('dipegang dinas pemberi rekomendasi');
    expect(html).toContain('30 November 2026, 16.00 WIB');
    expect(html).toContain('Hari ke-1 dari 5 hari kerja');
    expect(html).toContain('Perkara ini di sini');
    expect(html).toContain('Menunggu tanda tangan');
    expect(html.match(/flow-now/g)).toHaveLength(1);
  });
});

it('an acting official takes the place of another for their days only; the definitive one stays, and whoever left is gone', async () => {
  const position = 'uji/kabid';
  const at = async (date: string) => (await cases.positions.holders(position, day(date))).map((holder) => holder.account);
  const seat = (account: string, from: string, to: string) => write(officer('setup'), (work) => cases.positions.succeed(work, { position, account, capacity: 'plt', decree: '800/1/2027', from: day(from), to: day(to) }));
  await seat('tono', '2027-03-01', '2027-03-30');
  await seat('wati', '2027-03-10', '2027-03-12');
  expect(await Promise.all(['2027-02-28', '2027-03-09', '2027-03-10', '2027-03-12', '2027-03-13', '2027-03-31'].map(at))).toEqual([['rina'], ['tono', 'rina'], ['wati', 'rina'], ['wati', 'rina'], ['tono', 'rina'], ['rina']]);
  await write(officer('setup'), (work) => cases.positions.vacate(work, { position, account: 'tono', capacity: 'plt', from: day('2027-03-05') }));
  expect(await Promise.all(['2027-03-04', '2027-03-05', '2027-03-11', '2027-03-20'].map(at))).toEqual([['tono', 'rina'], ['rina'], ['wati', 'rina'], ['rina']]);
});
