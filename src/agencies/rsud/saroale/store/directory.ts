import type { Work } from '#platform/database';
import type { Reader } from './reader.ts';
import type { SaroaleTables } from './tables.ts';

/** A clinic as pages and rules know it. Minutes throughout. */
export interface Poli {
  readonly code: string;
  readonly name: string;
  readonly bpjsCode: string | null;
  readonly subspecialtyCode: string | null;
  readonly fingerprintRequired: boolean;
  readonly labelPrefix: string;
  readonly promiseMinutes: number;
  readonly checkinBefore: number;
  readonly checkinAfter: number;
  readonly cutoffBefore: number;
  /** Its name alone reveals an illness. */
  readonly sensitive: boolean;
  readonly sex: 'L' | 'P' | null;
  readonly ageFrom: number | null;
  readonly ageBelow: number | null;
  readonly aliases: readonly string[];
  readonly floor: string;
  readonly active: boolean;
}

export interface Doctor {
  readonly id: string;
  readonly name: string;
  readonly titlesBefore: string;
  readonly titlesAfter: string;
  /** `dr. Contoh Andini, Sp.A`. */
  readonly shownName: string;
  readonly hfisCode: number | null;
  readonly sipExpiresOn: Temporal.PlainDate | null;
  readonly active: boolean;
}

/** Every clinic by name; closed ones only when asked. */
export async function listPolis(reader: Reader, options: { withClosed?: boolean } = {}): Promise<Poli[]> {
  const query = reader.selectFrom('saroale.poli').selectAll().orderBy('name');
  return (await (options.withClosed ? query : query.where('active', '=', true)).execute()).map(asPoli);
}

export async function findPoli(reader: Reader, code: string): Promise<Poli | undefined> {
  const row = await reader.selectFrom('saroale.poli').selectAll().where('code', '=', code).executeTakeFirst();
  return row && asPoli(row);
}

/** Doctors by name; with `poli` only those on its schedule. */
export async function listDoctors(reader: Reader, options: { poli?: string | undefined } = {}): Promise<Doctor[]> {
  let query = reader.selectFrom('saroale.doctor').selectAll().where('active', '=', true).orderBy('name');
  if (options.poli !== undefined) {
    const poli = options.poli;
    query = query.where('id', 'in', (inner) => inner.selectFrom('saroale.schedule').select('doctor').where('poli', '=', poli));
  }
  return (await query.execute()).map(asDoctor);
}

/** Adds or replaces a clinic. */
export async function savePoli(work: Work, poli: Omit<Poli, 'active'>): Promise<void> {
  const values = {
    code: poli.code, name: poli.name, bpjs_code: poli.bpjsCode, subspecialty_code: poli.subspecialtyCode, fingerprint_required: poli.fingerprintRequired, label_prefix: poli.labelPrefix,
    promise_minutes: poli.promiseMinutes, checkin_opens_before: poli.checkinBefore, checkin_closes_after: poli.checkinAfter, cutoff_before: poli.cutoffBefore, sensitive: poli.sensitive,
    sex: poli.sex, age_from: poli.ageFrom, age_below: poli.ageBelow, aliases: [...poli.aliases], floor: poli.floor,
  };
  await work.tables<SaroaleTables>().insertInto('saroale.poli').values(values).onConflict((conflict) => conflict.column('code').doUpdateSet(values)).execute();
}

/** Adds or replaces a doctor. */
export async function saveDoctor(work: Work, doctor: Omit<Doctor, 'active' | 'shownName'>): Promise<void> {
  const values = { id: doctor.id, name: doctor.name, titles_before: doctor.titlesBefore, titles_after: doctor.titlesAfter, hfis_code: doctor.hfisCode, sip_expires_on: doctor.sipExpiresOn?.toString() ?? null };
  await work.tables<SaroaleTables>().insertInto('saroale.doctor').values(values).onConflict((conflict) => conflict.column('id').doUpdateSet(values)).execute();
}

/** Titles stay apart in the store and are put together only to be read. */
export function shownName(doctor: { name: string; titles_before: string; titles_after: string }): string {
  const named = [doctor.titles_before, doctor.name].filter(Boolean).join(' ');
  return doctor.titles_after ? `${named}, ${doctor.titles_after}` : named;
}

function asPoli(row: { code: string; name: string; bpjs_code: string | null; subspecialty_code: string | null; fingerprint_required: boolean; label_prefix: string; promise_minutes: number; checkin_opens_before: number; checkin_closes_after: number; cutoff_before: number; sensitive: boolean; sex: 'L' | 'P' | null; age_from: number | null; age_below: number | null; aliases: string[]; floor: string; active: boolean }): Poli {
  return {
    code: row.code, name: row.name, bpjsCode: row.bpjs_code, subspecialtyCode: row.subspecialty_code, fingerprintRequired: row.fingerprint_required, labelPrefix: row.label_prefix,
    promiseMinutes: row.promise_minutes, checkinBefore: row.checkin_opens_before, checkinAfter: row.checkin_closes_after, cutoffBefore: row.cutoff_before, sensitive: row.sensitive,
    sex: row.sex, ageFrom: row.age_from, ageBelow: row.age_below, aliases: row.aliases, floor: row.floor, active: row.active,
  };
}

function asDoctor(row: { id: string; name: string; titles_before: string; titles_after: string; hfis_code: number | null; sip_expires_on: string | null; active: boolean }): Doctor {
  return {
    id: row.id, name: row.name, titlesBefore: row.titles_before, titlesAfter: row.titles_after, shownName: shownName(row), hfisCode: row.hfis_code,
    sipExpiresOn: row.sip_expires_on === null ? null : Temporal.PlainDate.from(row.sip_expires_on), active: row.active,
  };
}
