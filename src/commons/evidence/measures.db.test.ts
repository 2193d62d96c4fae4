import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import type { Measure } from '#kernel/manifest';
import { openMeasures, publishFigures, verifyFigures, type Measures } from '#commons/evidence';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { manifest as example } from '#agencies/rsud/saroale/manifest';

const words = { id: 'Ukuran percobaan' };
const calls: Measure = { id: 'calls', kind: 'count', name: words, definition: words, unit: 'kali', by: 'channel', staleAfterHours: 36, of: { events: ['try/called'] } };
const within: Measure = { id: 'within', kind: 'share', name: words, definition: words, unit: 'persen', staleAfterHours: 36, promise: { atLeast: 80 }, of: { events: ['try/called'], atMost: ['wait', 60] }, among: { events: ['try/called'], where: { kind: ['umum', 'jkn'] } } };
const tenth: Measure = { id: 'tenth', kind: 'quantile', name: words, definition: words, unit: 'menit', p: 0.9, field: 'wait', staleAfterHours: 36, promise: { atMost: 60 }, of: { events: ['try/called'] } };
const manifest = { ...example, id: 'try', events: [{ type: 'try/called', version: 1, means: words }], measures: [calls, within, tenth] };

let town: TestHouse;
let measures: Measures;
const monthOfTrial = { from: Temporal.PlainDate.from('2026-11-01'), to: Temporal.PlainDate.from('2026-11-30'), step: 'day' as const };

async function call(day: string, wait: number | string, channel: string, kind = 'jkn'): Promise<void> {
  await town.house.database.write({ actor: system('test'), action: 'try/call' }, async (work) => {
    work.emit({ type: 'try/called', version: 1, subject: crypto.randomUUID(), data: { wait, channel, kind }, occurredAt: Temporal.Instant.from(`${day}+07:00`) });
  });
}

async function head() {
  await town.house.evidence.seal();
  town.clock.advance({ minutes: 1 });
  const at = await measures.head();
  if (!at) throw new Error('nothing sealed');
  return at;
}

beforeAll(async () => {
  town = await openTestHouse();
  measures = openMeasures({ database: town.house.database, zone: 'Asia/Jakarta' });
  for (let index = 0; index < 20; index += 1) await call('2026-11-20T10:00:00', 10 + index * 4, index < 12 ? 'whatsapp' : 'counter');
  // Just before midnight in Jakarta, still the day before in UTC.
  for (let index = 0; index < 6; index += 1) await call('2026-11-21T23:59:59', 30, 'web', 'umum');
  await call('2026-11-22T08:00:00', 'not a number', 'sms', 'dinas');
});
afterAll(() => town.close());

describe('measures', () => {
  it('count by civil day and by key, and withhold the small cell together with another', async () => {
    const figure = await measures.compute(calls, monthOfTrial, await head());
    expect(figure.value).toBe(27);
    const shown = Object.fromEntries(figure.points.filter((point) => point.n !== 0).map((point) => [point.from, point.hidden ? 's' : point.value]));
    // One call on the 22nd is withheld; the week's and month's totals would give it away, so the next smallest day goes with it.
    expect(shown).toEqual({ '2026-11-20': 20, '2026-11-21': 's', '2026-11-22': 's' });
    expect(Object.fromEntries(figure.breakdown.map((part) => [part.key, part.hidden ? 's' : part.value]))).toEqual({ counter: 8, sms: 's', web: 's', whatsapp: 12 });
  });

  it('compute shares among those asked for, and hold them against the promise', async () => {
    const figure = await measures.compute(within, monthOfTrial, await head());
    expect(figure).toMatchObject({ n: 26, value: 73.1, kept: false });
  });

  it('compute exact nearest-rank quantiles and leave out what is no number', async () => {
    const figure = await measures.compute(tenth, monthOfTrial, await head());
    expect(figure).toMatchObject({ n: 26, value: 78, kept: false });
  });

  it('give the same figure for the same place in the log, whatever happened later', async () => {
    const before = await head();
    const then = await measures.compute(calls, monthOfTrial, before);
    await call('2026-11-20T11:00:00', 5, 'web');
    const fresh = openMeasures({ database: town.house.database, zone: 'Asia/Jakarta' });
    expect(await fresh.compute(calls, monthOfTrial, before)).toEqual(then);
    expect((await measures.compute(calls, monthOfTrial, await head())).value).toBe(28);
  });

  it('call a figure without new events stale', async () => {
    const at = await head();
    expect((await measures.freshness(calls, at)).stale).toBe(false);
    town.clock.advance({ hours: 40 });
    expect(await measures.freshness(calls, at)).toMatchObject({ stale: true });
    town.clock.advance({ hours: -40 });
  });
});

describe('publishing', () => {
  it('adds the closed days once, corrects a day that changed, and proves every row again', async () => {
    const deps = { database: town.house.database, measures, manifests: [manifest] };
    await head();
    const added = await publishFigures(deps);
    expect(added).toBe(9);
    await head();
    expect(await publishFigures(deps)).toBe(0);
    for (let index = 0; index < 6; index += 1) await call('2026-11-21T12:00:00', 20, 'whatsapp');
    await head();
    expect(await publishFigures(deps)).toBe(3);
    expect(await verifyFigures(deps)).toEqual({ checked: 12, faults: [] });
  });

  it('finds a figure that was changed by hand', async () => {
    await town.house.pool.query(`alter table evidence.published disable trigger published_kept`);
    await town.house.pool.query(`update evidence.published set figure = replace(figure, '"value":21', '"value":99') where measure = 'calls'`);
    const { faults } = await verifyFigures({ database: town.house.database, measures: openMeasures({ database: town.house.database, zone: 'Asia/Jakarta' }) });
    expect(faults).toEqual([{ service: 'try', measure: 'calls', day: '2026-11-20', why: 'differs' }]);
  });
});
