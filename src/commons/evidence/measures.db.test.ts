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
    // The 21st and 22nd are too small; the week's and month's totals would give their seven away, so the next smallest day goes with them.
    expect(shown).toEqual({ '2026-11-20': 's', '2026-11-21': 's', '2026-11-22': 's' });
    expect(Object.fromEntries(figure.breakdown.map((part) => [part.key, part.hidden ? 's' : part.value]))).toEqual({ counter: 's', sms: 's', web: 's', whatsapp: 12 });
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
  const deps = () => ({ database: town.house.database, measures, manifests: [manifest] });
  const published = async (measure: string) => (await town.house.pool.query<{ from_day: string; to_day: string; n: number; replaces: string | null }>("select from_day, to_day, (figure::jsonb->>'n')::int as n, replaces from evidence.published where measure = $1 order by published_at, to_day", [measure])).rows.map((row) => `${row.from_day.slice(8)}–${row.to_day.slice(8)}: ${row.n}${row.replaces ? ' koreksi' : ''}`);

  it('tells closed days once, in windows of ten cases or more, and proves every row again', async () => {
    await head();
    expect(await publishFigures(deps())).toBe(3);
    expect([await published('calls'), await published('within'), await published('tenth')]).toEqual([['20–20: 21'], ['20–20: 21'], ['20–20: 21']]);
    expect(await publishFigures(deps())).toBe(0);
    // Seven calls of two days wait for a third day; three late ones of the 20th wait for more of their kind.
    for (let index = 0; index < 4; index += 1) await call('2026-11-23T09:00:00', 30, 'web', 'umum');
    for (let index = 0; index < 3; index += 1) await call('2026-11-20T12:00:00', 30, 'web', 'umum');
    town.clock.advance({ hours: 24 });
    await head();
    expect(await publishFigures(deps())).toBe(3);
    expect(await published('calls')).toEqual(['20–20: 21', '21–23: 11']);
    for (let index = 0; index < 7; index += 1) await call('2026-11-20T12:00:00', 70, 'whatsapp');
    await head();
    expect(await publishFigures(deps())).toBe(2);
    expect(await published('calls')).toEqual(['20–20: 21', '21–23: 11', '20–20: 31 koreksi']);
    // Of the share only seven answers changed sides: ten cases came, three of them within the hour, and three would point at somebody.
    expect(await published('within')).toEqual(['20–20: 21', '21–23: 10']);
    expect(await verifyFigures(deps())).toEqual({ checked: 8, faults: [] });
  });

  it('shows sums of whole windows only, and a breakdown once the month is closed', async () => {
    const november = { ...monthOfTrial, step: 'day' as const };
    const { figure, at } = await measures.released('try', calls, november);
    expect(figure).toMatchObject({ value: 42, hidden: false, breakdown: [] });
    expect(figure.points.map((point) => [point.from, point.to, point.value])).toEqual([['2026-11-20', '2026-11-20', 31], ['2026-11-21', '2026-11-23', 11]]);
    expect(at?.position).toBeGreaterThan(0n);
    const day = (text: string) => measures.releasedDay('try', calls, Temporal.PlainDate.from(text));
    expect([(await day('2026-11-20'))?.position, await day('2026-11-21'), await day('2026-11-23')]).toEqual([at?.position, undefined, undefined]);
    expect((await measures.released('try', calls, { from: Temporal.PlainDate.from('2026-12-01'), to: Temporal.PlainDate.from('2026-12-31'), step: 'day' })).figure).toMatchObject({ value: null, hidden: true });
    town.clock.advance({ hours: 24 * 10 });
    for (let index = 0; index < 12; index += 1) await call('2026-12-02T09:00:00', 30, 'web');
    await head();
    await publishFigures(deps());
    // As the windows were first published, without what came late: 12 + 8 of the first day, one that stood alone by web, seven and four after it.
    expect(Object.fromEntries((await measures.released('try', calls, november)).figure.breakdown.map((part) => [part.key, part.hidden ? 's' : part.value]))).toEqual({ counter: 's', sms: 's', web: 's', whatsapp: 12 });
  });

  it('finds a figure that was changed by hand', async () => {
    await town.house.pool.query(`alter table evidence.published disable trigger published_kept`);
    await town.house.pool.query(`update evidence.published set figure = replace(figure, '"value":21', '"value":99') where measure = 'calls' and replaces is null`);
    const { faults } = await verifyFigures({ database: town.house.database, measures: openMeasures({ database: town.house.database, zone: 'Asia/Jakarta' }) });
    expect(faults).toEqual([{ service: 'try', measure: 'calls', day: '2026-11-20', why: 'differs' }]);
  });
});
