import { maskNik, parseNik, readNik } from '#kernel/nik';
import { Problem } from '#kernel/problem';
import { refusals } from '../problems.ts';

export type IdentifierKind = 'nik' | 'noka' | 'norm' | 'kk' | 'passport';
export const identifierKinds: readonly IdentifierKind[] = ['nik', 'noka', 'norm', 'kk', 'passport'];

/** Something an officer should look at. It never stops a registration. */
export interface Warning {
  readonly code: 'nik-shared' | 'nik-region' | 'nik-birth-date' | 'nik-sex' | 'nik-impossible' | 'number-shared';
  readonly text: string;
}

/** A number as it is stored and compared: without spaces and marks. */
export interface ReadIdentifier {
  readonly kind: IdentifierKind;
  readonly value: string;
  readonly masked: string;
  readonly warnings: readonly Warning[];
}

/**
 * Reads a number as people write it, or throws the problem with the field at fault. An impossible NIK (PP 40/2019: the number on the card prevails) is
 * taken with a warning when the officer has the card in hand (`asWritten`).
 */
export function readIdentifier(kind: IdentifierKind, typed: string, { asWritten = false } = {}): ReadIdentifier {
  switch (kind) {
    case 'nik': return readNikNumber(typed, asWritten);
    case 'noka': return shaped(kind, typed, /^\d{13}$/, refusals.nokaShape, (value) => `${value.slice(0, 4)}•••••${value.slice(-4)}`);
    case 'norm': return shaped(kind, typed, /^[A-Z0-9]{3,20}$/, refusals.normShape, (value) => `${'•'.repeat(Math.max(0, value.length - 3))}${value.slice(-3)}`);
    case 'kk': return shaped(kind, typed, /^\d{16}$/, refusals.kkShape, maskNik);
    case 'passport': return shaped(kind, typed, /^[A-Z0-9]{5,12}$/, refusals.passportShape, (value) => `${value.slice(0, 1)}${'•'.repeat(value.length - 3)}${value.slice(-2)}`);
  }
}

/** What a number looks like for searching; nothing when it cannot be one. */
export function searchable(kind: IdentifierKind, typed: string): string | undefined {
  const value = stripped(typed);
  return value.length >= 3 && value.length <= 20 && (kind === 'norm' || kind === 'passport' || /^\d+$/.test(value)) ? value : undefined;
}

/** What the NIK says that the rest of the data does not. None of it makes the NIK wrong: people move, and cards have mistakes. */
export function nikDoubts(nik: string, about: { birthDate?: string | undefined; sex?: 'L' | 'P' | undefined }, knowsRegion: (prefix: string) => boolean): Warning[] {
  const parsed = parseNik(nik);
  if (!parsed.ok) return [];
  const said = readNik(parsed.nik);
  const birth = about.birthDate === undefined ? undefined : Temporal.PlainDate.from(about.birthDate);
  return [
    ...(knowsRegion(said.region) ? [] : [{ code: 'nik-region', text: 'NIK diterbitkan di luar kabupaten ini. Pastikan angkanya; orang pindah tetap memegang NIK lamanya.' } as const]),
    ...(birth && (birth.day !== said.day || birth.month !== said.month || birth.year % 100 !== said.twoDigitYear) ? [{ code: 'nik-birth-date', text: 'Tanggal lahir di dalam NIK berbeda dari yang diisi. Cocokkan dengan kartunya.' } as const] : []),
    ...(about.sex && about.sex !== said.sex ? [{ code: 'nik-sex', text: 'Jenis kelamin di dalam NIK berbeda dari yang diisi. Cocokkan dengan kartunya.' } as const] : []),
  ];
}

/** Said when somebody else holds the number already. */
export function sharedWarning(kind: IdentifierKind): Warning {
  return kind === 'nik'
    ? { code: 'nik-shared', text: 'NIK ini sudah dipegang orang lain (misalnya anak kembar). Data tetap tersimpan; minta Disdukcapil memeriksanya.' }
    : { code: 'number-shared', text: 'Nomor ini sudah dipegang orang lain. Data tetap tersimpan; periksa kartunya.' };
}

function readNikNumber(typed: string, asWritten: boolean): ReadIdentifier {
  const parsed = parseNik(typed);
  if (parsed.ok) return { kind: 'nik', value: parsed.nik, masked: maskNik(parsed.nik), warnings: [] };
  if (parsed.fault === 'length') throw new Problem(refusals.nikShape, { fields: { nik: refusals.nikShape.detail } });
  if (!asWritten) throw new Problem(refusals.nikImpossible, { fields: { nik: refusals.nikImpossible.detail } });
  const value = stripped(typed);
  return { kind: 'nik', value, masked: maskNik(value), warnings: [{ code: 'nik-impossible', text: 'NIK ini tidak mungkin menurut susunannya, dan dicatat seperti pada kartu. Minta Disdukcapil memeriksanya.' }] };
}

function shaped(kind: Exclude<IdentifierKind, 'nik'>, typed: string, shape: RegExp, refusal: typeof refusals.nokaShape, mask: (value: string) => string): ReadIdentifier {
  const value = stripped(typed);
  if (!shape.test(value)) throw new Problem(refusal, { fields: { [kind]: refusal.detail } });
  return { kind, value, masked: mask(value), warnings: [] };
}

const stripped = (typed: string) => typed.normalize('NFKC').toUpperCase().replace(/[\s.\-/]/g, '');
