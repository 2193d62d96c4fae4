import { parseNik } from '#kernel/nik';
import { readReference } from '../../rules/reference.ts';
import { ownWords, words, type Refusal } from './refusals.ts';

/** A request as it came: a JSON object, nothing else known. */
export type Raw = Readonly<Record<string, unknown>>;
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

const good = <T>(value: T): Read<T> => ({ ok: true, value });
const bad = (refusal: Refusal): Read<never> => ({ ok: false, refusal });

/** Numbers and text alike: Mobile JKN sends some codes as numbers on one service and as text on another. */
export function text(raw: Raw, field: string): string {
  const value = raw[field];
  return typeof value === 'string' ? value.trim() : typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
}

/** Reads `yyyy-mm-dd`, a date that exists. */
export function readDate(typed: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) return undefined;
  try {
    return Temporal.PlainDate.from(typed, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/** Practice hours with the spelling of HFIS ("08:00 - 12:00") and of Mobile JKN ("08:00-12:00") made one; nothing when they are no hours. */
export function readHours(typed: string): string | undefined {
  const found = /^(\d{1,2})[:.](\d{2})\s*[-–—]\s*(\d{1,2})[:.](\d{2})$/.exec(typed.trim());
  if (!found) return undefined;
  const [, openHour = '', openMinute = '', closeHour = '', closeMinute = ''] = found;
  if (Number(openHour) > 23 || Number(closeHour) > 24 || Number(openMinute) > 59 || Number(closeMinute) > 59) return undefined;
  return `${openHour.padStart(2, '0')}:${openMinute}-${closeHour.padStart(2, '0')}:${closeMinute}`;
}

/** Which session is asked for. */
export interface SessionAsked { readonly poli: string; readonly doctor: number; readonly date: Temporal.PlainDate; readonly hours: string }

/** Reads poli, doctor, date and hours. */
export function readSession(raw: Raw): Read<SessionAsked> {
  const [poli, doctor, date, hours] = [text(raw, 'kodepoli'), text(raw, 'kodedokter'), text(raw, 'tanggalperiksa'), text(raw, 'jampraktek')];
  if (poli === '') return bad(words.empty('Kode Poli'));
  if (date === '') return bad(words.empty('Tanggal Periksa'));
  const day = readDate(date);
  if (!day) return bad(words.dateFormat);
  if (doctor === '') return bad(words.empty('Kode Dokter'));
  if (!/^\d{1,9}$/.test(doctor)) return bad(words.format('Kode Dokter'));
  if (hours === '') return bad(words.empty('Jam Praktek'));
  const read = readHours(hours);
  return read ? good({ poli, doctor: Number(doctor), date: day, hours: read }) : bad(words.format('Jam Praktek'));
}

/** What a person asks when taking a place. `card` is empty for those who pay themselves. */
export interface TakeAsked extends SessionAsked {
  readonly card: string; readonly nik: string; readonly phone: string; readonly norm: string; readonly visitKind: 1 | 2 | 3 | 4; readonly reference: string;
}

/** Reads a request for a place. A JKN visit of kind 1, 3 or 4 needs its letter. */
export function readTake(raw: Raw): Read<TakeAsked> {
  const [card, nik, kind, reference] = [text(raw, 'nomorkartu'), text(raw, 'nik'), text(raw, 'jeniskunjungan'), text(raw, 'nomorreferensi').toUpperCase()];
  if (card !== '' && !isCard(card)) return bad(words.format('Nomor Kartu'));
  if (nik === '') return bad(words.empty('NIK'));
  if (!parseNik(nik).ok) return bad(words.format('NIK'));
  const session = readSession(raw);
  if (!session.ok) return session;
  if (kind === '') return bad(words.empty('Jenis Kunjungan'));
  if (!/^[1-4]$/.test(kind)) return bad(words.format('Jenis Kunjungan'));
  if (card !== '' && kind !== '2' && reference === '') return bad(words.empty('Nomor Referensi'));
  if (reference !== '' && card !== '' && !readReference(reference)) return bad(words.format('Nomor Referensi'));
  return good({ ...session.value, card, nik, phone: text(raw, 'nohp'), norm: text(raw, 'norm'), visitKind: Number(kind) as 1 | 2 | 3 | 4, reference });
}

/** The form of a new patient. Region codes are the national ones. */
export interface NewPatient {
  readonly card: string; readonly nik: string; readonly familyCard: string; readonly name: string; readonly sex: 'L' | 'P'; readonly born: Temporal.PlainDate; readonly phone: string;
  readonly address: string; readonly province: Place; readonly regency: Place; readonly district: Place; readonly village: Place; readonly rw: string; readonly rt: string;
}
interface Place { readonly code: string; readonly name: string }

/** The fields of the new-patient form in the order the checklist tries them. The catalogue swaps the captions of rw and rt: the key names are right. */
const newPatientFields: readonly (readonly [key: string, caption: string])[] = [
  ['nomorkartu', 'Nomor Kartu'], ['nik', 'NIK'], ['nomorkk', 'Nomor KK'], ['nama', 'Nama'], ['jeniskelamin', 'Jenis Kelamin'], ['tanggallahir', 'Tanggal Lahir'], ['alamat', 'Alamat'],
  ['kodeprop', 'Kode Propinsi'], ['namaprop', 'Nama Propinsi'], ['kodedati2', 'Kode Dati 2'], ['namadati2', 'Dati 2'], ['kodekec', 'Kode Kecamatan'], ['namakec', 'Kecamatan'],
  ['kodekel', 'Kode Kelurahan'], ['namakel', 'Kelurahan'], ['rw', 'RW'], ['rt', 'RT'],
];

/** Reads the form field by field: the first fault is the answer. `today` rejects births in the future. */
export function readNewPatient(raw: Raw, today: Temporal.PlainDate): Read<NewPatient> {
  for (const [key, caption] of newPatientFields) {
    const value = text(raw, key);
    if (value === '') return bad(key === 'jeniskelamin' ? words.noSex : words.empty(caption));
    if (!fits(key, value, today)) return bad(words.format(caption));
  }
  const born = readDate(text(raw, 'tanggallahir'));
  if (!born) return bad(ownWords.unreadable);
  const place = (code: string, name: string): Place => ({ code: text(raw, code), name: text(raw, name) });
  return good({
    card: text(raw, 'nomorkartu'), nik: text(raw, 'nik'), familyCard: text(raw, 'nomorkk'), name: text(raw, 'nama'), sex: text(raw, 'jeniskelamin') === 'P' ? 'P' : 'L', born,
    phone: text(raw, 'nohp'), address: text(raw, 'alamat'), province: place('kodeprop', 'namaprop'), regency: place('kodedati2', 'namadati2'), district: place('kodekec', 'namakec'),
    village: place('kodekel', 'namakel'), rw: text(raw, 'rw'), rt: text(raw, 'rt'),
  });
}

function fits(key: string, value: string, today: Temporal.PlainDate): boolean {
  if (key === 'nomorkartu') return isCard(value);
  if (key === 'nik') return parseNik(value).ok;
  if (key === 'nomorkk') return /^\d{16}$/.test(value);
  if (key === 'jeniskelamin') return value === 'L' || value === 'P';
  if (key !== 'tanggallahir') return true;
  const born = readDate(value);
  return born !== undefined && Temporal.PlainDate.compare(born, today) <= 0;
}

function isCard(value: string): boolean {
  return /^\d{13}$/.test(value);
}
