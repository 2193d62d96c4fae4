import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadRegency } from '#platform/regency';
import { gradeOf, type Evidence } from './grade.ts';
import { metresBetween, travelTables } from './travel.ts';

const { travel } = loadRegency('muba');
const place = fc.record({ latitude: fc.double({ min: -3.5, max: -1.8, noNaN: true }), longitude: fc.double({ min: 103, max: 105, noNaN: true }), river: fc.boolean() });

describe('travel', () => {
  it('measures a degree of the equator and nothing to itself', () => {
    expect(Math.round(metresBetween({ latitude: 0, longitude: 103 }, { latitude: 0, longitude: 104 }))).toBe(111_195);
    fc.assert(fc.property(place, place, (a, b) => {
      expect(metresBetween(a, a)).toBe(0);
      expect(metresBetween(a, b)).toBeCloseTo(metresBetween(b, a), 6);
    }));
  });

  it('is never shorter than the straight line, the same both ways, and dearer across the river for those on land', () => {
    fc.assert(fc.property(fc.array(place, { minLength: 2, maxLength: 6 }), (places) => {
      for (const [index, table] of travelTables(travel, places).entries()) {
        const profile = travel.profiles[index];
        places.forEach((a, i) => places.forEach((b, j) => {
          const at = i * places.length + j;
          expect(table.metres[at] ?? 0).toBeGreaterThanOrEqual((i === j ? 0 : metresBetween(a, b)) - 1e-6);
          expect(table.minutes[at]).toBeCloseTo(table.minutes[j * places.length + i] ?? 0, 6);
          const dry = travelTables(travel, [{ ...a, river: false }, { ...b, river: false }])[index]?.minutes[1] ?? 0;
          if (i !== j && profile && !profile.river && (a.river || b.river)) expect(table.minutes[at]).toBeCloseTo(dry + travel.crossingMinutes, 6);
        }));
      }
    }), { numRuns: 40 });
  });
});

describe('the grade of a proof', () => {
  const pin = { latitude: -2.88, longitude: 103.84, approximate: false };
  const best: Evidence = { codeProven: true, photo: true, signature: true, relation: 'yang bersangkutan', nikLast4: '0001', point: { latitude: -2.8805, longitude: 103.84, accuracy: 10 }, pin };

  it('is A only with code, photo, signature and nearness; B with a named receiver; C otherwise', () => {
    expect(gradeOf(best).grade).toBe('A');
    expect(gradeOf({ ...best, point: { latitude: -2.9, longitude: 103.84, accuracy: 10 } }).grade).toBe('B');
    expect(gradeOf({ ...best, codeProven: false }).grade).toBe('B');
    expect(gradeOf({ ...best, codeProven: false, nikLast4: undefined }).grade).toBe('C');
    expect(gradeOf({ ...best, pin: { ...pin, approximate: true }, point: { latitude: -2.5, longitude: 103.84, accuracy: 10 } })).toEqual({ grade: 'A', metresOff: undefined });
  });

  it('never rises when evidence is taken away', () => {
    const order = { A: 0, B: 1, C: 2 };
    fc.assert(fc.property(fc.subarray(['codeProven', 'photo', 'signature', 'nikLast4', 'point'] as const), fc.subarray(['codeProven', 'photo', 'signature', 'nikLast4', 'point'] as const), (gone, more) => {
      const without = (names: readonly string[]): Evidence => ({ ...best, ...(names.includes('codeProven') ? { codeProven: false } : {}), ...(names.includes('photo') ? { photo: false } : {}), ...(names.includes('signature') ? { signature: false } : {}), ...(names.includes('nikLast4') ? { nikLast4: undefined } : {}), ...(names.includes('point') ? { point: undefined } : {}) });
      expect(order[gradeOf(without([...gone, ...more])).grade]).toBeGreaterThanOrEqual(order[gradeOf(without(gone)).grade]);
    }));
  });
});
