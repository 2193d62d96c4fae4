import { vitalReference } from '../reference/reference.ts';

export type Vitals = Readonly<Record<string, number>>;
export interface VitalFinding { readonly key: string; readonly name: string; readonly kind: 'impossible' | 'unlike-before' | 'alarm'; readonly words: string }

/** Judges measurements: what no body has is refused, what is far from the patient's own past asks to be confirmed, what is dangerous is said. `before`: earlier values of the patient by key. */
export function judgeVitals(vitals: Vitals, years: number, before: Readonly<Record<string, readonly number[]>> = {}): VitalFinding[] {
  const findings = vitalReference.vitals.flatMap((vital): VitalFinding[] => {
    const value = vitals[vital.key];
    if (value === undefined) return [];
    const { name, key } = vital;
    if (!(value >= vital.possible[0] && value <= vital.possible[1])) return [{ key, name, kind: 'impossible', words: `${name} ${say(value)} ${vital.shown} tidak mungkin. Periksa satuan dan koma desimalnya.` }];
    const found: VitalFinding[] = [];
    if (isUnlike(value, before[key] ?? [])) found.push({ key, name, kind: 'unlike-before', words: `${name} ${say(value)} ${vital.shown} jauh dari catatan sebelumnya. Ukur ulang, atau nyatakan benar.` });
    const band = vital.alarm.find(([from, to]) => years >= from && years < to);
    if (band && (value < band[2] || value > band[3])) found.push({ key, name, kind: 'alarm', words: `${name} ${say(value)} ${vital.shown}: beri tahu dokter sekarang.` });
    return found;
  });
  const { systolic, diastolic } = vitals;
  if (systolic !== undefined && diastolic !== undefined && diastolic >= systolic) findings.push({ key: 'diastolic', name: 'Tekanan darah', kind: 'impossible', words: 'Tekanan bawah tidak mungkin sama dengan atau melebihi tekanan atas. Periksa urutannya.' });
  return findings;
}

/** More than three standard deviations from at least three earlier values; a spread under 2 % of the mean counts as 2 %, so that steady patients do not alarm for nothing. */
export function isUnlike(value: number, before: readonly number[]): boolean {
  if (before.length < 3) return false;
  const mean = before.reduce((sum, one) => sum + one, 0) / before.length;
  const deviation = Math.sqrt(before.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (before.length - 1));
  return Math.abs(value - mean) > 3 * Math.max(deviation, Math.abs(mean) * 0.02);
}

/** Body-mass index, kg/m², one decimal. */
export function bodyMassIndex(weightKg: number, heightCm: number): number {
  return Math.round((weightKg / (heightCm / 100) ** 2) * 10) / 10;
}

export interface ScreenAnswers {
  readonly unsteady: boolean;
  readonly holdsOn: boolean;
  /** Points for weight lost without meaning to: 0 none, 1 a little, 2 unsure or more, 3, 4 much. */
  readonly weightLoss: number;
  readonly eatsLess: boolean;
  readonly pain: number;
}
export interface Screens { readonly fall: 'none' | 'low' | 'high'; readonly nutrition: 'none' | 'at-risk'; readonly pain: 'none' | 'mild' | 'moderate' | 'severe' }

/** Screens of an outpatient. Fall: walks unsteadily, holds on when sitting down (one: low, both: high). Nutrition: two questions, at risk from 2 points. Pain 0–10: mild to 3, moderate to 6, severe from 7. */
export function screen(answers: ScreenAnswers): Screens {
  const pain = answers.pain;
  return {
    fall: answers.unsteady && answers.holdsOn ? 'high' : answers.unsteady || answers.holdsOn ? 'low' : 'none',
    nutrition: answers.weightLoss + (answers.eatsLess ? 1 : 0) >= 2 ? 'at-risk' : 'none',
    pain: pain === 0 ? 'none' : pain <= 3 ? 'mild' : pain <= 6 ? 'moderate' : 'severe',
  };
}

function say(value: number): string {
  return String(value).replace('.', ',');
}
