import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anonymous, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { permit } from '../../../test/town/permit.ts';
import type { Cases, Fired } from './index.ts';

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
