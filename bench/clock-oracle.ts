// Random clock cases (calendars, budgets, suspensions, units) counted by the clock's own arithmetic and by a minute-by-minute walk that shares nothing with it: every one must be equal. Run: ./serasan bench clock-oracle [CASES, default 10000000] [THREADS]
import { availableParallelism } from 'node:os';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { calendarSet } from '#commons/calendar';
import type { Calendars } from '#platform/regency';
import { readClock, type Promised } from '../src/commons/cases/rules/clock.ts';
import type { Segment } from '../src/commons/cases/rules/ledger.ts';
import { report } from './report.ts';

const parties = ['agency', 'recommender', 'applicant', 'bank', 'national_system', 'force_majeure'] as const;
const units = ['working_minute', 'working_day', 'calendar_day'] as const;
const days = 70;
const total = days * 1440;
const zero = Date.UTC(2026, 0, 1) - 7 * 3_600_000;

interface Outcome { readonly cases: number; readonly wrong: string[]; readonly clockMs: number; readonly oracleMs: number; readonly minutes: number }

if (isMainThread) await lead();
else parentPort?.postMessage(work(workerData as { cases: number; seed: number }));

async function lead(): Promise<void> {
  const cases = Number(process.argv[2] ?? 10_000_000);
  const threads = Number(process.argv[3] ?? Math.min(2, availableParallelism()));
  const began = performance.now();
  const outcomes = await Promise.all(Array.from({ length: threads }, (_, index) => new Promise<Outcome>((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { cases: Math.ceil(cases / threads), seed: 1 + index * 7919 } });
    worker.once('message', resolve).once('error', reject);
  })));
  const sum = (pick: (outcome: Outcome) => number) => outcomes.reduce((all, outcome) => all + pick(outcome), 0);
  const wrong = outcomes.flatMap((outcome) => outcome.wrong);
  if (wrong.length > 0) { process.stderr.write(`WRONG:\n${wrong.slice(0, 10).join('\n')}\n`); process.exitCode = 1; }
  const seconds = (performance.now() - began) / 1000;
  report(`${sum((one) => one.cases)} random clock cases, ${threads} threads`, [
    ['equal to the minute-by-minute walk', sum((one) => one.cases) - wrong.length], ['unequal', wrong.length], ['cases checked', sum((one) => one.cases) / seconds, '/s'], ['minutes walked by the oracle', sum((one) => one.minutes)],
    ['clock, one thread', (sum((one) => one.cases) / sum((one) => one.clockMs)) * 1000, '/s'], ['walk, one thread', (sum((one) => one.cases) / sum((one) => one.oracleMs)) * 1000, '/s'], ['ratio walk / clock', sum((one) => one.oracleMs) / sum((one) => one.clockMs), '×'], ['all in', seconds, 's'],
  ]);
}

/** Checks in batches, so that each side's time is measured without the other's. A batch shares a calendar; its table of open minutes is the oracle's whole knowledge. */
function work({ cases, seed }: { cases: number; seed: number }): Outcome {
  const random = mulberry(seed);
  const batch = 20_000;
  const wrong: string[] = [];
  let [clockMs, oracleMs, minutes, done] = [0, 0, 0, 0];
  while (done < cases) {
    const { open, closings, line } = anyCalendar(random);
    const asked = Array.from({ length: Math.min(batch, cases - done) }, () => anyCase(random));
    const before = performance.now();
    const ours = asked.map((one) => { const { spent, due } = readClock(line, one.promised, one.segments, one.now); return [spent, due] as const; });
    const between = performance.now();
    const walked = asked.map((one) => walk(one, open, closings));
    oracleMs += performance.now() - between;
    clockMs += between - before;
    for (const [index, [spent, due]] of ours.entries()) {
      const oracle = walked[index];
      minutes += oracle?.minutes ?? 0;
      if (!oracle || spent !== oracle.spent || due !== oracle.due) wrong.push(`${JSON.stringify(asked[index])} clock ${spent} ${due} walk ${oracle?.spent} ${oracle?.due}`);
    }
    done += asked.length;
  }
  return { cases: done, wrong, clockMs, oracleMs, minutes };
}

interface Asked { readonly promised: Promised; readonly segments: readonly Segment[]; readonly now: number; readonly start: number; readonly bounds: readonly { end: number; counted: boolean }[]; readonly nowMinute: number }

function anyCase(random: () => number): Asked {
  const unit = units[Math.floor(random() * 3)] ?? 'working_minute';
  const start = 3 * 1440 + Math.floor(random() * 40 * 1440);
  const amount = unit === 'working_minute' ? 1 + Math.floor(random() ** 4 * 1200) : 1 + Math.floor(random() ** 3 * 5);
  const counts = random() < 0.7 ? ['agency' as const] : ['agency' as const, 'recommender' as const];
  const bounds: { end: number; counted: boolean }[] = [];
  const segments: Segment[] = [];
  let at = start;
  const pieces = 1 + Math.floor(random() ** 2 * 5);
  for (let index = 0; index < pieces; index += 1) {
    const party = index === 0 && random() < 0.8 ? 'agency' : (parties[Math.floor(random() * parties.length)] ?? 'agency');
    const end = index === pieces - 1 ? Number.POSITIVE_INFINITY : at + 1 + Math.floor(random() ** 4 * 1500);
    segments.push({ starts: zero + at * 60_000, ends: end === Number.POSITIVE_INFINITY ? undefined : zero + end * 60_000, party, reason: undefined, attempt: 1 });
    bounds.push({ end, counted: counts.includes(party as 'agency') });
    at = end === Number.POSITIVE_INFINITY ? at : end;
  }
  const nowMinute = at + Math.floor(random() ** 4 * 2500);
  return { promised: { budget: { amount, unit }, counts, startedAt: zero + start * 60_000 }, segments, now: zero + nowMinute * 60_000, start, bounds, nowMinute };
}

/** Minute after minute from the start: is the office open, who holds the case, is it used up? No sums, no searches. Until now the ledger is known; after it the holder is imagined to keep the case. */
function walk({ promised: { budget }, bounds, start, nowMinute }: Asked, open: Uint8Array, closings: Uint8Array): { spent: number; due: number | undefined; minutes: number } {
  const inMinutes = budget.unit === 'working_minute';
  const inCivilDays = budget.unit === 'calendar_day';
  const dayOne = (Math.floor(start / 1440) + 1) * 1440;
  let [spent, used, minute, dueMinute, walked] = [0, 0, start, -1, 0];
  for (const bound of bounds) {
    const isLast = bound.end > nowMinute;
    const end = isLast ? total : bound.end;
    if (!bound.counted) { if (isLast) break; minute = end; continue; }
    const from = minute;
    for (; minute < end; minute += 1) {
      if (minute >= nowMinute && dueMinute >= 0) break;
      // A minute of work passes in an open minute; a day passes with the minute that ends at its closing, from the day after day 0.
      if (inMinutes ? open[minute] === 1 : minute >= dayOne && (inCivilDays ? (minute + 1) % 1440 === 0 : closings[minute + 1] === 1)) {
        used += 1;
        if (minute < nowMinute) spent += 1;
        if (used === budget.amount) dueMinute = minute + 1;
      }
    }
    walked += minute - from;
    if (isLast) break;
  }
  return { spent: inMinutes ? spent * 60_000 : spent, due: dueMinute < 0 ? undefined : zero + dueMinute * 60_000, minutes: walked };
}

/** A week of up to three windows a day, some days off, and the same thing as a table of minutes. Written from the data, not from the calendar under test. */
function anyCalendar(random: () => number) {
  const clock = (at: number) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
  const week = Array.from({ length: 7 }, (_, day) => {
    if (day > 0 && random() < 0.25) return [];
    const marks = [...new Set(Array.from({ length: 2 * (1 + Math.floor(random() * 3)) }, () => Math.floor(random() * 1441)))].sort((a, b) => a - b);
    return Array.from({ length: Math.floor(marks.length / 2) }, (_window, index) => [marks[2 * index] ?? 0, marks[2 * index + 1] ?? 1] as const);
  });
  const off = new Set(Array.from({ length: 8 }, () => Math.floor(random() * days)));
  const date = (day: number) => Temporal.PlainDate.from('2026-01-01').add({ days: day });
  const calendars: Calendars = {
    validFrom: '2026-01-01', endsOn: date(days - 1).toString(), ramadan: [],
    calendars: [{ id: 'office', name: { id: 'x' }, status: 'verified', source: 'x', closedOn: ['national'], exceptions: [], weekly: week.map((windows, day) => ({ days: [day + 1], windows: windows.map(([from, to]) => [clock(from), clock(to)] as [string, string]) })) }],
  };
  const set = calendarSet({ zone: 'Asia/Jakarta', calendars, holidays: [...off].map((day) => ({ date: date(day).toString(), name: 'x', kind: 'national', status: 'verified', source: 'x' })) });
  const open = new Uint8Array(total + 1);
  const closings = new Uint8Array(total + 1);
  // 1 January 2026 was a Thursday.
  for (let day = 0; day < days; day += 1) {
    const windows = off.has(day) ? [] : (week[(day + 3) % 7] ?? []);
    for (const [from, to] of windows) open.fill(1, day * 1440 + from, day * 1440 + to);
    const last = windows.at(-1);
    if (last) closings[day * 1440 + last[1]] = 1;
  }
  return { open, closings, line: set.of('office').timeline };
}

function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
