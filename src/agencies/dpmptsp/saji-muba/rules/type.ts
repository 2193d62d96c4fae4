import { z } from 'zod';
import type { Words } from '#kernel/manifest';

const text = z.string().trim().min(1, 'wajib diisi');
const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'huruf kecil, angka, dan tanda hubung');
/** `dpmptsp/head`: agency and post, as signing and cases name it. */
const position = z.string().regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, 'perangkat daerah/jabatan, misalnya dpmptsp/head');
const field = z.string().regex(/^[a-z][A-Za-z0-9_]*$/, 'nama isian: huruf kecil di depan, lalu huruf, angka, garis bawah');
const words = z.strictObject({ id: text, en: text.optional() }).transform((value): Words => (value.en === undefined ? { id: value.id } : { id: value.id, en: value.en }));
const budget = z.strictObject({ amount: z.int().positive(), unit: z.enum(['working_day', 'working_minute', 'calendar_day']) });
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'tanggal yyyy-mm-dd');

/** A law or rule a permit stands on, and whether its text was read. */
const basis = z.strictObject({ text, status: z.enum(['verified', 'unverified']), source: text });

const requirement = z.strictObject({
  id, name: words,
  /** Collected on paper and given back: a custody entry follows it. */
  original: z.boolean().default(false),
  /** May be missing when it does not apply. */
  optional: z.boolean().default(false),
  hint: words.optional(),
});
export type Requirement = z.output<typeof requirement>;

/** One number a levy is computed from and where it is taken from. */
const factor = z.strictObject({
  id, name: text, unit: text.optional(),
  from: z.discriminatedUnion('is', [
    z.strictObject({ is: z.literal('answer'), field }),
    z.strictObject({ is: z.literal('reference'), figure: id }),
    z.strictObject({ is: z.literal('officer'), hint: text }),
  ]),
});

const tariff = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('free'), why: words }),
  z.strictObject({
    is: z.literal('formula'), name: words, payWithinDays: z.int().positive(), numberFormat: text,
    formula: z.strictObject({ terms: z.array(z.array(id).min(1)).min(1), rounding: z.enum(['down', 'half-up', 'up']), unit: z.union([z.literal(1), z.literal(100), z.literal(1000)]) }),
    factors: z.array(factor).min(1),
  }),
]);

/** The words of the signed document; `{jawaban.x}`, `{pemohon.nama}` and `{izin.x}` are filled in. */
const letter = z.strictObject({
  heading: text, subheading: text.optional(), opening: text,
  fields: z.array(z.tuple([text, text])).min(1),
  conditions: z.array(text).default([]), closing: text.optional(), copies: z.array(text).default([]),
});

/** A permit or letter type as data. Adding one needs a file like this and no code; `docs/guides/add-a-permit-type.md` walks through it. */
export const permitType = z.strictObject({
  $about: z.string().optional(),
  id, version: z.int().positive(), status: z.enum(['live', 'draft']),
  name: words, family: z.enum(['oss', 'building', 'local', 'letter']), procedure: z.enum(['permit', 'assistance']),
  summary: words, product: words, seeks: z.array(text).default([]),
  validity: z.union([z.strictObject({ months: z.int().positive() }), z.literal('unlimited'), z.strictObject({ field })]),
  /** May its holder renew it? Asked for from the first reminder on; see `rules/follow.ts`. */
  renewable: z.boolean().default(false),
  eligibility: z.array(z.strictObject({ id, ask: words, expects: z.enum(['ya', 'tidak']), otherwise: words })).default([]),
  requirements: z.array(requirement).default([]),
  /** Answer whose text, with the applicant, says what the case is about: one open case for each. */
  objectField: field.optional(),
  form: z.strictObject({ version: z.int().positive(), properties: z.record(field, z.looseObject({})), required: z.array(field).default([]), steps: z.array(z.looseObject({})).default([]) }),
  budgets: z.strictObject({ service: budget, completeness: budget, recommendation: budget.optional() }).partial(),
  recommenders: z.array(z.strictObject({ agency: id, visit: z.boolean().default(false), criteria: z.array(z.strictObject({ id, text })).min(1) })).default([]),
  paraf: z.array(position).default([]),
  signer: position.optional(),
  letter: letter.optional(),
  numberFormat: z.string().includes('{n}', 'harus memuat {n}').optional(),
  tariff: tariff.optional(),
  legalBasis: z.array(basis).default([]),
});
export type PermitType = z.output<typeof permitType>;

/** What is the same for every type of one office: positions, the rest of the service standard, dated figures. */
export const officeData = z.strictObject({
  $about: z.string().optional(),
  agency: id,
  callBack: budget,
  positions: z.array(z.strictObject({ id: position, agency: id, name: words, fallsTo: position.optional(), fallsAfter: z.int().positive().optional() })).min(1),
  standard: z.strictObject({ version: z.int().positive(), validFrom: isoDate, procedure: z.array(words).min(1), complaints: words, facilities: words, competence: words, supervision: words, staffing: words, guarantee: words, safety: words, evaluation: words }),
  rejection: z.strictObject({ heading: text, opening: text, appeal: text }),
  /** Figures by name and date; every one says where it comes from. */
  figures: z.array(z.strictObject({ id, name: text, value: text, unit: text.optional(), from: isoDate, to: isoDate.optional(), status: z.enum(['verified', 'unverified']), source: text })),
  lateInterest: z.array(z.strictObject({ from: isoDate, to: isoDate.optional(), permilleAMonth: z.int().min(0), maxMonths: z.int().positive(), begunCounts: z.boolean(), status: z.enum(['verified', 'unverified']), source: text })),
  /** Silence counts as consent after this; never by itself. */
  silence: z.array(z.strictObject({ from: isoDate, to: isoDate.optional(), headDecides: budget, status: z.enum(['verified', 'unverified']), source: text })),
});
export type Office = z.output<typeof officeData>;
