import { z } from 'zod';
import data from './reference/skm.json' with { type: 'json' };

/** The nine elements of PermenPANRB 14/2017, by key: their numbers U8 and U9 change places between forms. */
export const elementKeys = ['requirements', 'procedure', 'time', 'fee', 'product', 'competence', 'conduct', 'complaints', 'facilities'] as const;
export type ElementKey = (typeof elementKeys)[number];

const decimal = z.string().regex(/^\d+(\.\d+)?$/);
const sourced = { source: z.string().min(1), status: z.enum(['verified', 'unverified']) };
const schema = z.object({
  ...sourced, checkedOn: z.iso.date(),
  elements: z.array(z.enum(elementKeys)).length(elementKeys.length),
  bands: z.array(z.object({ from: decimal, grade: z.enum(['A', 'B', 'C', 'D']), words: z.object({ id: z.string(), en: z.string() }) })).min(2),
  oldWeight: z.object({ value: decimal, ...sourced }),
  sample: z.object({ chiSquare: decimal, error: decimal, ...sourced }),
  bursts: z.object({ deviceMinutes: z.number().int().positive(), devicePerWindow: z.number().int().positive(), crowdMinutes: z.number().int().positive(), crowdAtLeast: z.number().int().positive(), crowdTimesUsual: z.number().positive(), ...sourced }),
  tokenDays: z.number().int().positive(),
  leastGroup: z.number().int().positive(),
});

/** Bands, weights and thresholds of the survey, with their source: data, never code. */
export type SkmReference = z.infer<typeof schema>;
export const skmReference: SkmReference = schema.parse(data);
