import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formulary, medicineOf, type Medicine } from '../reference/reference.ts';
import { ageOn, sayAge } from './age.ts';
import { compound, withPacks, type Recipe } from './compound.ts';
import { egfr, kidneyStage } from './kidney.ts';
import { beyondUse, labelOf } from './label.ts';
import { linesFor, reviewFaults, reviewLines, type Verdict } from './review.ts';
import { checkPrescription, dailyMg, type Line, type PatientFacts } from './safety.ts';
import { readSigna } from './signa.ts';
import { handOut, isShort, type Supply } from './supply.ts';

const day = Temporal.PlainDate.from('2026-11-26');
const healthy: PatientFacts = { years: 47, weightKg: 60, egfr: 90, pregnant: false, allergies: [], allergyAsked: true, active: [] };
const medicine = (code: string): Medicine => medicineOf(code) ?? (() => { throw new Error(code); })();
const line = (code: string, typed: string): Line => {
  const read = readSigna(typed);
  if (!read.ok) throw new Error(`${typed}: ${read.fault}`);
  return { medicine: medicine(code), signa: read.signa };
};
const kinds = (lines: Line[], facts: Partial<PatientFacts> = {}) => checkPrescription(lines, { ...healthy, ...facts }, formulary).map((alert) => `${alert.kind}:${alert.tier}`);

describe('safety checks', () => {
  it('say nothing about what is usual', () => { expect(kinds([line('AMLO5', '1x1 tab pagi 30 hari'), line('MET500', '2x1 tab pc 30 hari')])).toEqual([]); });
  it('stop an allergy and its cross-class, by severity', () => {
    const penicillin = (severe: boolean) => ({ allergies: [{ substance: 'amoxicillin', class: 'penicillin', severe }] });
    expect(kinds([line('AMOX500', '3x1 kaps 5 hari')], penicillin(false))).toEqual(['allergy:stop']);
    expect(kinds([line('CEFI100', '2x1 kaps 5 hari')], penicillin(false))).toEqual(['cross-allergy:confirm']);
    expect(kinds([line('CEFI100', '2x1 kaps 5 hari')], penicillin(true))).toEqual(['cross-allergy:stop']);
  });
  it('want the allergy question answered in every visit', () => { expect(kinds([line('AMLO5', '1x1 tab 30 hari')], { allergyAsked: false })).toEqual(['allergy-unasked:confirm']); });
  it('see the same substance, the same class and an interaction, also within one prescription', () => {
    expect(kinds([line('PARA500', '3x1 tab 5 hari'), line('PARASIR', '3x5 ml 5 hari')])).toEqual(['duplicate:confirm']);
    expect(kinds([line('SIMV20', '1x1 tab malam 30 hari')], { active: [{ ingredient: 'atorvastatin', class: 'statin', name: 'atorvastatin' }] })).toEqual(['class:confirm']);
    expect(kinds([line('LISI10', '1x1 tab 30 hari'), line('SPIR25', '1x1 tab 30 hari')])).toEqual(['interaction:note']);
  });
  it('hold the dose ceiling over all lines of one substance', () => {
    expect(kinds([line('PARA500', '4x2 tab 3 hari')])).toEqual([]);
    expect(kinds([line('PARA500', '5x2 tab 3 hari')])).toEqual(['dose:confirm']);
    expect(kinds([line('AMLO10', '3x1 tab 30 hari')])).toEqual(['dose:stop']);
  });
  it('want a child weighed, and count by weight', () => {
    expect(kinds([line('PARASIR', '3x5 ml 3 hari')], { years: 4, weightKg: undefined })).toEqual(['weight-missing:stop']);
    expect(kinds([line('PARASIR', '3x5 ml 3 hari')], { years: 4, weightKg: 15 })).toEqual([]);
    expect(kinds([line('PARASIR', '4x15 ml 3 hari')], { years: 4, weightKg: 15 })).toEqual(['dose-child:confirm']);
  });
  it('hold metformin back below eGFR 30, warn below 45, say nothing at 45', () => {
    const at = (value: number) => kinds([line('MET500', '2x1 tab pc 30 hari')], { egfr: value });
    expect([at(29.9), at(30), at(44.9), at(45)]).toEqual([['renal:stop'], ['renal:confirm'], ['renal:confirm'], []]);
  });
  it('stop what harms a pregnancy', () => { expect(kinds([line('CAPT25', '2x1 tab 30 hari')], { pregnant: true })).toEqual(['pregnancy:stop']); });
  it('never grow quiet when the dose grows', () => {
    const rank = { stop: 2, confirm: 1, note: 0 } as const;
    const worst = (times: number, dose: number) => Math.max(-1, ...checkPrescription([line('IBU400', `${times}x${dose} tab 5 hari`)], healthy, formulary).map((alert) => rank[alert.tier]));
    fc.assert(fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 6 }), (times, dose) => { expect(worst(times, dose + 1)).toBeGreaterThanOrEqual(worst(times, dose)); }));
  });
  it('sum milligrams of a day', () => { expect(dailyMg(line('PARASIR', '3x5 ml 3 hari'))).toBe(360); });
});

describe('the formulary', () => {
  it('says where it is from, and that nobody has signed it yet', () => { expect(formulary.status).toBe('unverified'); expect(formulary.source.length).toBeGreaterThan(20); });
  it('names every medicine once', () => { expect(new Set(formulary.medicines.map((entry) => entry.code)).size).toBe(formulary.medicines.length); });
  it('knows the classes its rules speak of', () => {
    const classes = new Set(formulary.medicines.map((entry) => entry.class));
    expect([...formulary.crossClasses, ...formulary.interactions].flatMap((rule) => rule.classes).filter((name) => !classes.has(name))).toEqual([]);
  });
});

describe('compounding', () => {
  const recipe: Recipe = { packs: 10, dtd: true, vehicle: 'SL', lines: [{ drug: 'PARA500', ingredient: 'paracetamol', strengthMg: 500, amountMg: 120 }, { drug: 'CTM4', ingredient: 'chlorphenamine', strengthMg: 4, amountMg: 1 }] };
  it('weighs d.t.d. no. X: per pack × packs, in whole tablets from the shelf', () => {
    const made = compound(recipe);
    expect(made.ok && made.compounded.lines).toEqual([{ drug: 'PARA500', perPackMg: 120, totalMg: 1200, unitsExact: 2.4, unitsTaken: 3 }, { drug: 'CTM4', perPackMg: 1, totalMg: 10, unitsExact: 2.5, unitsTaken: 3 }]);
  });
  it('adds up one substance from two products in a pack', () => {
    const made = compound({ ...recipe, lines: [...recipe.lines, { drug: 'PARA500', ingredient: 'paracetamol', strengthMg: 500, amountMg: 30 }] });
    expect(made.ok && made.compounded.perPack.get('paracetamol')).toBe(150);
  });
  it('keeps the pack when packs change with d.t.d., and the total without', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.boolean(), (packs, dtd) => {
      const before = compound({ ...recipe, dtd });
      const after = compound(withPacks({ ...recipe, dtd }, packs));
      if (!before.ok || !after.ok) throw new Error('refused');
      const key = dtd ? 'perPackMg' : 'totalMg';
      expect(after.compounded.lines.map((one) => one[key])).toEqual(before.compounded.lines.map((one) => one[key]));
      for (const one of after.compounded.lines) expect(one.unitsTaken).toBeGreaterThanOrEqual(one.unitsExact - 1e-6);
    }));
  });
  it('refuses what cannot be weighed', () => {
    expect(compound({ ...recipe, packs: 0 })).toEqual({ ok: false, fault: 'packs' });
    expect(compound({ ...recipe, lines: [] })).toEqual({ ok: false, fault: 'no-lines' });
    expect(compound({ ...recipe, lines: [{ drug: 'X', ingredient: 'x', strengthMg: 0, amountMg: 1 }] })).toEqual({ ok: false, fault: 'strength' });
  });
});

describe('handing out', () => {
  const supply: Supply = { ordered: 90, handed: 0, iter: { left: 2 }, days: 30 };
  it('leaves the remainder of a part open, then counts iterations down with their dates', () => {
    const part = handOut(supply, 30, day);
    expect(part).toMatchObject({ ok: true, remark: 'det', owed: 60 });
    const rest = part.ok ? handOut(part.after, 60, day.add({ days: 2 })) : part;
    expect(rest).toMatchObject({ ok: true, remark: 'full', owed: 0 });
    const early = rest.ok ? handOut(rest.after, 90, day.add({ days: 20 })) : rest;
    expect(early).toMatchObject({ ok: false, fault: 'too-early' });
    const again = rest.ok ? handOut(rest.after, 90, day.add({ days: 26 })) : rest;
    expect(again).toMatchObject({ ok: true, remark: 'iter', after: { iter: { left: 1 } } });
  });
  it('never gives more than was ordered times the iterations allowed', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 120 }), { maxLength: 20 }), fc.integer({ min: 0, max: 3 }), (asks, left) => {
      let now: Supply = { ...supply, iter: { left } };
      let given = 0;
      for (const [index, ask] of asks.entries()) {
        const done = handOut(now, ask, day.add({ days: 40 * index }));
        if (!done.ok) continue;
        given += ask;
        now = done.after;
        expect(now.handed).toBeLessThanOrEqual(now.ordered);
        expect(now.iter.left).toBeGreaterThanOrEqual(0);
      }
      expect(given).toBeLessThanOrEqual(90 * (1 + left));
    }));
  });
  it('tells empty from short', () => { expect([isShort(0, 5), isShort(3, 5), isShort(5, 5)]).toEqual(['none', 'part', 'enough']); });
});

describe('kidneys', () => {
  it('follow CKD-EPI 2021 at published points', () => {
    expect(egfr(1.0, 50, 'L')).toBeCloseTo(91.7, 0);
    expect(egfr(0.8, 40, 'P')).toBeCloseTo(95, 0);
    expect(egfr(2.0, 70, 'P')).toBeCloseTo(26.4, 0);
    expect(egfr(1, 12, 'L')).toBeUndefined();
    expect(egfr(0, 40, 'L')).toBeUndefined();
  });
  it('fall with creatinine and with age', () => {
    fc.assert(fc.property(fc.double({ min: 0.3, max: 10, noNaN: true }), fc.integer({ min: 18, max: 99 }), fc.constantFrom('L' as const, 'P' as const), (creatinine, age, sex) => {
      expect(egfr(creatinine + 0.2, age, sex) ?? 0).toBeLessThan(egfr(creatinine, age, sex) ?? 0);
      expect(egfr(creatinine, age + 1, sex) ?? 0).toBeLessThan(egfr(creatinine, age, sex) ?? 0);
    }));
  });
  it('have six stages, each from its lower bound', () => { expect([90, 89.9, 60, 59.9, 45, 44.9, 30, 29.9, 15, 14.9].map(kidneyStage)).toEqual(['G1', 'G2', 'G2', 'G3a', 'G3a', 'G3b', 'G3b', 'G4', 'G4', 'G5']); });
});

describe('age', () => {
  it('is said as nurses say it, and a birth in the future is no age', () => {
    const said = (born: string) => { const age = ageOn(Temporal.PlainDate.from(born), day); return age && sayAge(age); };
    expect(['2026-11-20', '2026-06-20', '2024-08-01', '1979-11-27', '2026-11-27'].map(said)).toEqual(['6 hari', '5 bulan', '2 tahun 3 bulan', '46 tahun', undefined]);
  });
});

describe('telaah resep', () => {
  const passed = (years: number): Verdict[] => linesFor(years).map((id) => ({ line: id, verdict: 'pass' as const }));
  it('asks for the weight of children only', () => { expect(linesFor(40)).toHaveLength(reviewLines.length - 1); expect(linesFor(4)).toContain('weight'); });
  it('wants every line looked at, every problem written down and solved', () => {
    expect(reviewFaults(passed(40), 40)).toEqual([]);
    expect(reviewFaults(passed(40).slice(1), 40)).toEqual([{ kind: 'unanswered', line: 'identity' }]);
    const problem = (note?: string, solvedBy?: string) => reviewFaults([...passed(40).filter((verdict) => verdict.line !== 'dose'), { line: 'dose', verdict: 'problem', note, solvedBy }], 40);
    expect([problem(), problem('dosis tinggi'), problem('dosis tinggi', 'dr. Contoh, diturunkan')]).toEqual([[{ kind: 'unexplained', line: 'dose' }], [{ kind: 'unsolved', line: 'dose' }], []]);
  });
});

describe('labels', () => {
  it('are white for what is swallowed, blue for the rest, in plain words with pictures', () => {
    const made = labelOf(medicine('MET500'), line('MET500', '3x1 tab pc 30 hari').signa);
    expect(made).toMatchObject({ colour: 'white', drug: 'metformin 500 mg', words: '3 kali sehari, 1 tablet, sesudah makan, selama 30 hari', pictograms: ['morning', 'noon', 'night', 'after-meal'] });
    expect(labelOf(medicine('HIDCR'), line('HIDCR', '2x1 oles 7 hari').signa)).toMatchObject({ colour: 'blue', pictograms: ['morning', 'night', 'external'], warnings: ['Obat luar: jangan diminum.'] });
    expect(labelOf(medicine('INSG'), line('INSG', '1x10 unit malam 30 hari').signa).pictograms).toEqual(['night', 'inject', 'cold']);
  });
  it('never outlive what went in', () => { expect(beyondUse(day, 'dry', [Temporal.PlainDate.from('2026-12-01')]).toString()).toBe('2026-12-01'); expect(beyondUse(day, 'liquid', []).toString()).toBe('2026-12-10'); });
});
