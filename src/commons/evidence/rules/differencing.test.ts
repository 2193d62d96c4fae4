import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hiddenCells } from './disclosure.ts';
import { monthOf, partKey } from './periods.ts';
import { planWindows, type DayCount, type Window } from './windows.ts';

/*
 * The attacker keeps every state ever published: each night's windows, their week, month and running totals, two figures of the same events, and the breakdowns of closed months. They
 * write everything down as equations over what happened (day × night it became known × key) and solve. Nobody's cell, and no day's change, of 1 to `least`−1 cases may come out, nor be
 * squeezed into a narrower range than hiding promises.
 */

const least = 10;
const start = Temporal.PlainDate.from('2026-10-16');
const nights = 24;
const lateness = [0, 2, 9] as const;
const keys = ['sekayu', 'keluang', 'lais'] as const;

/** What happened: on which day, how many nights later it became known, in which district. */
interface Happened { readonly day: number; readonly late: number; readonly key: string; readonly n: number }
interface Equation { readonly cells: ReadonlySet<string>; readonly sum: number }

const happenings = fc.array(fc.record({ day: fc.nat(nights - 1), late: fc.constantFrom(0, 0, 0, 0, ...lateness), key: fc.constantFrom(...keys), n: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 8, max: 30 })) }), { minLength: 20, maxLength: 90 });

describe('somebody who keeps every published state and subtracts', () => {
  it('learns no small cell and no small change: days, weeks, months, running totals, revisions, breakdowns', () => {
    fc.assert(fc.property(happenings, (all) => {
      const world = merge(all);
      const { told, equations } = publishEveryNight(world);
      for (const { n } of told) expect(n === 0 || n >= least).toBe(true);
      const known = solve(equations);
      expect([...known].filter(([, value]) => value > 0 && value < least)).toEqual([]);
    }), { numRuns: 100 });
  });

  it('would learn them from totals told day by day, so the attack can succeed', () => {
    const world = merge([{ day: 0, late: 0, key: 'lais', n: 20 }, { day: 1, late: 0, key: 'lais', n: 3 }]);
    const upTo = (day: number): Equation => ({ cells: new Set(world.filter((cell) => cell.day <= day).map(nameOf)), sum: world.filter((cell) => cell.day <= day).reduce((sum, cell) => sum + cell.n, 0) });
    expect([...solve([upTo(0), upTo(1)]).values()]).toContain(3);
  });

  it('cannot squeeze a hidden key of a closed month into fewer than ten possible values', () => {
    fc.assert(fc.property(fc.array(fc.nat(40), { minLength: 2, maxLength: 9 }), (sizes) => {
      const cells = sizes.map((n, index) => ({ key: `k${index}`, n }));
      const hidden = hiddenCells(cells, [cells.map((cell) => cell.key)], least);
      const concealed = cells.filter((cell) => hidden.has(cell.key));
      if (concealed.length === cells.filter((cell) => cell.n > 0).length) return; // nothing of the breakdown is published then
      for (const { low, high } of squeeze(concealed.map((cell) => cell.key), concealed.reduce((sum, cell) => sum + cell.n, 0))) expect(high - low).toBeGreaterThanOrEqual(least);
    }));
  });
});

describe('windows', () => {
  const count = fc.array(fc.record({ n: fc.nat(14), hits: fc.nat(3) }), { minLength: 1, maxLength: 60 }).map((rows) => rows.map(({ n, hits }, index): DayCount => ({ day: start.add({ days: index }), n, hits: Math.min(n, hits) })));

  it('lie one behind the other without gaps, lose no case, and do not depend on how many nights publishing was away', () => {
    fc.assert(fc.property(count, fc.nat(20), (days, away) => {
      const once = planWindows(days, [], least).added;
      let released: Window[] = [];
      for (let night = 1; night <= days.length; night += 1 + (night % (away + 1))) released = [...released, ...planWindows(days.slice(0, night), released, least).added];
      released = [...released, ...planWindows(days, released, least).added];
      expect(released.map((one) => `${one.from.toString()} ${one.to.toString()} ${one.n}`)).toEqual(once.map((one) => `${one.from.toString()} ${one.to.toString()} ${one.n}`));
      once.forEach((one, index) => { if (index > 0) expect(one.from.toString()).toBe(once[index - 1]?.to.add({ days: 1 }).toString()); });
      const pending = days.filter((day) => Temporal.PlainDate.compare(day.day, once.at(-1)?.to ?? start.subtract({ days: 1 })) > 0).reduce((sum, day) => sum + day.n, 0);
      expect(once.reduce((sum, one) => sum + one.n, 0) + pending).toBe(days.reduce((sum, day) => sum + day.n, 0));
      expect(pending).toBeLessThan(least);
    }));
  });

  it('tell late events once there are enough of them', () => {
    const released = planWindows([{ day: start, n: 20, hits: 15 }], [], least).added;
    const later = (n: number, hits: number) => planWindows([{ day: start, n, hits }], released, least).corrected.map((one) => one.n);
    expect([later(20, 15), later(29, 24), later(30, 16), later(30, 25), later(34, 15)]).toEqual([[], [], [], [30], [34]]);
  });
});

interface Cell extends Happened { readonly name: string }

/** Every cell there could be, empty ones too: the attacker does not know which are empty. */
function merge(all: readonly Happened[]): Cell[] {
  const places = Array.from({ length: nights }, (_, day) => keys.flatMap((key) => lateness.map((late) => ({ day, late, key })))).flat();
  return places.map((place) => ({ ...place, name: nameOf(place), n: all.filter((one) => nameOf(one) === nameOf(place)).reduce((sum, one) => sum + one.n, 0) }));
}

function nameOf(one: Pick<Happened, 'day' | 'late' | 'key'>): string {
  return `${one.day}+${one.late} ${one.key}`;
}

/** Plays the nightly publishing over the whole world, as `publishFigures` and `released` do, and writes down every number that becomes public. */
function publishEveryNight(world: readonly Cell[]): { told: Window[]; equations: Equation[] } {
  const equations: Equation[] = [];
  const told: Window[] = [];
  let state: { window: Window; first: number; newest: number }[] = [];
  for (let night = 1; night <= nights; night += 1) {
    const known = world.filter((cell) => cell.day < night && cell.day + cell.late < night);
    const days = Array.from({ length: night }, (_, day): DayCount => { const n = known.filter((cell) => cell.day === day).reduce((sum, cell) => sum + cell.n, 0); return { day: start.add({ days: day }), n, hits: 0 }; });
    const { added, corrected } = planWindows(days, state.map((one) => one.window), least);
    told.push(...added);
    state = [...state.map((one) => { const changed = corrected.find((window) => window.to.equals(one.window.to)); return changed ? { ...one, window: changed, newest: night } : one; }), ...added.map((window) => ({ window, first: night, newest: night }))];
    const sumOf = (windows: typeof state): Equation => {
      const cells = windows.flatMap(({ window, newest }) => within(world, window, newest));
      return { cells: new Set(cells.map((cell) => cell.name)), sum: cells.reduce((sum, cell) => sum + cell.n, 0) };
    };
    for (const one of state) equations.push(sumOf([one]));
    for (const step of ['week', 'month', 'total'] as const) for (const group of Map.groupBy(state, (one) => partKey(one.window.to, step)).values()) equations.push(sumOf(group));
    for (const [month, windows] of Map.groupBy(state, (one) => partKey(one.window.to, 'month'))) {
      const closed = state.some((one) => Temporal.PlainDate.compare(one.window.to, monthOf(Temporal.PlainDate.from(month)).to) > 0);
      if (closed) equations.push(...breakdown(world, windows));
    }
  }
  return { told, equations };
}

function within(world: readonly Cell[], window: Window, night: number): Cell[] {
  const from = start.until(window.from).days;
  const to = start.until(window.to).days;
  return world.filter((cell) => cell.day >= from && cell.day <= to && cell.day + cell.late < night);
}

function breakdown(world: readonly Cell[], windows: readonly { window: Window; first: number }[]): Equation[] {
  const cells = windows.flatMap(({ window, first }) => within(world, window, first));
  const byKey = [...Map.groupBy(cells, (cell) => cell.key)].map(([key, members]) => ({ key, n: members.reduce((sum, cell) => sum + cell.n, 0), members })).filter((one) => one.n > 0);
  const hidden = hiddenCells(byKey, [byKey.map((one) => one.key)], least);
  if (hidden.size === byKey.length) return [];
  // That a key is not named tells that it is empty; that it is withheld, nothing but its place among the withheld.
  const empty = keys.filter((key) => byKey.every((one) => one.key !== key)).map((key) => ({ cells: new Set(cells.filter((cell) => cell.key === key).map((cell) => cell.name)), sum: 0 }));
  return [...empty.filter((one) => one.cells.size > 0), ...byKey.filter((one) => !hidden.has(one.key)).map((one) => ({ cells: new Set(one.members.map((cell) => cell.name)), sum: one.n }))];
}

/** Every set of cells whose sum follows from the equations by elimination, in integers: rows of the reduced system with coefficients 0 and 1 only. */
function solve(equations: readonly Equation[]): Map<string, number> {
  const names = [...new Set(equations.flatMap((one) => [...one.cells]))];
  const rows = [...new Map(equations.map((one) => [[...one.cells].sort().join('|'), one])).values()].map((one) => [...names.map((name) => (one.cells.has(name) ? 1 : 0)), one.sum]);
  const reduced = reduce(rows, names.length);
  const found = new Map<string, number>();
  for (const row of [...rows, ...reduced, ...differences(reduced)]) {
    const coefficients = row.slice(0, -1);
    const sign = coefficients.every((one) => one === 0 || one === 1) ? 1 : coefficients.every((one) => one === 0 || one === -1) ? -1 : 0;
    if (sign === 0 || coefficients.every((one) => one === 0)) continue;
    found.set(names.filter((_, index) => coefficients[index] !== 0).join('|'), sign * (row.at(-1) ?? 0));
  }
  return found;
}

function differences(rows: readonly (readonly number[])[]): number[][] {
  return rows.flatMap((a, index) => rows.slice(index + 1).map((b) => a.map((value, place) => value - (b[place] ?? 0))));
}

/** Gauss and Jordan over 0/1 rows; pivots stay 1 for nested totals, other rows are left out as they are no sum of cells. */
function reduce(rows: readonly (readonly number[])[], width: number): number[][] {
  const work = rows.map((row) => [...row]);
  let top = 0;
  for (let column = 0; column < width && top < work.length; column += 1) {
    const pivot = work.findIndex((row, index) => index >= top && Math.abs(row[column] ?? 0) > 1e-9);
    if (pivot < 0) continue;
    const [chosen = []] = work.splice(pivot, 1);
    work.splice(top, 0, chosen);
    const lead = chosen[column] ?? 1;
    for (let place = 0; place < chosen.length; place += 1) chosen[place] = Math.round(((chosen[place] ?? 0) / lead) * 1e9) / 1e9;
    for (const row of work) {
      const factor = row === chosen ? 0 : (row[column] ?? 0);
      if (factor !== 0) for (let place = 0; place < row.length; place += 1) row[place] = Math.round(((row[place] ?? 0) - factor * (chosen[place] ?? 0)) * 1e9) / 1e9;
    }
    top += 1;
  }
  return work.filter((row) => row.some((value) => value !== 0));
}

/** Least and most each hidden cell can hold when their sum is known and none is empty. */
function squeeze(hidden: readonly string[], sum: number): { low: number; high: number }[] {
  return hidden.map(() => ({ low: hidden.length === 1 ? sum : 1, high: hidden.length === 1 ? sum : sum - (hidden.length - 1) }));
}
