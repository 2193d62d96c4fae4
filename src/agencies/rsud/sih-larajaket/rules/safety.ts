import type { Formulary, Medicine } from '../reference/reference.ts';
import { takesPerDay, type Signa } from './signa.ts';

/** What is known of the patient when a medicine is chosen. Unknown is said as unknown, never as "no". */
export interface PatientFacts {
  readonly years: number | undefined;
  readonly weightKg: number | undefined;
  readonly egfr: number | undefined;
  readonly pregnant: boolean | undefined;
  /** Substances or classes the patient reacted to, in the formulary's words. */
  readonly allergies: readonly { readonly substance: string; readonly class?: string | undefined; readonly severe: boolean }[];
  /** "No known allergy" was recorded in this visit. */
  readonly allergyAsked: boolean;
  /** Medicines taken now, other than those of this prescription. */
  readonly active: readonly { readonly ingredient: string; readonly class: string; readonly name: string }[];
}

export type AlertKind = 'allergy' | 'cross-allergy' | 'allergy-unasked' | 'duplicate' | 'class' | 'interaction' | 'dose' | 'dose-child' | 'weight-missing' | 'renal' | 'pregnancy' | 'frail' | 'formulary';
/** `stop`: cannot be signed; `confirm`: needs a written reason; `note`: is only said. Few and tiered, so that they are read. */
export type Tier = 'stop' | 'confirm' | 'note';
export interface Alert { readonly kind: AlertKind; readonly tier: Tier; readonly drug: string; readonly words: string }

export interface Line { readonly medicine: Medicine; readonly signa: Signa }

/** Live checks of one prescription against the patient and against itself, worst first. Judged by `formulary.version`. */
export function checkPrescription(lines: readonly Line[], facts: PatientFacts, formulary: Formulary): Alert[] {
  const alerts = lines.flatMap((line, index) => [
    ...allergyAlerts(line, facts, formulary), ...sameAlerts(line, [...facts.active, ...lines.slice(0, index).map(({ medicine }) => medicine)]), ...interactionAlerts(line, [...facts.active, ...lines.slice(0, index).map(({ medicine }) => medicine)], formulary),
    ...doseAlerts(line, lines, index, facts), ...renalAlerts(line, facts), ...pregnancyAlerts(line, facts), ...otherAlerts(line, facts),
  ]);
  if (lines.length > 0 && !facts.allergyAsked && facts.allergies.length === 0) alerts.push({ kind: 'allergy-unasked', tier: 'confirm', drug: '', words: 'Alergi belum ditanyakan pada kunjungan ini. Tanyakan sekarang, lalu catat jawabannya.' });
  const order: Readonly<Record<Tier, number>> = { stop: 0, confirm: 1, note: 2 };
  return alerts.sort((a, b) => order[a.tier] - order[b.tier]);
}

/** The name as the screen shows it: look-alike names in tall-man letters. */
export function drugLabel(medicine: Medicine): string {
  return `${medicine.tallMan ?? medicine.name}${medicine.route === 'oral' && medicine.form !== 'sirup' ? ` ${String(medicine.strengthMg).replace('.', ',')} mg` : ''}`;
}

function allergyAlerts({ medicine }: Line, facts: PatientFacts, formulary: Formulary): Alert[] {
  return facts.allergies.flatMap((allergy): Alert[] => {
    if (allergy.substance === medicine.ingredient || allergy.class === medicine.class) return [{ kind: 'allergy', tier: 'stop', drug: medicine.code, words: `Pasien alergi ${allergy.substance}. Pilih obat lain.` }];
    const cross = formulary.crossClasses.find(({ classes }) => allergy.class !== undefined && classes.includes(allergy.class) && classes.includes(medicine.class));
    return cross ? [{ kind: 'cross-allergy', tier: allergy.severe ? 'stop' : 'confirm', drug: medicine.code, words: `Pasien alergi ${allergy.substance}. ${cross.words}` }] : [];
  });
}

function sameAlerts({ medicine }: Line, others: readonly { ingredient: string; class: string; name: string }[]): Alert[] {
  const same = others.find((other) => other.ingredient === medicine.ingredient);
  if (same) return [{ kind: 'duplicate', tier: 'confirm', drug: medicine.code, words: `${same.name} sudah dipakai. Hentikan yang lama atau jelaskan alasannya.` }];
  const kin = others.find((other) => other.class === medicine.class);
  return kin ? [{ kind: 'class', tier: 'confirm', drug: medicine.code, words: `${kin.name} satu golongan. Jelaskan bila keduanya diperlukan.` }] : [];
}

function interactionAlerts({ medicine }: Line, others: readonly { class: string; name: string }[], formulary: Formulary): Alert[] {
  return others.flatMap((other): Alert[] => {
    const found = formulary.interactions.find(({ classes: [one, two] }) => (one === other.class && two === medicine.class) || (two === other.class && one === medicine.class));
    return found ? [{ kind: 'interaction', tier: 'note', drug: medicine.code, words: `Bersama ${other.name}: ${found.words}` }] : [];
  });
}

/** Milligrams of the active substance in a day. Doses in mL and units count by the strength of one. */
export function dailyMg({ medicine, signa }: Line): number {
  return (signa.unit === 'mg' ? signa.dose : signa.dose * medicine.strengthMg) * takesPerDay(signa);
}

function doseAlerts(line: Line, lines: readonly Line[], index: number, facts: PatientFacts): Alert[] {
  const { medicine } = line;
  // Two products with one substance share one ceiling; it is said once, at the first.
  if (lines.slice(0, index).some((other) => other.medicine.ingredient === medicine.ingredient)) return [];
  const daily = lines.filter((other) => other.medicine.ingredient === medicine.ingredient).reduce((sum, other) => sum + dailyMg(other), 0);
  const child = facts.years !== undefined && facts.years < 12;
  if (child && medicine.maxDailyMgPerKgChild !== undefined) {
    if (facts.weightKg === undefined) return [{ kind: 'weight-missing', tier: 'stop', drug: medicine.code, words: 'Berat anak belum diukur. Timbang lebih dahulu, lalu hitung dosisnya.' }];
    const most = Math.min(medicine.maxDailyMgPerKgChild * facts.weightKg, medicine.maxDailyMg ?? Infinity);
    if (daily > most * 1.0001) return [{ kind: 'dose-child', tier: daily > most * 1.5 ? 'stop' : 'confirm', drug: medicine.code, words: `Dosis sehari ${say(daily)} mg melebihi batas anak ${say(most)} mg untuk berat ${say(facts.weightKg)} kg.` }];
    return [];
  }
  if (medicine.maxDailyMg !== undefined && daily > medicine.maxDailyMg * 1.0001) return [{ kind: 'dose', tier: daily > medicine.maxDailyMg * 2 ? 'stop' : 'confirm', drug: medicine.code, words: `Dosis sehari ${say(daily)} mg melebihi batas ${say(medicine.maxDailyMg)} mg.` }];
  return [];
}

function renalAlerts({ medicine }: Line, facts: PatientFacts): Alert[] {
  const value = facts.egfr;
  if (medicine.renal.length === 0 || value === undefined) return [];
  const rule = medicine.renal.filter(({ below }) => value < below).sort((a, b) => a.below - b.below)[0];
  return rule ? [{ kind: 'renal', tier: rule.do === 'stop' ? 'stop' : 'confirm', drug: medicine.code, words: `eGFR ${say(Math.round(value))}: ${rule.words}` }] : [];
}

function pregnancyAlerts({ medicine }: Line, facts: PatientFacts): Alert[] {
  if (facts.pregnant !== true || medicine.pregnancy === 'ok') return [];
  return [{ kind: 'pregnancy', tier: medicine.pregnancy === 'avoid' ? 'stop' : 'note', drug: medicine.code, words: medicine.pregnancy === 'avoid' ? 'Jangan diberikan pada kehamilan. Pilih obat lain.' : 'Kehamilan: timbang manfaat dan risikonya.' }];
}

function otherAlerts({ medicine }: Line, facts: PatientFacts): Alert[] {
  const alerts: Alert[] = [];
  if (medicine.frail && (facts.years ?? 0) >= 65) alerts.push({ kind: 'frail', tier: 'note', drug: medicine.code, words: medicine.frail });
  if (!medicine.fornas) alerts.push({ kind: 'formulary', tier: 'confirm', drug: medicine.code, words: medicine.restriction ?? 'Di luar formularium nasional: tulis alasannya.' });
  return alerts;
}

function say(value: number): string {
  return String(Math.round(value * 10) / 10).replace('.', ',');
}
