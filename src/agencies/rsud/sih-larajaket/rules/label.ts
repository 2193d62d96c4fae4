import type { Medicine } from '../reference/reference.ts';
import { saySigna, takesPerDay, type Signa } from './signa.ts';

export type Pictogram = 'morning' | 'noon' | 'evening' | 'night' | 'before-meal' | 'with-meal' | 'after-meal' | 'external' | 'eye' | 'inhale' | 'inject' | 'cold' | 'when-needed';

/** What stands on a label. Never a diagnosis. White paper: taken by mouth; blue: everything else (domain 3.5). */
export interface Label {
  readonly colour: 'white' | 'blue';
  readonly drug: string;
  readonly words: string;
  readonly pictograms: readonly Pictogram[];
  readonly storage: string;
  readonly warnings: readonly string[];
}

export function labelOf(medicine: Pick<Medicine, 'name' | 'route' | 'form' | 'strengthMg' | 'storage' | 'class' | 'group'>, signa: Signa): Label {
  const oral = medicine.route === 'oral';
  return {
    colour: oral ? 'white' : 'blue', drug: oral && medicine.form !== 'sirup' ? `${medicine.name} ${String(medicine.strengthMg).replace('.', ',')} mg` : medicine.name, words: capital(saySigna(signa)),
    pictograms: pictogramsOf(medicine, signa), storage: medicine.storage ?? 'Simpan di tempat kering di bawah 30 °C, jauh dari anak-anak.', warnings: warningsOf(medicine),
  };
}

/** Suns and moons only where the signa says so or the number of takes leaves no doubt: once without a time has none. */
function pictogramsOf(medicine: Pick<Medicine, 'route' | 'storage'>, signa: Signa): Pictogram[] {
  const named: readonly Pictogram[] = signa.timing.flatMap((timing): Pictogram[] => ({ 'morning': ['morning' as const], 'noon': ['noon' as const], 'evening': ['evening' as const], 'bedtime': ['night' as const], 'before-meal': [], 'with-meal': [], 'after-meal': [] })[timing]);
  const takes = signa.prn || signa.period.unit === 'wk' ? 0 : takesPerDay(signa);
  const counted: readonly Pictogram[] = named.length > 0 ? named : takes === 2 ? ['morning', 'night'] : takes === 3 ? ['morning', 'noon', 'night'] : takes === 4 ? ['morning', 'noon', 'evening', 'night'] : [];
  const meal = signa.timing.find((timing) => timing.endsWith('-meal')) as Pictogram | undefined;
  const way: Readonly<Record<Medicine['route'], Pictogram | undefined>> = { oral: undefined, external: 'external', eye: 'eye', inhaled: 'inhale', injection: 'inject' };
  return [...(signa.prn ? ['when-needed' as const] : []), ...counted, ...(meal ? [meal] : []), ...[way[medicine.route]].flatMap((one) => one ?? []), ...(medicine.storage?.includes('2–8') ? ['cold' as const] : [])];
}

function warningsOf(medicine: Pick<Medicine, 'class' | 'route' | 'group'>): string[] {
  const said: string[] = [];
  if (['penicillin', 'cephalosporin', 'quinolone', 'macrolide', 'sulfonamide-antibiotic', 'nitroimidazole'].includes(medicine.class)) said.push('Habiskan obat ini walau sudah merasa sehat.');
  if (['antihistamine', 'benzodiazepine'].includes(medicine.class)) said.push('Dapat menyebabkan kantuk: jangan mengendarai kendaraan.');
  if (medicine.route !== 'oral' && medicine.route !== 'inhaled') said.push('Obat luar: jangan diminum.');
  return said;
}

/** What is read aloud: whole sentences, numbers as words are left to the voice. */
export function spokenLabel(label: Label): string {
  return [`${label.drug}.`, `Cara pakai: ${label.words}.`, ...label.warnings, label.storage].join(' ');
}

/** Beyond-use date of what was compounded: at most 30 days for dry packs, 14 for liquids, never past the earliest expiry of what went in. */
export function beyondUse(made: Temporal.PlainDate, form: 'dry' | 'liquid', expiries: readonly Temporal.PlainDate[]): Temporal.PlainDate {
  return [made.add({ days: form === 'dry' ? 30 : 14 }), ...expiries].reduce((earliest, date) => (Temporal.PlainDate.compare(date, earliest) < 0 ? date : earliest));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
