import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const words = z.object({ id: z.string().min(1), en: z.string().min(1) });
const criterion = z.object({ id: z.string().regex(/^[a-z-]+$/), name: words, weight: z.string().regex(/^\d+(\.\d+)?$/), from: z.number(), to: z.number(), descriptors: z.array(z.object({ value: z.number(), text: z.string() })) }).refine((one) => one.from < one.to, 'from harus di bawah to');

/** How proposals are scored: data of a contest, edited by whoever runs it. */
export const rubricSchema = z.object({
  criteria: z.array(criterion).min(1).max(20), aggregate: z.enum(['mean', 'trimmed']), minJurors: z.number().int().min(1).max(15),
  /** Criteria that decide between equal totals, in order; after them the earlier submission wins. */
  tieBreak: z.array(z.string()),
}).refine((rubric) => rubric.tieBreak.every((id) => rubric.criteria.some((one) => one.id === id)), 'tieBreak menyebut kriteria yang tidak ada');
const section = z.object({ id: z.string(), name: words, maxWords: z.number().int().positive(), mustContain: z.string() });
const fileSchema = z.object({
  source: z.string(), status: z.enum(['verified', 'unverified']), checkedOn: z.iso.date(), edition: z.string(), leastAgeMonths: z.number().int(),
  groups: z.object({ umum: z.array(section), replikasi: z.array(section), khusus: z.array(section) }),
  rubrics: z.array(rubricSchema.and(z.object({ id: z.string(), name: z.string(), source: z.string(), status: z.enum(['verified', 'unverified']) }))),
});

export type Rubric = z.infer<typeof rubricSchema>;
export type Section = z.infer<typeof section>;
export type ContestGroup = 'umum' | 'replikasi' | 'khusus';

/** The proposal layout and sample rubrics of an edition, with their source. */
export const kippEdition = fileSchema.parse(JSON.parse(readFileSync(fileURLToPath(new URL('../reference/kipp/2023.json', import.meta.url)), 'utf8')));
