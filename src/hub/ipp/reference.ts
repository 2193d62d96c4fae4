import { z } from 'zod';
import data from '../reference/ipp.json' with { type: 'json' };

const words = z.object({ id: z.string(), en: z.string() });
const decimal = z.string().regex(/^\d+(\.\d+)?$/);
const schema = z.object({
  source: z.string(), status: z.enum(['verified', 'unverified']), checkedOn: z.iso.date(), edition: z.string(), f02Weight: decimal, f03Weight: decimal, leastRespondents: z.number().int(), leastRespondentsStatus: z.enum(['verified', 'unverified']),
  predicates: z.array(z.object({ from: decimal, grade: z.string(), name: words })),
  aspects: z.array(z.object({ id: z.string(), name: words, weight: decimal, indicators: z.array(z.object({ id: z.string(), text: z.string() })).min(1) })),
});

export type IppReference = z.infer<typeof schema>;
/** Forms, weights and grades of the public service index, with their source. */
export const ippReference = schema.parse(data);
