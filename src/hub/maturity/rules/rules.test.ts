import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixed, Fraction } from '#kernel/fraction';
import { recordSchema } from '../../register/rules/record.ts';
import { loadEditions, type Edition } from '../editions.ts';
import { parameterOf } from './bands.ts';
import { differencesBetween, mapAnswers } from './compare.ts';
import { claimedByRecord, provenByEvents } from './proofs.ts';
import { whyNotReportable } from './reportable.ts';
import { indexOf, predicateOf, type IndexInput, type Parameters } from './score.ts';
import { bestWithin, nextSteps } from './steps.ts';

const editions = loadEditions();
const of = (id: string): Edition => { const found = editions.get(id); if (!found) throw new Error(id); return found; };
const sid = of('2026').rows.filter((row) => row.part === 'sid');
const full = (parameter: number): Parameters => new Map(of('2026').rows.map((row) => [row.key, parameter]));
const parameters = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: sid.length, maxLength: sid.length }).map((levels): Parameters => new Map(sid.map((row, at) => [row.key, levels[at] ?? 0])));
/** An innovation of 100 points: everything at 3 except rows 31, 18 and 20. */
const hundred: Parameters = new Map([...full(3)].map(([key, level]) => [key, key === '31' || key === '18' ? 1 : key === '20' ? 2 : level]));

describe('editions', () => {
  it('are data: six years, with the shares the briefing names', () => {
    expect([...editions.keys()]).toEqual(['2018', '2023', '2026', '2027', '2028', '2029']);
    const most = (part: 'spd' | 'sid') => of('2026').rows.filter((row) => row.part === part).reduce((sum, row) => sum.add(new Fraction(row.weight).mul(3)), new Fraction(0));
    expect([fixed(most('spd'), 2), fixed(most('sid'), 2)]).toEqual(['63.00', '111.00']);
    expect(fixed(most('spd').div(250).mul(100), 1)).toBe('25.2');
  });

  it('give the worked examples of 2027: 60.28 with all affairs, 58.00 with two', () => {
    const score = indexOf(of('2027'), { regional: new Map(), innovations: [{ id: 'a', parameters: hundred }], basicAffairs: 2 })?.maturity.get('a')?.score;
    expect(score && fixed(score, 2)).toBe('100.00');
    const regional = new Map([...['1', '2a', '2b', '3', '4', '6', '7', '8', '9', '12', '13a', '13b'].map((key) => [key, 3] as const), ['5a', 2] as const]);
    const input: IndexInput = { regional, innovations: Array.from({ length: 15 }, (_, at) => ({ id: String(at), parameters: hundred })), basicAffairs: 6 };
    expect(indexOf(of('2027'), input)).toMatchObject({ shown: '60.28', counted: 15, predicate: { id: 'Inovatif' } });
    expect(indexOf(of('2027'), { ...input, basicAffairs: 2 })?.shown).toBe('58.00');
    expect(fixed(indexOf(of('2027'), input)?.regional ?? new Fraction(0), 2)).toBe('45.00');
  });

  it('know no number for the old scale', () => {
    expect(indexOf(of('2018'), { regional: new Map(), innovations: [], basicAffairs: 6 })).toBeUndefined();
    expect(predicateOf(of('2018'), new Fraction(501))?.id).toBe('Inovatif');
  });

  it('choose the predicate on the rounded value', () => {
    expect(predicateOf(of('2026'), new Fraction('65.005'))?.id).toBe('Sangat inovatif');
    expect(predicateOf(of('2026'), new Fraction('65.0049'))?.id).toBe('Inovatif');
    expect(predicateOf(of('2026'), new Fraction(0))?.id).toBe('Tidak dapat dinilai');
    expect(predicateOf(of('2023'), new Fraction('60.01'))?.id).toBe('Sangat inovatif');
  });
});

describe('the index', () => {
  it('never falls when a level rises, and lies between 0 and 100', () => {
    fc.assert(fc.property(fc.array(parameters, { minLength: 1, maxLength: 8 }), fc.nat(), fc.nat(), fc.integer({ min: 0, max: 6 }), (list, which, row, basicAffairs) => {
      const input: IndexInput = { regional: full(2), innovations: list.map((one, at) => ({ id: String(at), parameters: new Map([...one].map(([key, level]) => [key, Math.max(1, level)])) })), basicAffairs };
      const index = indexOf(of('2026'), input)?.index ?? new Fraction(-1);
      expect(index.compare(0) >= 0 && index.compare(100) <= 0).toBe(true);
      const key = sid[row % sid.length]?.key ?? '16';
      const better = { ...input, innovations: input.innovations.map((one, at) => (at === which % list.length ? { ...one, parameters: new Map(one.parameters).set(key, 3) } : one)) };
      expect(indexOf(of('2026'), better)?.index.compare(index)).toBeGreaterThanOrEqual(0);
    }));
  });

  it('does not count an innovation without its mandatory rows', () => {
    const lacking = new Map(full(3)).set('35', 0);
    const result = indexOf(of('2026'), { regional: new Map(), innovations: [{ id: 'a', parameters: lacking }, { id: 'b', parameters: full(3) }], basicAffairs: 6 });
    expect(result).toMatchObject({ counted: 1 });
    expect(result?.maturity.get('a')?.missing).toEqual(['35']);
  });

  it('gives no quantity points below K affairs, whatever the quality', () => {
    const input = { regional: full(3), innovations: Array.from({ length: 15 }, (_, at) => ({ id: String(at), parameters: full(3) })) };
    expect(indexOf(of('2026'), { ...input, basicAffairs: 4 })?.quantity.valueOf()).toBe(0);
    expect(fixed(indexOf(of('2026'), { ...input, basicAffairs: 5 })?.quantity ?? new Fraction(0), 2)).toBe('5.70');
  });
});

describe('bands', () => {
  const bands = (key: string) => of('2026').rows.find((row) => row.key === key)?.bands ?? [];
  it.each([['3', '-50.32', 1, 'lower'], ['3', '-50.319', 2, undefined], ['3', '8.165', 2, undefined], ['3', '8.17', 3, 'upper'], ['4', '5.23', 3, 'upper'], ['5b', '5.91', 1, 'upper'], ['5b', '2.35', 3, 'lower'], ['11a', '0.90', 3, 'upper'], ['33', '0', 0, undefined], ['33', '501', 3, 'upper'], ['28', '1', 3, 'lower'], ['28', '1.5', 2, undefined], ['28', '5', 2, 'lower'], ['28', '6', 1, undefined], ['29', '50', 1, 'lower'], ['29', '91', 3, undefined]])('row %s at %s is %i, edge owned by %s', (key, value, parameter, owner) => {
    const found = parameterOf(bands(key), new Fraction(value));
    expect(found.parameter).toBe(parameter);
    expect(found.edge?.owner).toBe(owner);
  });

  it('give every number exactly one parameter', () => {
    fc.assert(fc.property(fc.constantFrom(...of('2026').rows.filter((row) => row.bands)), fc.integer({ min: -20_000, max: 20_000 }), (row, hundredths) => {
      expect([0, 1, 2, 3]).toContain(parameterOf(row.bands ?? [], new Fraction(hundredths, 100)).parameter);
    }));
  });
});

describe('next steps', () => {
  const input: IndexInput = { regional: full(1), innovations: [{ id: 'a', parameters: full(1) }, { id: 'b', parameters: new Map(full(2)).set('35', 0) }], basicAffairs: 2 };

  it('bring exactly what the index says they bring', () => {
    const before = indexOf(of('2026'), input)?.index ?? new Fraction(0);
    const steps = nextSteps(of('2026'), input);
    expect(steps.length).toBe(41);
    for (const step of steps) {
      const after = { ...input, innovations: input.innovations.map((one) => (one.id === step.innovation ? { ...one, parameters: new Map([...one.parameters, ...step.rows.map(({ row, to }) => [row.key, to] as const)]) } : one)) };
      expect(indexOf(of('2026'), after)?.index.sub(before).equals(step.gain)).toBe(true);
    }
    const rates = steps.map((step) => Number(step.gain.valueOf()) / step.hours);
    expect([...rates].sort((a, b) => b - a)).toEqual(rates);
  });

  it('cost an hour where the evidence only waits for a verdict', () => {
    const first = nextSteps(of('2026'), input, { waiting: new Map([['a', new Map([['31', 3]])]]) }).find((step) => step.innovation === 'a');
    expect(first).toMatchObject({ innovation: 'a', hours: 1, rows: [{ to: 3 }] });
  });

  it('within a budget are the best there are (against trying every combination)', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }), fc.integer({ min: 1, max: 60 }), (levels, budget) => {
      const some = new Map(full(3));
      ['16', '25', '22'].forEach((key, at) => some.set(key, Math.max(key === '16' ? 1 : 0, levels[at] ?? 0)));
      const steps = nextSteps(of('2026'), { ...input, innovations: [{ id: 'a', parameters: some }] });
      const groups = [...Map.groupBy(steps, (step) => step.rows[0]?.row.key ?? '').values()];
      let best = 0;
      const walk = (at: number, hours: number, gain: number): void => {
        if (hours > budget) return;
        best = Math.max(best, gain);
        if (at >= groups.length) return;
        walk(at + 1, hours, gain);
        for (const step of groups[at] ?? []) walk(at + 1, hours + step.hours, gain + Number(step.maturity.valueOf()));
      };
      walk(0, 0, 0);
      const { chosen } = bestWithin(steps, budget);
      expect(chosen.reduce((sum, step) => sum + Number(step.maturity.valueOf()), 0)).toBeCloseTo(best, 9);
      expect(chosen.reduce((sum, step) => sum + step.hours, 0)).toBeLessThanOrEqual(budget);
    }), { numRuns: 60 });
  });
});

describe('an edition that changes in mid-year', () => {
  const later: Edition = { ...of('2026'), id: '2030', rows: [...of('2026').rows.filter((row) => row.key !== '25' && row.key !== '24').map((row) => (row.key === '31' ? { ...row, weight: '5' } : row)), { ...(sid[0] ?? of('2026').rows[0]) as Edition['rows'][number], key: '36' }], renamed: { 24: '36' } };
  it('names what it changes and keeps every answer or lists it', () => {
    const { rows, formula } = differencesBetween(of('2026'), later);
    expect(rows.map((row) => `${row.what} ${row.key}`)).toEqual(expect.arrayContaining(['removed 25', 'weight 31', 'renamed 36']));
    expect(formula).toEqual([]);
    expect(differencesBetween(of('2026'), of('2027')).formula).toEqual([{ what: 'least', before: '12', after: '14' }, { what: 'basicAffairs', before: '5', after: '6' }]);
    const { mapped, unmapped } = mapAnswers(of('2026'), later, full(2));
    expect(unmapped).toEqual(['25']);
    expect(mapped.get('36')).toBe(2);
    expect(mapped.size + unmapped.length).toBe(full(2).size);
  });
});

describe('proof by construction', () => {
  const facts = { channels: ['web', 'counter', 'whatsapp'], people: 620, risingQuarters: 2, p90Days: 1, complaints: { all: 20, solved: 19 }, surveyed: 40, adopters: 0, running: true };
  it('comes from events, and not from a service that is silent', () => {
    const proven = provenByEvents(of('2026'), facts);
    expect(Object.fromEntries([...proven].map(([key, level]) => [key, level.parameter]))).toEqual({ 19: 3, 26: 3, 27: 3, 28: 3, 29: 3, 33: 3, 34: 2 });
    expect(provenByEvents(of('2026'), { ...facts, running: false }).size).toBe(0);
    // Who copied it copied it, whether it still runs here or not.
    expect(provenByEvents(of('2026'), { ...facts, running: false, adopters: 2 }).get('31')?.parameter).toBe(2);
    expect(provenByEvents(of('2026'), { ...facts, complaints: { all: 0, solved: 0 } }).get('29')?.parameter).toBe(1);
    expect(provenByEvents(of('2026'), { ...facts, people: undefined }).get('33')?.parameter).toBe(2);
  });

  it('is not what a record claims: a region is counted once', () => {
    const record = recordSchema.parse({ nama: 'X', inisiator: 'opd', jenis: 'digital', bentuk: 'pelayanan_publik', urusan_utama: 'kesehatan', replikasi: [{ wilayah: '16.71', tanggal: '2026-01-01' }, { wilayah: '16.71', tanggal: '2026-02-01' }], regulasi: [{ jenis: 'Perda', nomor: '1', tanggal: '2025-01-01' }] });
    const claimed = claimedByRecord(of('2026'), record, 2026);
    expect([claimed.get('31')?.parameter, claimed.get('16')?.parameter, claimed.get('17')]).toEqual([1, 3, undefined]);
  });
});

describe('what may be reported', () => {
  const facts = { appliedOn: '2025-03-01', developedOn: [], reportedIn: [] };
  it.each([['2023-12-31', ['too-old']], ['2024-01-01', []], ['2025-12-31', []], ['2026-01-01', ['too-young']], [undefined, ['undated']]])('applied on %s is %j in 2026', (appliedOn, reasons) => {
    expect(whyNotReportable(of('2026'), { ...facts, appliedOn }, 2026)).toEqual(reasons);
  });

  it('is reported at most twice, the second time only with a development since the first', () => {
    const again = { ...facts, reportedIn: [2026] };
    expect(whyNotReportable(of('2027'), again, 2027)).toEqual(['not-developed']);
    expect(whyNotReportable(of('2027'), { ...again, developedOn: ['2026-12-31'] }, 2027)).toEqual(['not-developed']);
    expect(whyNotReportable(of('2027'), { ...again, developedOn: ['2027-02-01'] }, 2027)).toEqual([]);
    expect(whyNotReportable(of('2028'), { ...again, reportedIn: [2026, 2027], developedOn: ['2028-01-05'] }, 2028)).toEqual(['reported-enough']);
    // Locking this year's submission does not count against it.
    expect(whyNotReportable(of('2026'), again, 2026)).toEqual([]);
  });
});
