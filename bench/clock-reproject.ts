// A holiday is declared tonight: 100,000 open clocks with pauses are counted again on PostgreSQL, each change written with old and new due time. Beside it the same clocks one by one. Run: ./serasan bench clock-reproject [CLOCKS]
import { openCalendar } from '#commons/calendar';
import { permit } from '../test/town/permit.ts';
import { openBenchPlace } from './place.ts';
import { report } from './report.ts';

const clocks = Number(process.argv[2] ?? 100_000);
const place = await openBenchPlace();
const house = await place.openHouse();
const { hash, body } = house.cases.define(permit, { guards: { sized: () => true }, effects: { tell: () => undefined } });
const { version } = house.calendar;
const now = house.clock.now().toString();

// As they would be after months of work: started over the last 20 days, paused once for a while, running again.
await house.pool.query('insert into cases.definition values ($1, $2, $3, $4, $5)', [body.id, hash, body.service, JSON.stringify(body), now]);
await house.pool.query(`insert into cases.case (id, service, type, subject, object, definition, definition_hash, state, opened_at, moved_at)
  select gen_random_uuid(), 'uji', 'izin', 's' || n, '', $1, $2, 'technical', $3::timestamptz - (n % 20) * interval '1 day' - interval '1 hour', $3::timestamptz - (n % 20) * interval '1 day' from generate_series(1, $4::int) n`, [body.id, hash, now, clocks]);
await house.pool.query(`insert into cases.clock (id, case_id, promise, budget, unit, calendar, calendar_version, counts, rungs, started_at, due_at, next_warning_at, next_rung)
  select gen_random_uuid(), id, 'permit', case when random() < 0.5 then 12 else 4000 end, 'working_day', 'office', 'older', '{agency,recommender}', '{50,80,100}', date_trunc('milliseconds', moved_at), $1::timestamptz + interval '5 days', $1::timestamptz + interval '2 days', 50 from cases.case`, [now]);
await house.pool.query("update cases.clock set unit = 'working_minute' where budget = 4000");
await house.pool.query("insert into cases.segment (clock_id, generation, starts, ends, party) select id, 1, started_at, started_at + interval '1 hour', 'agency' from cases.clock");
await house.pool.query("insert into cases.segment (clock_id, generation, starts, ends, follows, party, reason) select id, 1, started_at + interval '1 hour', started_at + interval '3 hours', started_at + interval '1 hour', 'applicant', 'waiting-applicant' from cases.clock");
await house.pool.query("insert into cases.segment (clock_id, generation, starts, ends, follows, party) select id, 1, started_at + interval '3 hours', null, started_at + interval '3 hours', 'recommender' from cases.clock");
await house.pool.query("insert into cases.task (id, case_id, kind, by, opened_at) select gen_random_uuid(), id, 'recommend', '{uji/recommend}', opened_at from cases.case where random() < 0.5");
await house.pool.query('analyze');

const declare = async (date: string) => openCalendar({ database: house.database, regency: { ...house.regency, holidays: [...house.regency.holidays, { date, name: 'Libur', kind: 'regional', status: 'verified', source: 'bench' }] } });
const tonight = await declare(nextWorkingDay(1));
const cpu = process.cpuUsage();
const serverCpu = place.cpu();
const began = performance.now();
const counted = await house.cases.reproject(tonight);
const seconds = (performance.now() - began) / 1000;
const used = process.cpuUsage(cpu);
const served = place.cpu() - serverCpu;
const { rows: [check] } = await house.pool.query<{ done: number; changed: number; tasks: number }>('select (select count(*) from cases.clock where calendar_version = $1)::int as done, (select count(*) from cases.calendar_changed)::int as changed, (select count(*) from cases.task t join cases.clock k using (case_id) where t.due_at is distinct from k.due_at)::int as tasks', [tonight.version]);
if (counted !== clocks || check?.done !== clocks || check.tasks !== 0) { process.stderr.write(`WRONG: counted ${counted}, ${JSON.stringify(check)}\n`); process.exit(1); }

// The plain way: read a clock, compute with the walk over days, write it, in a transaction each.
const sample = Math.min(1000, clocks);
const { rows } = await house.pool.query<{ id: string; started_at: Temporal.Instant }>('select id, started_at from cases.clock limit $1', [sample]);
const naiveBegan = performance.now();
for (const row of rows) await house.database.write({ actor: { kind: 'system', id: 'bench', name: 'bench', permissions: new Set(), channel: 'command' }, action: 'bench/one' }, async (work) => {
  const due = tonight.of('office').addWorkingDays(row.started_at, 12);
  await work.tables<{ 'cases.clock': { id: string; due_at: string } }>().updateTable('cases.clock').set({ due_at: due.toString() }).where('id', '=', row.id).execute();
});
const each = (performance.now() - naiveBegan) / sample;
report(`${clocks} open clocks after a change of the calendar ${version} → ${tonight.version}`, [
  ['counted again in', seconds, 's'], ['processor time of the app', (used.user + used.system) / 1_000_000, 's'], ['processor time of PostgreSQL', served / 1000, 's'], ['clocks', counted / seconds, '/s'], ['due times that changed', check.changed], ['one by one would take', (each * clocks) / 1000, 's'], ['ratio one by one / ours', (each * clocks) / 1000 / seconds, '×'],
]);
await house.close();
await place.close();
process.exit(0);

function nextWorkingDay(ahead: number): string {
  let date = house.calendar.today().add({ days: ahead });
  while (!house.calendar.of('office').isWorkingDay(date)) date = date.add({ days: 1 });
  return date.toString();
}
