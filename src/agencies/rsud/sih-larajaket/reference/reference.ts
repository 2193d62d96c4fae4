import { z } from 'zod';
import formularyData from './formulary.json' with { type: 'json' };
import backReferralData from './back-referral.json' with { type: 'json' };
import laboratoryData from './laboratory.json' with { type: 'json' };
import templatesData from './templates.json' with { type: 'json' };
import vitalsData from './vitals.json' with { type: 'json' };

/** Every reference carries where it is from and since when; `unverified` figures are shown as such until a committee signs them. */
const head = { version: z.string(), asOf: z.iso.date(), status: z.enum(['unverified', 'verified']), source: z.string().min(10) };
const pair = z.tuple([z.number(), z.number()]);

const medicineSchema = z.strictObject({
  code: z.string(), name: z.string(), tallMan: z.string().optional(), form: z.string(), strengthMg: z.number().positive(), ingredient: z.string(), class: z.string(), unit: z.string(),
  route: z.enum(['oral', 'external', 'injection', 'inhaled', 'eye']), maxDailyMg: z.number().positive().optional(), maxDailyMgPerKgChild: z.number().positive().optional(), pregnancy: z.enum(['ok', 'caution', 'avoid']),
  renal: z.array(z.strictObject({ below: z.number(), do: z.enum(['stop', 'not-start', 'reduce']), words: z.string() })).default([]), frail: z.string().optional(), storage: z.string().optional(),
  group: z.enum(['narcotic', 'psychotropic']).optional(), fornas: z.boolean(), restriction: z.string().optional(),
});
const classPair = z.strictObject({ classes: z.tuple([z.string(), z.string()]), words: z.string() });
const range = z.strictObject({ fromYears: z.number().optional(), toYears: z.number().optional(), sex: z.enum(['L', 'P']).optional(), low: z.number(), high: z.number() });
const testSchema = z.strictObject({
  code: z.string(), name: z.string(), loinc: z.string(), unit: z.string(), possible: pair, critical: pair.optional(), also: z.array(z.strictObject({ unit: z.string(), times: z.number(), plus: z.number().default(0) })).default([]), ranges: z.array(range),
});
const vitalSchema = z.strictObject({ key: z.string(), name: z.string(), loinc: z.string(), unit: z.string(), shown: z.string(), possible: pair, alarm: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])) });

/** The hospital's formulary with what the safety checks need to know. */
export const formulary = z.strictObject({ ...head, crossClasses: z.array(classPair), interactions: z.array(classPair), medicines: z.array(medicineSchema) }).parse(formularyData);
/** Panels doctors order, tests they hold, reference ranges by age and sex, critical limits. */
export const laboratory = z.strictObject({
  ...head, panels: z.array(z.strictObject({ code: z.string(), name: z.string(), kind: z.enum(['lab', 'rad']), tests: z.array(z.string()) })), tests: z.array(testSchema),
}).parse(laboratoryData);
/** What a body can have, and from where a nurse should look twice, by age in years. */
export const vitalReference = z.strictObject({ ...head, vitals: z.array(vitalSchema) }).parse(vitalsData);

/** Groups of chronic illness that may be handed back to the first clinic, by the first letters of their ICD-10 codes. */
export const backReferral = z.strictObject({ ...head, groups: z.array(z.strictObject({ id: z.string(), name: z.string(), codes: z.array(z.string()) })) }).parse(backReferralData);

export type Medicine = z.output<typeof medicineSchema>;
export type Formulary = typeof formulary;
export type LabTest = z.output<typeof testSchema>;
export type Panel = (typeof laboratory.panels)[number];

const medicines = new Map(formulary.medicines.map((medicine) => [medicine.code, medicine]));
const tests = new Map(laboratory.tests.map((test) => [test.code, test]));
const panels = new Map(laboratory.panels.map((panel) => [panel.code, panel]));

export const medicineOf = (code: string): Medicine | undefined => medicines.get(code);
export const testOf = (code: string): LabTest | undefined => tests.get(code);
export const panelOf = (code: string): Panel | undefined => panels.get(code);

const templateSchema = z.strictObject({ id: z.string(), name: z.string(), polis: z.array(z.string()), subjective: z.string(), objective: z.string(), assessment: z.string(), plan: z.string() });
const templates = z.strictObject({ ...head, templates: z.array(templateSchema) }).parse(templatesData).templates;
export type NoteTemplate = z.output<typeof templateSchema>;

/** Note templates of a clinic, then those for everybody. */
export function templatesFor(poli: string): NoteTemplate[] {
  return templates.filter((template) => template.polis.length === 0 || template.polis.includes(poli));
}
