import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixed, Fraction } from '#kernel/fraction';
import { kippEdition, rubricSchema, type Rubric } from '../reference.ts';
import { krippendorffAlpha } from './agreement.ts';
import { ageInMonths, countSections } from './proposal.ts';
import { panelFor, rankProposals, type Scored } from './ranking.ts';

const rubric = (id: string): Rubric => { const found = kippEdition.rubrics.find((one) => one.id === id); if (!found) throw new Error(id); return found; };
const at = (minutes: number) => Temporal.Instant.from('2026-11-23T02:00:00Z').add({ minutes });

describe('agreement of jurors', () => {
  // Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): four observers, twelve units.
  const x = undefined;
  const published = [[1, 2, 3, 3, 2, 1, 4, 1, 2, x, x, x], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, x, 3], [x, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, x], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, x]];
  it.each([['nominal', 0.743], ['ordinal', 0.815], ['interval', 0.849]] as const)('is the published %s alpha %d', (metric, alpha) => {
    expect(krippendorffAlpha(published, metric)).toBeCloseTo(alpha, 3);
  });

  it('is 1 when all agree, and nothing when nothing can be compared', () => {
    expect(krippendorffAlpha([[1, 2, 3], [1, 2, 3]])).toBe(1);
    expect(krippendorffAlpha([[1, 2, 3]])).toBeUndefined();
    expect(krippendorffAlpha([[2, 2], [2, 2]])).toBeUndefined();
  });

  it('does not depend on who is called first', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }), { minLength: 6, maxLength: 6 }), { minLength: 2, maxLength: 5 }), (rows) => {
      const one = krippendorffAlpha(rows);
      const other = krippendorffAlpha([...rows].reverse());
      expect(one === undefined ? other : Math.abs((other ?? Number.NaN) - one) < 1e-9).toBe(one === undefined ? undefined : true);
      expect(one === undefined || one <= 1 + 1e-9).toBe(true);
    }));
  });
});

describe('ranking', () => {
  const scores = (value: number): Record<string, number> => Object.fromEntries(rubric('lokal-63').criteria.map(({ id }) => [id, value]));
  const proposal = (id: string, minutes: number, ...jurors: Record<string, number>[]): Scored => ({ id, submittedAt: at(minutes), jurors: new Map(jurors.map((one, seat) => [`j${seat}`, one])) });

  it('of the local example reaches 63 at most', () => {
    const { ranked } = rankProposals(rubric('lokal-63'), [proposal('a', 0, scores(3), scores(3), scores(3))]);
    expect(ranked[0] && fixed(ranked[0].total, 2)).toBe('63.00');
  });

  it('breaks ties by the rubric’s order, then by the earlier submission', () => {
    const better = { ...scores(2), relevansi: 3, kebaruan: 1 };
    const { ranked } = rankProposals(rubric('lokal-63'), [proposal('late', 9, scores(2)), proposal('early', 1, scores(2)), proposal('relevant', 20, better)]);
    expect(ranked.map((one) => [one.id, one.tie])).toEqual([['relevant', 'relevansi'], ['early', 'waktu kirim'], ['late', undefined]]);
    expect(ranked.every((one) => one.tooFew)).toBe(true);
  });

  it('leaves out highest and lowest where the rubric trims, and names the outlier without dropping it', () => {
    const trimmed = rubric('lokal-70-30');
    const of = (value: number) => ({ substansi: value, presentasi: value });
    const { ranked } = rankProposals(trimmed, [proposal('a', 0, of(80), of(82), of(81), of(10))]);
    expect(ranked[0]?.total.equals(new Fraction('80.5'))).toBe(true);
    expect(ranked[0]?.outliers).toEqual(['j3']);
    expect(rankProposals({ ...trimmed, aggregate: 'mean' }, [proposal('a', 0, of(80), of(82), of(81), of(10))]).ranked[0]?.total.equals(new Fraction('63.25'))).toBe(true);
  });

  it('does not depend on the order in which proposals come', () => {
    const one = fc.record({ value: fc.integer({ min: 1, max: 3 }), minutes: fc.integer({ min: 0, max: 500 }) });
    fc.assert(fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), (list) => {
      const proposals = list.map((item, index) => proposal(String(index), item.minutes, scores(item.value)));
      expect(rankProposals(rubric('lokal-63'), [...proposals].reverse()).ranked.map((item) => item.id)).toEqual(rankProposals(rubric('lokal-63'), proposals).ranked.map((item) => item.id));
    }));
  });
});

describe('a panel', () => {
  const jurors = [{ account: 'a', reserve: false, seat: 1 }, { account: 'b', reserve: false, seat: 2 }, { account: 'c', reserve: false, seat: 3 }, { account: 'r1', reserve: true, seat: 4 }, { account: 'r2', reserve: true, seat: 5 }];
  it('has a reserve in place of whoever declared a conflict', () => {
    expect(panelFor(jurors, new Set())).toEqual(['a', 'b', 'c']);
    expect(panelFor(jurors, new Set(['b']))).toEqual(['a', 'c', 'r1']);
    expect(panelFor(jurors, new Set(['b', 'r1']))).toEqual(['a', 'c', 'r2']);
    expect(panelFor(jurors, new Set(['a', 'b', 'c', 'r1', 'r2']))).toEqual([]);
  });
});

describe('a proposal', () => {
  it('may have exactly as many words as the limit', () => {
    const [summary] = kippEdition.groups.umum;
    const text = (n: number) => ({ ringkasan: Array.from({ length: n }, () => 'kata').join(' ') });
    expect(summary?.maxWords).toBe(200);
    expect(countSections(kippEdition.groups.umum, text(200))[0]).toMatchObject({ words: 200, over: false });
    expect(countSections(kippEdition.groups.umum, text(201))[0]).toMatchObject({ words: 201, over: true });
  });

  it('is old enough by whole months before the close', () => {
    const close = Temporal.PlainDate.from('2026-04-15');
    expect(ageInMonths('2025-04-15', close)).toBe(12);
    expect(ageInMonths('2025-04-16', close)).toBe(11);
    expect(ageInMonths(undefined, close)).toBeUndefined();
  });

  it('is scored by a rubric that is sound', () => {
    const broken = { ...rubric('lokal-63'), tieBreak: ['tidak-ada'] };
    expect(rubricSchema.safeParse(broken).success).toBe(false);
  });
});
