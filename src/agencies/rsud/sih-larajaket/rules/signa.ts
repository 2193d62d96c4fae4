import { readDecimal, writeDecimal } from './decimal.ts';

/** Dose units as signa writes them, in the order they are tried. Insulin is written as the word `unit`, never U (look-alike of zero). */
export const doseUnits = ['tablet', 'kapsul', 'bungkus', 'mL', 'sendok takar', 'tetes', 'unit', 'semprot', 'suppositoria', 'oles', 'ampul', 'sachet', 'mg'] as const;
export type DoseUnit = (typeof doseUnits)[number];
export const timings = ['before-meal', 'with-meal', 'after-meal', 'morning', 'noon', 'evening', 'bedtime'] as const;
export type Timing = (typeof timings)[number];

/** How a medicine is taken, as structure. Printed words always come from here; free text only adds (domain 3.5). */
export interface Signa {
  /** Takes in one period. */
  readonly frequency: number;
  readonly period: { readonly value: number; readonly unit: 'h' | 'd' | 'wk' };
  readonly dose: number;
  readonly unit: DoseUnit;
  readonly timing: readonly Timing[];
  /** Bounds of the treatment; absent only for use when needed. */
  readonly days?: number;
  /** Use when needed: why, and the most takes in a day. Without a most it is refused. */
  readonly prn?: { readonly reason: string; readonly maxPerDay: number };
}

export type SignaFault = 'shape' | 'dose' | 'frequency' | 'unit' | 'days' | 'prn-without-max' | 'insulin-u';

const unitWords: readonly (readonly [RegExp, DoseUnit])[] = [
  [/^(tab|tabs|tablet|kaplet|tb)$/, 'tablet'], [/^(kap|kaps|caps|kapsul|cap)$/, 'kapsul'], [/^(bks|bungkus|pulv|puyer)$/, 'bungkus'], [/^(ml|cc)$/, 'mL'], [/^(cth|sdt|sendok)$/, 'sendok takar'],
  [/^(gtt|tetes|tts)$/, 'tetes'], [/^(unit|iu)$/, 'unit'], [/^(puff|semprot)$/, 'semprot'], [/^(supp|suppositoria)$/, 'suppositoria'], [/^(oles|ue)$/, 'oles'], [/^(amp|ampul)$/, 'ampul'], [/^(sach|sachet)$/, 'sachet'], [/^mg$/, 'mg'],
];
const timingWords: readonly (readonly [RegExp, Timing])[] = [
  [/^(ac|a\.c\.?|sebelum-makan)$/, 'before-meal'], [/^(dc|d\.c\.?|bersama-makan|saat-makan)$/, 'with-meal'], [/^(pc|p\.c\.?|sesudah-makan|setelah-makan)$/, 'after-meal'],
  [/^(m|pagi|mane)$/, 'morning'], [/^(siang)$/, 'noon'], [/^(sore|v|vesp)$/, 'evening'], [/^(malam|hs|noct|tidur)$/, 'bedtime'],
];

/** Reads `3x1 tab pc 30 hari`, `2 dd 1/2 tab ac 5 hari`, `tiap 8 jam 1 tab 3 hari`, `1x10 unit malam 30 hari`, `1 tab prn nyeri maks 3`. */
export function readSigna(typed: string): { ok: true; signa: Signa } | { ok: false; fault: SignaFault } {
  const text = typed.toLowerCase().replace(/×/g, 'x').replace(/(sebelum|sesudah|setelah|saat|bersama)\s+makan/g, '$1-makan').replace(/\s+/g, ' ').trim();
  const prn = /(?:^| )(?:prn|bila perlu|kalau perlu|jika perlu)(?: ([\p{L} -]+?))?(?: maks(?:imal)? (\d{1,2})(?: ?x)?(?: sehari)?)?$/u.exec(text);
  const rest = prn ? text.slice(0, prn.index).trim() : text;
  const head = /^(?:tiap (\d{1,2}) jam|(\d{1,2}) ?(?:x|dd)(?: seminggu)?)? ?(\d[\d.,/ ]*?|½|¼|¾) ?([a-z.]+)?(?: (.*))?$/.exec(rest);
  if (!head) return { ok: false, fault: 'shape' };
  const [, hours, times, doseText = '', unitText = '', tail = ''] = head;
  const dose = readDecimal(doseText.trim());
  if (dose === undefined || dose <= 0 || dose > 1000) return { ok: false, fault: 'dose' };
  if (unitText === 'u') return { ok: false, fault: 'insulin-u' };
  const unit = unitWords.find(([pattern]) => pattern.test(unitText))?.[1];
  if (!unit) return { ok: false, fault: 'unit' };
  const daysText = /(?:^| )(\d{1,3}) ?(?:hari|hr|h)(?:$| )/.exec(tail)?.[1];
  const days = daysText === undefined ? undefined : Number(daysText);
  if (days !== undefined && (days < 1 || days > 180)) return { ok: false, fault: 'days' };
  if (prn && !prn[2]) return { ok: false, fault: 'prn-without-max' };
  if (!prn && days === undefined) return { ok: false, fault: 'days' };
  const frequency = hours ? 1 : Number(times ?? (prn ? 1 : 0));
  if (frequency < 1 || frequency > 24 || (hours !== undefined && (Number(hours) < 1 || Number(hours) > 48))) return { ok: false, fault: 'frequency' };
  const timing = timings.filter((wanted) => tail.split(' ').some((word) => timingWords.find(([pattern]) => pattern.test(word))?.[1] === wanted));
  const period = hours ? { value: Number(hours), unit: 'h' as const } : { value: 1, unit: text.includes('seminggu') ? 'wk' as const : 'd' as const };
  return { ok: true, signa: { frequency, period, dose, unit, timing, ...(days === undefined ? {} : { days }), ...(prn ? { prn: { reason: (prn[1] ?? '').trim() || 'bila perlu', maxPerDay: Number(prn[2]) } } : {}) } };
}

const shortUnit: Readonly<Record<DoseUnit, string>> = { 'tablet': 'tab', 'kapsul': 'kaps', 'bungkus': 'bks', 'mL': 'ml', 'sendok takar': 'cth', 'tetes': 'gtt', 'unit': 'unit', 'semprot': 'puff', 'suppositoria': 'supp', 'oles': 'oles', 'ampul': 'amp', 'sachet': 'sach', 'mg': 'mg' };
const shortTiming: Readonly<Record<Timing, string>> = { 'before-meal': 'ac', 'with-meal': 'dc', 'after-meal': 'pc', 'morning': 'pagi', 'noon': 'siang', 'evening': 'sore', 'bedtime': 'malam' };

/** The short form doctors type; `readSigna` gives the same structure back. */
export function writeSigna(signa: Signa): string {
  const often = signa.period.unit === 'h' ? `tiap ${signa.period.value} jam ` : `${signa.frequency}x${signa.period.unit === 'wk' ? ' seminggu ' : ''}`;
  const tail = [...signa.timing.map((timing) => shortTiming[timing]), signa.days === undefined ? '' : `${signa.days} hari`, signa.prn ? `prn ${signa.prn.reason} maks ${signa.prn.maxPerDay}` : ''];
  return [`${often}${writeDecimal(signa.dose)} ${shortUnit[signa.unit]}`, ...tail].filter(Boolean).join(' ');
}

const spokenTiming: Readonly<Record<Timing, string>> = { 'before-meal': 'sebelum makan', 'with-meal': 'bersama makan', 'after-meal': 'sesudah makan', 'morning': 'pagi', 'noon': 'siang', 'evening': 'sore', 'bedtime': 'malam sebelum tidur' };

/** Plain Indonesian for label and résumé: `3 kali sehari, 1 tablet, sesudah makan, selama 30 hari`. */
export function saySigna(signa: Signa): string {
  const often = signa.prn ? '' : signa.period.unit === 'h' ? `setiap ${signa.period.value} jam` : `${signa.frequency} kali ${signa.period.unit === 'wk' ? 'seminggu' : 'sehari'}`;
  const need = signa.prn ? `bila perlu (${signa.prn.reason}), paling banyak ${signa.prn.maxPerDay} kali sehari` : '';
  return [often, `${sayDose(signa.dose)} ${signa.unit}`, ...signa.timing.map((timing) => spokenTiming[timing]), need, signa.days === undefined ? '' : `selama ${signa.days} hari`].filter(Boolean).join(', ');
}

function sayDose(dose: number): string {
  const halves: Readonly<Record<string, string>> = { '0.5': 'setengah', '0.25': 'seperempat', '0.75': 'tiga perempat', '1.5': '1 setengah' };
  return halves[String(dose)] ?? writeDecimal(dose);
}

/** Takes a day; a period in hours counts as many as fit, rounded up. For use when needed: the most allowed. */
export function takesPerDay(signa: Signa): number {
  if (signa.prn) return signa.prn.maxPerDay;
  if (signa.period.unit === 'h') return Math.ceil((24 / signa.period.value) * signa.frequency);
  return signa.period.unit === 'wk' ? signa.frequency / 7 : signa.frequency;
}

/** Units to hand out: dose × takes × days, rounded up to the whole unit (domain 3.5). Nothing when the days are not bounded: then the doctor writes the number. */
export function quantityOf(signa: Signa): number | undefined {
  if (signa.days === undefined) return undefined;
  const takes = signa.period.unit === 'wk' && !signa.prn ? Math.ceil((signa.frequency * signa.days) / 7) : takesPerDay(signa) * signa.days;
  // Thousandths, because 0,1 × 3 is not 0,3 in binary.
  return Math.ceil((Math.round(signa.dose * 1000) * takes) / 1000);
}
