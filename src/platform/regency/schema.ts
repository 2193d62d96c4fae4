import { z } from 'zod';

const text = z.string().trim().min(1, 'wajib diisi');
const isoDate = z.string().refine((value) => { try { return Temporal.PlainDate.from(value).toString() === value; } catch { return false; } }, 'harus tanggal yyyy-mm-dd yang ada');
const words = z.object({ id: text, en: text.optional() }).strict().transform((value): { id: string; en?: string } => (value.en === undefined ? { id: value.id } : { id: value.id, en: value.en }));
const status = z.enum(['verified', 'unverified']);
const serviceId = z.string().regex(/^[a-z][a-z0-9-]*$/, 'huruf kecil, angka, dan tanda hubung');
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'jam harus HH:MM');
const window = z.tuple([clock, clock]).refine(([open, close]) => open < close, 'jam buka harus sebelum jam tutup');
const windows = z.array(window).superRefine((list, context) => {
  list.forEach(([open], index) => {
    const before = list[index - 1];
    if (before && open < before[1]) context.addIssue({ code: 'custom', path: [index], message: 'selang jam harus berurutan dan tidak bertumpuk' });
  });
});
const weekly = z.array(z.object({ days: z.array(z.number().int().min(1).max(7)).min(1), windows }).strict()).superRefine((rules, context) => {
  const seen = new Set<number>();
  for (const [index, rule] of rules.entries()) for (const day of rule.days) {
    if (seen.has(day)) context.addIssue({ code: 'custom', path: [index, 'days'], message: `hari ${day} disebut dua kali` });
    seen.add(day);
  }
});
const span = z.object({ from: isoDate, to: isoDate, status, source: text }).strict().refine((value) => value.from <= value.to, 'from harus sebelum to');
const zone = z.string().refine((value) => { try { Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(value); return true; } catch { return false; } }, 'zona waktu tidak dikenal, misalnya Asia/Jakarta');

const remark = { $about: z.string().optional() };

/** `regency.json`. */
export const identitySchema = z.object({
  ...remark,
  id: z.string().regex(/^_?[a-z][a-z0-9-]*$/, 'huruf kecil, angka, dan tanda hubung'),
  code: z.string().regex(/^\d\d\.\d\d$/, 'kode Kemendagri dua tingkat, misalnya 16.06'),
  name: text, shortName: text,
  province: z.object({ code: z.string().regex(/^\d\d$/), name: text }).strict(),
  zone, languages: z.array(z.enum(['id', 'en'])).min(1),
  seat: z.object({ name: text, latitude: z.number().min(-11).max(6.5), longitude: z.number().min(94).max(142) }).strict(),
  contacts: z.object({
    emergency: z.array(z.object({ id: serviceId, name: text, phone: text.optional(), note: words.optional(), status }).strict()).min(1),
    complaints: words, privacy: words, site: z.url().optional(),
  }).strict(),
  nikRegions: z.array(z.string().regex(/^\d{6}$/)).describe('Awalan NIK yang lazim di sini; yang lain hanya diperingatkan.'),
}).strict();

/** `agencies.json`. */
export const agenciesSchema = z.object({
  ...remark,
  agencies: z.array(z.object({ id: serviceId, name: text, acronym: text, head: text, kind: z.enum(['office', 'hospital', 'secretariat', 'district']), formerly: z.array(text).optional(), validFrom: isoDate.optional(), validTo: isoDate.optional().describe('Hari pertama perangkat daerah ini tidak ada lagi.'), successors: z.array(serviceId).optional(),
    letterhead: z.object({ address: text, contact: text.optional(), status }).strict().optional().describe('Alamat pada kop surat; tanpa ini dipakai ibu kota kabupaten.') }).strict()).min(1),
}).strict();

const innovationGroups = ['kesehatan', 'keluarga', 'usaha', 'tanah', 'desa', 'kendaraan', 'budaya', 'pemerintahan'] as const;

/** `innovations.json`. */
export const innovationsSchema = z.object({
  ...remark,
  announced: z.object({ date: isoDate, source: text }).strict(),
  innovations: z.array(z.object({ id: serviceId, name: text, expansion: words, nameStatus: status, summary: words, agency: serviceId, group: z.enum(innovationGroups),
    affair: serviceId.describe('Urusan pemerintahan utama, kode dari daftar urusan hub.'),
    facts: z.array(z.object({ text: words, status, source: text }).strict()).optional().describe('Yang diketahui dari sumber terbuka di luar pengumumannya.'),
    seeks: z.array(text).optional().describe('Kata sehari-hari orang yang mencarinya.') }).strict()),
}).strict();

/** `services.json`. */
export const servicesSchema = z.object({ ...remark, on: z.array(serviceId) }).strict();

/** `calendars.json`. */
export const calendarsSchema = z.object({
  ...remark,
  validFrom: isoDate, endsOn: isoDate,
  ramadan: z.array(span),
  calendars: z.array(z.object({
    id: serviceId, name: words, status, source: text, weekly, ramadan: weekly.optional(),
    closedOn: z.array(z.enum(['national', 'joint-leave', 'regional'])),
    exceptions: z.array(z.object({ date: isoDate, windows, reason: text, status }).strict()),
  }).strict()).min(1).refine((list) => list.some((calendar) => calendar.id === 'office'), 'harus ada kalender bernama office'),
}).strict().refine((value) => value.validFrom < value.endsOn, 'endsOn harus sesudah validFrom');

/** `consent.json`. */
export const consentSchema = z.object({
  ...remark,
  versions: z.array(z.object({ version: text, from: isoDate, text: words, poliName: words }).strict()).min(1),
}).strict();

/** `travel.json`. */
export const travelSchema = z.object({
  ...remark,
  status, source: text,
  halves: z.object({ pagi: window, siang: window }).strict(),
  shift: window, reloadMinutes: z.number().int().min(0).max(120),
  profiles: z.array(z.object({ id: serviceId, name: words, kmPerHour: z.number().positive().max(120), detour: z.number().min(1).max(5).describe('Jalan nyata dibanding garis lurus.'), river: z.boolean() }).strict()).min(1),
  crossingMinutes: z.number().int().min(0).max(240), boatHours: window,
  zones: z.array(z.object({ id: serviceId, name: text, districts: z.array(text).min(1) }).strict()).min(1),
  points: z.array(z.object({ code: text, latitude: z.number().min(-11).max(6.5), longitude: z.number().min(94).max(142), river: z.boolean() }).strict()),
}).strict();

const numberFormats = z.array(z.object({ from: isoDate, format: text, status, source: text }).strict()).min(1);

/** `numbering.json`. */
export const numberingSchema = z.object({
  ...remark,
  otherwise: numberFormats.describe('Bentuk nomor untuk deret yang tidak disebut.'),
  series: z.array(z.object({ id: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'layanan/deret'), name: text, formats: numberFormats }).strict()),
}).strict();

const listed = z.string().transform((value) => value.split('|').map((part) => part.trim()).filter((part) => part !== ''));
const optionalDate = z.union([z.literal('').transform(() => undefined), isoDate]);

/** A row of `districts.csv`. */
export const districtRow = z.object({ code: z.string().regex(/^\d\d\.\d\d\.\d\d$/, 'kode kecamatan, misalnya 16.06.01'), name: text, aliases: listed, valid_from: optionalDate, valid_to: optionalDate, successors: listed });

/** A row of `villages.csv`. */
export const villageRow = districtRow.extend({ code: z.string().regex(/^\d\d\.\d\d\.\d\d\.\d{4}$/, 'kode desa atau kelurahan, misalnya 16.06.01.1009'), kind: z.enum(['desa', 'kelurahan']) });

/** A row of `holidays.csv`. */
export const holidayRow = z.object({ date: isoDate, name: text, kind: z.enum(['national', 'joint-leave', 'regional']), status, source: text });

type Identity = Omit<z.infer<typeof identitySchema>, '$about'>;
export type Agency = z.infer<typeof agenciesSchema>['agencies'][number];
export type Innovation = z.infer<typeof innovationsSchema>['innovations'][number] & { readonly announced: { readonly date: string; readonly source: string } };
export type District = z.infer<typeof districtRow>;
export type Village = z.infer<typeof villageRow>;
export type HolidayRow = z.infer<typeof holidayRow>;
export type Calendars = Omit<z.infer<typeof calendarsSchema>, '$about'>;
export type CalendarData = Calendars['calendars'][number];
export type WeeklyHours = CalendarData['weekly'];
export type Travel = Omit<z.infer<typeof travelSchema>, '$about'>;
export type Numbering = Omit<z.infer<typeof numberingSchema>, '$about'>;
export type ConsentVersion = z.infer<typeof consentSchema>['versions'][number];

/** Everything that makes this deployment a regency. */
export interface Regency extends Identity {
  /** Where its files lie. A service that keeps data of its own for each regency reads a folder of its id in here, by its own schema. */
  readonly folder: string;
  readonly agencies: readonly Agency[];
  readonly innovations: readonly Innovation[];
  /** Ids of the services switched on here. */
  readonly services: readonly string[];
  readonly districts: readonly District[];
  readonly villages: readonly Village[];
  readonly holidays: readonly HolidayRow[];
  readonly calendars: Calendars;
  readonly consent: readonly ConsentVersion[];
  /** How officers reach residents. */
  readonly travel: Travel;
  /** How document numbers look. */
  readonly numbering: Numbering;
}
