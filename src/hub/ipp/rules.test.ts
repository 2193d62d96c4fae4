import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixed, Fraction } from '#kernel/fraction';
import { rankKits, signalsOf } from '../inkubator/rules.ts';
import { kits } from '../inkubator/kits.ts';
import { ippReference } from './reference.ts';
import { gradeOf, ippOf, regencyIpp, usersFromSurvey } from './rules.ts';

const every = (value: number) => new Map(ippReference.aspects.flatMap((aspect) => aspect.indicators.map((one) => [one.id, new Fraction(value)] as const)));
const users = (mean: number, n = 100) => ({ mean: new Fraction(String(mean)), n });

describe('the public service index', () => {
  it('is three quarters the evaluator and one quarter the users', () => {
    expect(ippOf(ippReference, every(5), users(5)).shown).toBe('5.00');
    expect(ippOf(ippReference, every(4), users(3)).shown).toBe('3.75');
  });

  it('counts no users below the least number, and says so', () => {
    expect(ippOf(ippReference, every(5), users(5, ippReference.leastRespondents - 1))).toMatchObject({ shown: '3.75', enough: false });
  });

  it('of a regency is the mean of its units: 4.52, 4.56 and 4.62 give 4.57', () => {
    expect(fixed(regencyIpp(['4.52', '4.56', '4.62'].map((text) => new Fraction(text))) ?? new Fraction(0), 2)).toBe('4.57');
    expect(regencyIpp([])).toBeUndefined();
  });

  it.each([['4.505', 'A'], ['4.5049', 'A-'], ['3.01', 'B-'], ['1', 'F'], ['0', 'F']])('of %s is %s', (value, grade) => { expect(gradeOf(ippReference, new Fraction(value))).toBe(grade); });

  it('rises with any indicator and stays between 0 and 5', () => {
    const ids = [...every(0).keys()];
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: ids.length, maxLength: ids.length }), fc.nat(), (values, which) => {
      const given = new Map(ids.map((id, at) => [id, new Fraction(values[at] ?? 0)] as const));
      const index = ippOf(ippReference, given, users(3)).index;
      expect(index.compare(0) >= 0 && index.compare(5) <= 0).toBe(true);
      expect(ippOf(ippReference, new Map(given).set(ids[which % ids.length] ?? '', new Fraction(5)), users(3)).index.compare(index)).toBeGreaterThanOrEqual(0);
    }));
  });

  it('takes survey means as an estimate of what users say', () => {
    expect(usersFromSurvey([new Fraction(4), new Fraction(2)])?.equals(new Fraction('3.75'))).toBe(true);
    expect(usersFromSurvey([])).toBeUndefined();
  });
});

describe('an agency without an innovation', () => {
  const facts = { complaints: { agency: 'dishub', all: 12, solved: 4 }, services: [{ id: 'kir', elements: [{ key: 'time', mean: 1.4, n: 30 }, { key: 'fee', mean: 3.9, n: 30 }, { key: 'conduct', mean: 1, n: 2 }] as const, complaints: { all: 10, solved: 4 }, broken: [{ name: 'Selesai sehari', value: '3 hari', overBy: 0.4, unit: 'hari' }] }] };
  it('sees its own worst problem first, and nothing that too few people said', () => {
    const signals = signalsOf(facts);
    expect(signals.map((signal) => `${signal.kind}/${signal.element}`)).toEqual(['element/time', 'complaints/complaints', 'promise/time', 'element/fee']);
  });

  it('that runs no service at all begins with the complaints people sent it', () => {
    expect(signalsOf({ services: [], complaints: { agency: 'dinkes', all: 8, solved: 2 } })).toMatchObject([{ kind: 'complaints', service: 'dinkes', measured: '2 dari 8 pengaduan selesai', severity: 0.75 }]);
    expect(signalsOf({ services: [], complaints: { agency: 'dinkes', all: 8, solved: 8 } })).toEqual([]);
  });

  it('is offered three kits that help with it, those that run before those that only exist', () => {
    const ranked = rankKits(signalsOf(facts), kits, { running: new Set(['saroale']), own: new Set(['si-randik']) });
    expect(ranked).toHaveLength(3);
    expect(ranked.map((one) => one.service)).toEqual(['si-pissat', 'saroale', 'si-debat']);
    expect(ranked.every((one) => one.service !== 'si-randik')).toBe(true);
  });
});
