import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fraction } from '#kernel/fraction';
import { elementKeys, skmReference } from '../reference.ts';
import { suspicious } from './bursts.ts';
import { intervalOf } from './interval.ts';
import { gradeOf, sampleNeeded, scoreOf, type Scores } from './score.ts';

const all = (score: number): Scores => Object.fromEntries(elementKeys.map((key) => [key, score]));
const answer = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 9, maxLength: 9 }).map((scores): Scores => Object.fromEntries(elementKeys.map((key, at) => [key, scores[at]])));

describe('the index', () => {
  it('is 25 for the worst and 100 for the best answers', () => {
    expect(scoreOf([all(1)], skmReference)).toMatchObject({ shown: '25.00', grade: 'D' });
    expect(scoreOf([all(4), all(4)], skmReference)).toMatchObject({ shown: '100.00', grade: 'A', oldShown: '99.00' });
  });

  it('rounds half-up before the band is chosen: 88.305 is A', () => {
    expect(gradeOf(new Fraction('88.305'), skmReference)).toBe('A');
    expect(gradeOf(new Fraction('88.3049'), skmReference)).toBe('B');
    expect(gradeOf(new Fraction('76.605'), skmReference)).toBe('B');
    expect(gradeOf(new Fraction('64.995'), skmReference)).toBe('C');
    expect(gradeOf(new Fraction('64.994'), skmReference)).toBe('D');
  });

  it('leaves a missing answer out of that element only', () => {
    const score = scoreOf([all(4), { ...all(2), fee: undefined } as unknown as Scores], skmReference);
    expect(score.elements.find((element) => element.key === 'fee')).toMatchObject({ n: 1 });
    expect(score.index?.equals(new Fraction(25).mul(new Fraction(8 * 3 + 4, 9)))).toBe(true);
  });

  it('is silent about an index when nobody answered an element', () => {
    const { fee: _fee, ...rest } = all(3);
    expect(scoreOf([rest], skmReference)).toMatchObject({ n: 1, index: undefined, grade: undefined });
  });

  it('lies between 25 and 100, does not depend on order, and grows with any answer', () => {
    fc.assert(fc.property(fc.array(answer, { minLength: 1, maxLength: 30 }), (answers) => {
      const index = scoreOf(answers, skmReference).index;
      expect(index && index.compare(25) >= 0 && index.compare(100) <= 0).toBe(true);
      expect(scoreOf([...answers].reverse(), skmReference).index?.equals(index ?? 0)).toBe(true);
      const better = answers.map((one, at) => (at === 0 ? { ...one, time: 4 } : one));
      expect(scoreOf(better, skmReference).index?.compare(index ?? 0)).toBeGreaterThanOrEqual(0);
    }));
  });

  it('is 100/99 of what the old weight gives', () => {
    fc.assert(fc.property(fc.array(answer, { minLength: 1, maxLength: 9 }), (answers) => {
      const { index, oldShown } = scoreOf(answers, skmReference);
      expect(Math.abs(Number(oldShown) - Number(index?.valueOf()) * 0.99)).toBeLessThan(0.0051);
    }));
  });
});

describe('the sample', () => {
  // Krejcie and Morgan (1970), table of sample sizes; the printed table rounds to the nearest, ours up.
  it.each([[10, 10], [100, 80], [500, 218], [1000, 278], [10000, 370], [75000, 383]])('for %i served is about %i', (served, table) => {
    expect(Math.abs(sampleNeeded(served, skmReference) - table)).toBeLessThanOrEqual(1);
  });
});

describe('the interval', () => {
  it('holds the index, narrows with more answers and repeats itself', () => {
    const some = Array.from({ length: 40 }, (_, at) => all(1 + (at % 4)));
    const many = Array.from({ length: 640 }, (_, at) => all(1 + (at % 4)));
    const narrow = intervalOf(many);
    const wide = intervalOf(some);
    expect(intervalOf(some)).toEqual(wide);
    expect((narrow?.high ?? 0) - (narrow?.low ?? 0)).toBeLessThan((wide?.high ?? 0) - (wide?.low ?? 0));
    expect(wide && wide.low < 62.5 && wide.high > 62.5).toBe(true);
  });
});

describe('arranged answers', () => {
  const start = Temporal.Instant.from('2026-11-23T02:00:00Z');
  const at = (minutes: number, device: string, id: string) => ({ id, device, at: start.add({ seconds: Math.round(minutes * 60) }) });

  it('are found when one device answers again and again, and the others are left alone', () => {
    const found = suspicious([at(0, 'a', '1'), at(5, 'a', '2'), at(9, 'a', '3'), at(10, 'b', '4'), at(300, 'a', '5')], skmReference.bursts);
    expect([...found.keys()].sort()).toEqual(['1', '2', '3']);
    expect(found.get('1')).toBe('device');
  });

  it('are found when a link goes through a chat group', () => {
    const calm = Array.from({ length: 40 }, (_, index) => at(index * 60, `d${index}`, `c${index}`));
    const flood = Array.from({ length: 30 }, (_, index) => at(5000 + index / 10, `f${index}`, `f${index}`));
    const found = suspicious([...calm, ...flood], skmReference.bursts);
    expect(found.size).toBe(30);
    expect([...found.values()].every((why) => why === 'crowd')).toBe(true);
  });

  it('are not found on an ordinary busy day', () => {
    expect(suspicious(Array.from({ length: 200 }, (_, index) => at(index * 3, `d${index}`, `n${index}`)), skmReference.bursts).size).toBe(0);
  });
});
