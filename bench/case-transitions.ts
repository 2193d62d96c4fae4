// Transitions of cases per second on PostgreSQL with durable commits: each one command, decided, with its event, tasks, clocks, segments and audit entry. Beside it the least that would be dishonest: one update of a state. Run: ./serasan bench case-transitions [CASES]
import { anonymous, type Actor } from '#kernel/actor';
import { permit } from '../test/town/permit.ts';
import { openBenchPlace } from './place.ts';
import { quantile, report } from './report.ts';

const cases = Number(process.argv[2] ?? 400);
const lanes = 16;

const place = await openBenchPlace();
const house = await place.openHouse({ DATABASE_POOL: String(lanes) });
house.cases.define(permit, { guards: { sized: () => true }, effects: { tell: () => undefined } });
const officer = (id: string, agency: string): Actor => ({ ...anonymous('web'), kind: 'staff', id, agency, permissions: new Set(['uji/check', 'uji/recommend', 'uji/paraf', 'uji/sign']) });
const system: Actor = { ...anonymous('job'), kind: 'system', id: 'bench', permissions: new Set(['*']) };

await house.database.write({ actor: system, action: 'bench/positions' }, async (work) => {
  await house.cases.positions.set(work, { id: 'uji/kabid', agency: 'dpmptsp', name: { id: 'Kepala bidang' } });
  await house.cases.positions.set(work, { id: 'uji/kepala', agency: 'dpmptsp', name: { id: 'Kepala dinas' } });
  for (const [position, account] of [['uji/kabid', 'rina'], ['uji/kepala', 'head']] as const) await house.cases.positions.hold(work, { position, account, capacity: 'definitive', from: Temporal.PlainDate.from('2026-01-01') });
});
const walk = [[officer('budi', 'dpmptsp'), 'complete'], [officer('doc', 'dinkes'), 'recommend'], [officer('road', 'dishub'), 'recommend'], [officer('rina', 'dpmptsp'), 'paraf'], [officer('head', 'dpmptsp'), 'sign']] as const;

const milliseconds: number[] = [];
let next = 0;
const run = async () => {
  for (let index = next++; index < cases; index = next++) await walkOne(`w-${index}`);
};
async function walkOne(subject: string): Promise<void> {
  const opened = await timed(() => house.database.write({ actor: system, action: 'bench/open' }, (work) => house.cases.open(work, { definition: 'uji-izin', type: 'izin', subject, commandId: subject, facts: { recommenders: ['dinkes', 'dishub'], chain: ['uji/kabid'], size: 1 }, documents: { ktp: ['f'] } })));
  for (const [actor, action] of walk) await timed(() => house.database.write({ actor, action: `bench/${action}` }, (work) => house.cases.command(work, { caseId: opened.caseId, action, commandId: `${subject}-${actor.id}` })));
}
async function timed<T>(step: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await step();
  milliseconds.push(performance.now() - began);
  return result;
}

for (let index = 0; index < 20; index += 1) await walkOne(`warm-${index}`);
milliseconds.length = 0;
const began = performance.now();
const cpu = process.cpuUsage();
const serverCpu = place.cpu();
await Promise.all(Array.from({ length: lanes }, run));
const seconds = (performance.now() - began) / 1000;
const used = process.cpuUsage(cpu);
const served = place.cpu() - serverCpu;
const done = (await house.pool.query<{ n: number }>("select count(*)::int as n from cases.case where state = 'issued' and subject like 'w-%'")).rows[0]?.n;
if (done !== cases) { process.stderr.write(`WRONG: ${done} of ${cases} cases issued\n`); process.exit(1); }

await house.pool.query('create schema naive; create table naive.item (id int primary key, state text, version int); insert into naive.item select n, \'a\', 0 from generate_series(1, 1000) n');
const naiveBegan = performance.now();
const updates = cases * 6;
let sent = 0;
await Promise.all(Array.from({ length: lanes }, async () => {
  while (sent < updates) { sent += 1; await house.pool.query('update naive.item set state = $2, version = version + 1 where id = $1', [(sent % 1000) + 1, 'b']); }
}));
const naive = updates / ((performance.now() - naiveBegan) / 1000);

const rate = milliseconds.length / seconds;
report(`${cases} permits from application to signature, ${lanes} at a time, one process`, [
  ['transitions', milliseconds.length], ['transitions', rate, '/s'], ['processor time of the app', (used.user + used.system) / 1000 / milliseconds.length, 'ms each'], ['processor time of PostgreSQL', served / milliseconds.length, 'ms each'], ['p50', quantile(milliseconds, 0.5), 'ms'], ['p99', quantile(milliseconds, 0.99), 'ms'],
  ['naive: update of one row, no event, no audit', naive, '/s'], ['ratio naive / ours', naive / rate, '×'],
]);
await house.close();
await place.close();
process.exit(0);
