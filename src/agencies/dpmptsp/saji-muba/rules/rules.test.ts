import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { missedEarlier, unjudged, type Judged } from './defects.ts';
import { kilometresBetween, saved } from './distance.ts';
import { reminderDays, reminderDue, validUntil } from './expiry.ts';
import { familyOf, type Wish } from './family.ts';
import { fillHoles } from './fill.ts';
import { followUps, mayFollow } from './follow.ts';
import { codeIn, linkOf } from './link.ts';
import { objectOf } from './object.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const wishes: Wish[] = (['usaha', 'bangunan', 'kegiatan', 'surat'] as const).flatMap((about) => (['ya', 'tidak'] as const).flatMap((earns) => (['ya', 'tidak'] as const).map((publicPlace) => ({ about, earns, publicPlace }))));

describe('three questions', () => {
  it('lead everybody somewhere, and to the same door on every channel', () => {
    expect(wishes).toHaveLength(16);
    const found = wishes.map((wish) => [wish.about, wish.earns, wish.publicPlace, familyOf(wish).family, familyOf(wish).also ?? '-'].join(' '));
    expect(found).toEqual([
      'usaha ya ya oss local', 'usaha ya tidak oss -', 'usaha tidak ya local -', 'usaha tidak tidak local -',
      'bangunan ya ya building local', 'bangunan ya tidak building -', 'bangunan tidak ya building local', 'bangunan tidak tidak building -',
      'kegiatan ya ya local -', 'kegiatan ya tidak local -', 'kegiatan tidak ya local -', 'kegiatan tidak tidak local -',
      'surat ya ya letter -', 'surat ya tidak letter -', 'surat tidak ya letter -', 'surat tidak tidak letter -',
    ]);
  });
});

describe('what a holder may ask for', () => {
  it('is nothing about a permit that is suspended, revoked or superseded, and a renewal exactly from sixty days before the end', () => {
    const status = fc.constantFrom('valid' as const, 'suspended' as const, 'revoked' as const, 'expired' as const, 'superseded' as const);
    fc.assert(fc.property(status, fc.boolean(), fc.integer({ min: -400, max: 400 }), (current, renewable, left) => {
      const today = day('2026-11-23');
      const permit = { status: current, renewable, validUntil: today.add({ days: left }) };
      const may = followUps.filter((purpose) => mayFollow(purpose, permit, today) === undefined);
      if (current !== 'valid' && current !== 'expired') expect(may).toEqual([]);
      else {
        expect(may.includes('renewal')).toBe(renewable && (left <= 60 || current === 'expired'));
        expect(may.includes('copy')).toBe(current === 'valid' && left >= 0);
        expect(may.includes('amendment')).toBe(may.includes('copy'));
      }
    }));
    expect(mayFollow('renewal', { status: 'valid', renewable: true, validUntil: undefined }, day('2026-11-23'))).toBe('not-renewable');
  });
});

describe('defects', () => {
  const judged = fc.record({ requirement: fc.constantFrom('a', 'b', 'c'), verdict: fc.constantFrom('ok' as const, 'defect' as const, 'not-applicable' as const), note: fc.constant('x'), paper: fc.constantFrom('p1', 'p2') });
  const round = fc.uniqueArray(judged, { selector: (item) => item.requirement });
  it('count against the office exactly when the same paper was called right before', () => {
    fc.assert(fc.property(round, fc.array(round, { maxLength: 3 }), (now, before) => {
      const expected = now.filter((item) => item.verdict === 'defect' && before.flat().some((earlier) => earlier.requirement === item.requirement && earlier.paper === item.paper && earlier.verdict !== 'defect')).map((item) => item.requirement);
      expect(missedEarlier(now, before)).toEqual(expected);
      expect(missedEarlier(now, [])).toEqual([]);
    }));
  });
  it('are all told at once: a check that leaves a requirement out is none', () => {
    const items: Judged[] = [{ requirement: 'a', verdict: 'ok', note: '', paper: 'p' }];
    expect(unjudged([{ id: 'a', optional: false }, { id: 'b', optional: true }], items)).toEqual(['b']);
  });
});

describe('the end of a permit', () => {
  it('is reminded of three times at most, nearest first, never twice the same', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 20 }), (startsBefore, step) => {
      const end = day('2027-03-01');
      const sent: number[] = [];
      for (let left = startsBefore; left >= 0; left -= step + 1) {
        const due = reminderDue(end, end.subtract({ days: left }), sent);
        if (due !== undefined) { expect(left <= due).toBe(true); sent.push(due); }
      }
      expect(new Set(sent).size).toBe(sent.length);
      expect(sent.length <= reminderDays.length).toBe(true);
      expect([...sent].sort((a, b) => b - a)).toEqual(sent);
    }));
    expect(reminderDue(day('2027-01-01'), day('2027-01-02'), [])).toBeUndefined();
  });
  it('is the day before the same day of the month', () => {
    expect(validUntil(day('2026-11-23'), 12).toString()).toBe('2027-11-22');
    expect(validUntil(day('2026-08-31'), 6).toString()).toBe('2027-02-27');
  });
});

describe('links and objects', () => {
  const keys = [new Uint8Array([1]), new Uint8Array([2])];
  it('open with any of our keys and with nothing else', () => {
    const link = linkOf('7K2M9QXA', keys);
    expect(codeIn(link, keys)).toBe('7K2M9QXA');
    expect(codeIn(linkOf('7K2M9QXA', [new Uint8Array([2])]), keys)).toBe('7K2M9QXA');
    fc.assert(fc.property(fc.nat(link.length - 1), fc.constantFrom('0', 'a', 'Z', '-'), (place, letter) => {
      const other = link.slice(0, place) + letter + link.slice(place + 1);
      expect(codeIn(other, keys)).toBe(other === link ? '7K2M9QXA' : undefined);
    }));
  });
  it('are the same for the same words however they are spaced', () => {
    expect(objectOf('Toko  Maju, No. 1')).toBe(objectOf('toko maju no 1'));
    expect(objectOf('Toko Maju')).not.toBe(objectOf('Toko Mundur'));
    expect(objectOf('Toko Maju')).not.toContain('toko');
  });
});

it('fills what is known and shows what is not', () => {
  expect(fillHoles('{jawaban.panjang} × {jawaban.lebar} meter', { 'jawaban.panjang': '2' })).toBe('2 × ……… meter');
});

it('counts the kilometres nobody had to travel, there and back', () => {
  expect(Math.round(kilometresBetween({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 1 }))).toBe(111);
  expect(saved([{ km: 40.2 }, { km: undefined }, { km: 10 }])).toEqual({ trips: 3, km: 100 });
});
