import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visitProcedure } from '../procedure.ts';
import { testOf, vitalReference } from '../reference/reference.ts';
import { missingOf, type VisitFile } from './completeness.ts';
import { confirmCopied, copyFrom, emptyNote, likeness, mergeNotes, noteParts, unconfirmed, type NoteBody } from './note.ts';
import { referralGroupOf } from './back-referral.ts';
import { happenedAt, tooFarAhead } from './device-time.ts';
import { judgeResult } from './results.ts';
import { licenceOn, mayAmend, sealOf } from './signing.ts';
import { bodyMassIndex, isUnlike, judgeVitals, screen } from './vitals.ts';

const note = (more: Partial<NoteBody>): NoteBody => ({ ...emptyNote, ...more });
const texts = fc.record({ subjective: fc.string(), objective: fc.string(), assessment: fc.string(), plan: fc.string() }).map((parts): NoteBody => ({ ...parts, copied: [] }));

describe('the procedure of a visit', () => {
  it('has four ends, and every walk can reach one', () => {
    expect(visitProcedure.final).toEqual(['left-before-seen', 'cancelled', 'entered-in-error']);
    const reaches = (state: (typeof visitProcedure.states)[number], seen = new Set<string>()): boolean => {
      if (state === 'finished' || visitProcedure.final.includes(state)) return true;
      if (seen.has(state)) return false;
      seen.add(state);
      return visitProcedure.verbs(state).some((verb) => reaches(visitProcedure.next(state, verb), seen));
    };
    expect(visitProcedure.states.filter((state) => !reaches(state))).toEqual([]);
  });
  it('asks for a reason wherever a visit ends without care', () => {
    for (const state of visitProcedure.states) for (const verb of visitProcedure.verbs(state)) if (['left-before-seen', 'cancelled', 'entered-in-error'].includes(visitProcedure.next(state, verb))) expect(visitProcedure.transition(state, verb)?.reason).toBe(true);
  });
});

describe('vitals', () => {
  it('refuse what no body has: 365 °C is a lost comma', () => {
    expect(judgeVitals({ temperature: 365 }, 40).map((one) => one.kind)).toEqual(['impossible']);
    expect(judgeVitals({ systolic: 80, diastolic: 120 }, 40).map((one) => one.kind)).toContain('impossible');
  });
  it('alarm by age', () => {
    expect(judgeVitals({ pulse: 140 }, 3)).toEqual([]);
    expect(judgeVitals({ pulse: 140 }, 40).map((one) => one.kind)).toEqual(['alarm']);
  });
  it('ask again when far from the patient’s own past: 6,5 kg for 65 kg', () => {
    expect(judgeVitals({ weight: 6.5 }, 40, { weight: [64, 65, 65.5, 64.8] }).map((one) => one.kind)).toEqual(['unlike-before']);
    expect(isUnlike(66, [64, 65, 65.5, 64.8])).toBe(false);
    expect(isUnlike(6.5, [65, 64])).toBe(false);
  });
  it('accept every value inside the possible range', () => {
    fc.assert(fc.property(fc.constantFrom(...vitalReference.vitals), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 110 }), (vital, part, years) => {
      const value = vital.possible[0] + part * (vital.possible[1] - vital.possible[0]);
      expect(judgeVitals({ [vital.key]: value }, years).filter((one) => one.kind === 'impossible')).toEqual([]);
    }));
  });
  it('give the body-mass index', () => { expect(bodyMassIndex(60, 160)).toBe(23.4); });
});

describe('screens', () => {
  it('judge fall, nutrition and pain', () => {
    expect(screen({ unsteady: true, holdsOn: true, weightLoss: 2, eatsLess: false, pain: 7 })).toEqual({ fall: 'high', nutrition: 'at-risk', pain: 'severe' });
    expect(screen({ unsteady: true, holdsOn: false, weightLoss: 0, eatsLess: true, pain: 3 })).toEqual({ fall: 'low', nutrition: 'none', pain: 'mild' });
    expect(screen({ unsteady: false, holdsOn: false, weightLoss: 0, eatsLess: false, pain: 0 })).toEqual({ fall: 'none', nutrition: 'none', pain: 'none' });
  });
});

describe('results', () => {
  const test = (code: string) => testOf(code) ?? (() => { throw new Error(code); })();
  const adult = { years: 40, sex: 'P' as const };
  const mark = (code: string, value: number, unit = test(code).unit, patient: { years: number; sex: 'L' | 'P' } = adult) => { const judged = judgeResult(test(code), { value, unit }, patient); return judged.ok ? judged.result.interpretation : judged.fault; };
  it('are judged by age and sex, with the limits themselves normal', () => {
    expect([mark('HB', 12), mark('HB', 11.9), mark('HB', 12.5, 'g/dL', { years: 40, sex: 'L' }), mark('HB', 11, 'g/dL', { years: 3, sex: 'L' })]).toEqual(['N', 'L', 'L', 'N']);
  });
  it('alarm at critical values: glucose below 54 and from 300', () => { expect([mark('GLU', 53), mark('GLU', 54), mark('GLU', 299), mark('GLU', 300)]).toEqual(['LL', 'L', 'H', 'HH']); });
  it('convert units that are known and refuse the others', () => {
    const judged = judgeResult(test('GLU'), { value: 5.5, unit: 'mmol/L' }, adult);
    expect(judged.ok && judged.result.value).toBeCloseTo(99.088, 2);
    expect(mark('GLU', 5.5)).toBe('LL');
    expect(mark('GLU', 99, 'g/L')).toBe('unit');
    expect(mark('A1C', 75)).toBe('impossible');
    const ifcc = judgeResult(test('A1C'), { value: 75, unit: 'mmol/mol' }, adult);
    expect(ifcc.ok && ifcc.result.value).toBeCloseTo(9.013, 2);
  });
});

describe('signing', () => {
  const today = Temporal.PlainDate.from('2026-11-26');
  it('is blocked from the day after the licence ends', () => {
    expect([licenceOn(today, today), licenceOn(today.subtract({ days: 1 }), today), licenceOn(today.add({ days: 61 }), today), licenceOn(undefined, today)]).toEqual(['expires-soon', 'expired', 'valid', 'unknown']);
  });
  it('lets the author amend for 2 × 24 hours and the record unit for ever', () => {
    const signed = Temporal.Instant.from('2026-11-26T02:00:00Z');
    const author = { author: true, recordUnit: false };
    expect([mayAmend(signed, signed.add({ hours: 48 }), author), mayAmend(signed, signed.add({ hours: 48, seconds: 1 }), author), mayAmend(signed, signed.add({ hours: 9000 }), { author: false, recordUnit: true }), mayAmend(signed, signed, { author: false, recordUnit: false })]).toEqual([true, false, true, false]);
  });
  it('seals content, version and what was before', () => {
    const seal = sealOf(note({ plan: 'a' }), 1, undefined);
    expect(seal).toBe(sealOf(note({ plan: 'a' }), 1, undefined));
    expect(new Set([seal, sealOf(note({ plan: 'b' }), 1, undefined), sealOf(note({ plan: 'a' }), 2, undefined), sealOf(note({ plan: 'a' }), 1, 'x')]).size).toBe(4);
  });
});

describe('notes', () => {
  it('take copied lines in only one by one', () => {
    const copied = copyFrom(note({ subjective: 'Pusing\nMual', plan: 'Kontrol 1 bulan' }));
    const proposed = note({ copied });
    expect(unconfirmed(proposed)).toBe(3);
    const some = confirmCopied(proposed, [0], [1]);
    expect(some).toMatchObject({ subjective: 'Pusing', plan: '' });
    expect(unconfirmed(some)).toBe(1);
    expect(confirmCopied(some, [0], []).subjective).toBe('Pusing');
  });
  it('show how much was pasted', () => {
    const earlier = note({ subjective: 'pasien mengeluh pusing sejak dua hari yang lalu' });
    expect(likeness(earlier, earlier)).toBe(1);
    expect(likeness(note({ subjective: 'batuk pilek tiga hari demam naik turun' }), earlier)).toBe(0);
  });
  it('lose nothing when two people wrote: every part of both is there', () => {
    fc.assert(fc.property(texts, texts, texts, (base, mine, theirs) => {
      for (const merged of mergeNotes(base, mine, theirs)) {
        const bothChanged = mine[merged.part] !== base[merged.part] && theirs[merged.part] !== base[merged.part] && mine[merged.part] !== theirs[merged.part];
        expect(merged.conflict !== undefined).toBe(bothChanged);
        if (bothChanged) expect([merged.text.includes(mine[merged.part]), merged.text.includes(theirs[merged.part])]).toEqual([true, true]);
      }
      expect(mergeNotes(base, base, theirs).map((part) => part.text)).toEqual(noteParts.map((part) => theirs[part]));
      expect(mergeNotes(base, mine, base).map((part) => part.text)).toEqual(noteParts.map((part) => mine[part]));
    }));
  });
});

describe('completeness', () => {
  const whole: VisitFile = { payer: 'jkn', hasVitals: true, allergyAsked: true, noteSigned: true, primaryDiagnoses: 1, prescriptionLines: 2, prescriptionSent: true, ordersOpen: 1, resultsUnread: 0, consentGeneral: true, sep: '0001R0011126V000123', resumeSigned: true };
  it('says what is missing, and nothing for a whole file', () => {
    expect(missingOf(whole)).toEqual([]);
    expect(missingOf({ ...whole, sep: undefined, primaryDiagnoses: 2, allergyAsked: false })).toEqual(['allergy', 'main-twice', 'sep']);
    expect(missingOf({ ...whole, payer: 'umum', sep: undefined })).toEqual([]);
    expect(missingOf({ ...whole, sep: '123' })).toEqual(['sep-shape']);
  });
});

describe('the time of what a device wrote', () => {
  const second = fc.integer({ min: 0, max: 86_400 });
  const now = Temporal.Instant.from('2026-11-23T02:00:00Z');
  it('depends on how long ago it was, never on what the device’s clock said, and is never later than now', () => {
    fc.assert(fc.property(second, fc.integer({ min: -1_000_000, max: 1_000_000 }), (ago, wrong) => {
      const sent = now.add({ seconds: wrong });
      expect(happenedAt(sent.subtract({ seconds: ago }), sent, now).toString()).toBe(now.subtract({ seconds: ago }).toString());
      expect(Temporal.Instant.compare(happenedAt(sent, undefined, now), now)).toBeLessThanOrEqual(0);
    }));
  });
  it('is not believed more than a day ahead', () => {
    expect([tooFarAhead(now.add({ hours: 24 }), now), tooFarAhead(now.add({ hours: 25 }), now)]).toEqual([false, true]);
  });
});

describe('back-referral', () => {
  const groups = [{ id: 'ht', name: 'Hipertensi', codes: ['I10', 'I11'] }, { id: 'dm', name: 'Diabetes melitus', codes: ['E11'] }];
  it('goes by the main diagnosis first, whole categories only, and for JKN members alone', () => {
    expect(referralGroupOf('jkn', [{ code: 'E11.9', rank: 2 }, { code: 'I10', rank: 1 }], groups)?.id).toBe('ht');
    expect(referralGroupOf('jkn', [{ code: 'J06.9', rank: 1 }, { code: 'E11', rank: 2 }], groups)?.id).toBe('dm');
    fc.assert(fc.property(fc.constantFrom('umum', 'other'), fc.constantFrom('I10', 'E11.9'), (payer, code) => { expect(referralGroupOf(payer, [{ code, rank: 1 }], groups)).toBeUndefined(); }));
    expect(referralGroupOf('jkn', [{ code: 'E110', rank: 1 }], groups)).toBeUndefined();
  });
});
