import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { readCsv } from './csv.ts';
import { agenciesSchema, calendarsSchema, consentSchema, districtRow, holidayRow, identitySchema, innovationsSchema, numberingSchema, servicesSchema, travelSchema, villageRow, type Regency } from './schema.ts';

const ours = fileURLToPath(new URL('../../../regencies/', import.meta.url));

/** The data of a regency is not sound: every fault with its file, its place in the file and what is expected there. */
export class RegencyFault extends Error {
  readonly faults: readonly string[];
  constructor(folder: string, faults: readonly string[]) {
    super(`Data kabupaten di ${folder} belum sah. Perbaiki baris berikut, lalu jalankan lagi (petunjuk: docs/guides/new-regency.md):\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'RegencyFault';
    this.faults = faults;
  }
}

/** Reads and checks `regencies/<id>`, or the folder of that absolute path. Throws one RegencyFault that lists all faults at once. */
export function loadRegency(id: string): Regency {
  const folder = isAbsolute(id) ? id : join(ours, id);
  if (!existsSync(join(folder, 'regency.json'))) throw new RegencyFault(folder, ['regency.json: berkas tidak ada. Salin regencies/_template, atau betulkan setelan REGENCY.']);
  const faults: string[] = [];
  const read = { json: <T extends z.ZodType>(file: string, schema: T) => readJson(folder, file, schema, faults), rows: <T extends z.ZodType>(file: string, schema: T) => readRows(folder, file, schema, faults) };

  const identity = read.json('regency.json', identitySchema);
  const agencies = read.json('agencies.json', agenciesSchema);
  const innovations = read.json('innovations.json', innovationsSchema);
  const services = read.json('services.json', servicesSchema);
  const calendars = read.json('calendars.json', calendarsSchema);
  const consent = read.json('consent.json', consentSchema);
  const numbering = read.json('numbering.json', numberingSchema);
  const travel = read.json('travel.json', travelSchema);
  const districts = read.rows('districts.csv', districtRow);
  const villages = read.rows('villages.csv', villageRow);
  const holidays = read.rows('holidays.csv', holidayRow);
  if (!identity || !agencies || !innovations || !services || !calendars || !consent || !travel || !numbering || faults.length > 0) throw new RegencyFault(folder, faults);

  const { $about: _remark, ...who } = identity;
  const { $about: _calendarRemark, ...hours } = calendars;
  const { $about: _travelRemark, ...ways } = travel;
  const regency: Regency = {
    ...who, folder, agencies: agencies.agencies, innovations: innovations.innovations.map((innovation) => ({ ...innovation, announced: innovations.announced })),
    services: services.on, districts, villages, holidays, calendars: hours, consent: consent.versions, travel: ways,
    numbering: { otherwise: numbering.otherwise, series: numbering.series },
  };
  faults.push(...crossFaults(regency));
  if (faults.length > 0) throw new RegencyFault(folder, faults);
  return regency;
}

function readJson<T extends z.ZodType>(folder: string, file: string, schema: T, faults: string[]): z.output<T> | undefined {
  const path = join(folder, file);
  if (!existsSync(path)) { faults.push(`${file}: berkas tidak ada. Salin dari regencies/_template.`); return undefined; }
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    faults.push(`${file}: bukan JSON yang sah (${error instanceof Error ? error.message : String(error)}).`);
    return undefined;
  }
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  faults.push(...result.error.issues.map((issue) => `${file} › ${issue.path.join('.') || '(isi)'}: ${issue.message}`));
  return undefined;
}

function readRows<T extends z.ZodType>(folder: string, file: string, schema: T, faults: string[]): z.output<T>[] {
  const path = join(folder, file);
  if (!existsSync(path)) { faults.push(`${file}: berkas tidak ada. Salin dari regencies/_template.`); return []; }
  return readCsv(readFileSync(path, 'utf8')).flatMap((row) => {
    const result = schema.safeParse(row.fields);
    if (result.success) return [result.data];
    faults.push(...result.error.issues.map((issue) => `${file} baris ${row.line} › ${issue.path.join('.')}: ${issue.message}`));
    return [];
  });
}

/** What no single file can know: that codes nest and names point at something. */
function crossFaults(regency: Regency): string[] {
  const agencies = new Set(regency.agencies.map((agency) => agency.id));
  const districts = new Set(regency.districts.map((district) => district.code));
  const places = new Set([...districts, ...regency.villages.map((village) => village.code)]);
  return [
    ...regency.travel.zones.flatMap((zone) => zone.districts.filter((code) => !districts.has(code)).map((code) => `travel.json › zona ${zone.id}: kecamatan ${code} tidak ada di districts.csv.`)),
    ...twice('travel.json', regency.travel.zones.flatMap((zone) => zone.districts)),
    ...regency.travel.points.filter((point) => !places.has(point.code)).map((point) => `travel.json › titik ${point.code}: bukan kecamatan atau desa di sini.`),
    ...[...districts].filter((code) => !regency.travel.points.some((point) => point.code === code)).map((code) => `travel.json: kecamatan ${code} belum punya titik.`),
    ...[...districts].filter((code) => !regency.travel.zones.some((zone) => zone.districts.includes(code))).map((code) => `travel.json: kecamatan ${code} belum masuk zona.`),
    ...twice('agencies.json', regency.agencies.map((agency) => agency.id)),
    ...twice('innovations.json', regency.innovations.map((innovation) => innovation.id)),
    ...twice('districts.csv', regency.districts.map((row) => `${row.code} (berlaku ${row.valid_from ?? 'sejak awal'})`)),
    ...twice('villages.csv', regency.villages.map((row) => `${row.code} (berlaku ${row.valid_from ?? 'sejak awal'})`)),
    ...twice('holidays.csv', regency.holidays.map((row) => `${row.date} ${row.name}`)),
    ...twice('calendars.json', regency.calendars.calendars.map((calendar) => calendar.id)),
    ...regency.innovations.filter((row) => !agencies.has(row.agency)).map((row) => `innovations.json › ${row.id}: perangkat daerah “${row.agency}” tidak ada di agencies.json.`),
    ...twice('services.json', regency.services),
    ...regency.districts.filter((row) => !row.code.startsWith(`${regency.code}.`)).map((row) => `districts.csv › ${row.code}: bukan bagian dari ${regency.code}.`),
    ...regency.villages.filter((row) => !districts.has(row.code.slice(0, 8))).map((row) => `villages.csv › ${row.code}: kecamatan ${row.code.slice(0, 8)} tidak ada di districts.csv.`),
    ...[...regency.districts, ...regency.villages].filter((row) => row.valid_from !== undefined && row.valid_to !== undefined && row.valid_from >= row.valid_to).map((row) => `${row.code}: valid_from harus sebelum valid_to.`),
    ...regency.villages.filter((row) => (row.code.split('.')[3]?.startsWith('1') ?? false) !== (row.kind === 'kelurahan')).map((row) => `villages.csv › ${row.code}: kode berawalan 1 adalah kelurahan, 2 desa; tertulis ${row.kind}.`),
  ];
}

function twice(file: string, keys: readonly string[]): string[] {
  return [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))].map((key) => `${file} › ${key}: tertulis dua kali.`);
}
