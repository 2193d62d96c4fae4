/**
 * eGFR by CKD-EPI 2021 (without race), mL/min/1.73 m²: 142·min(Scr/κ,1)^α·max(Scr/κ,1)^−1.200·0.9938^age·(1.012 if female); κ 0.7 F / 0.9 M, α −0.241 F / −0.302 M.
 * `creatinine` in mg/dL. Nothing below 18 years or outside what a body can have: the formula was not made for it.
 */
export function egfr(creatinine: number, age: number, sex: 'L' | 'P'): number | undefined {
  if (age < 18 || age > 120 || !(creatinine > 0.1 && creatinine < 30)) return undefined;
  const female = sex === 'P';
  const ratio = creatinine / (female ? 0.7 : 0.9);
  return 142 * Math.min(ratio, 1) ** (female ? -0.241 : -0.302) * Math.max(ratio, 1) ** -1.2 * 0.9938 ** age * (female ? 1.012 : 1);
}

export type KidneyStage = 'G1' | 'G2' | 'G3a' | 'G3b' | 'G4' | 'G5';

/** KDIGO stage: G1 from 90, G2 from 60, G3a from 45, G3b from 30, G4 from 15, below G5. */
export function kidneyStage(value: number): KidneyStage {
  if (value >= 90) return 'G1';
  if (value >= 60) return 'G2';
  if (value >= 45) return 'G3a';
  if (value >= 30) return 'G3b';
  return value >= 15 ? 'G4' : 'G5';
}
