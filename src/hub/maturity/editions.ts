import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const words = z.object({ id: z.string().min(1), en: z.string().min(1) });
const band = z.object({
  /** Where the band begins; nothing: from below everything. */
  from: decimal.nullable(), parameter: z.number().int().min(0).max(3),
  /** Who owns the edge itself: `upper` this band, `lower` the one below. */
  edge: z.enum(['upper', 'lower']).default('upper'),
  /** What the publication says at this edge: both bands claim it, none does, or it is clear. */
  published: z.enum(['overlap', 'gap', 'clear']).default('clear'),
});
const row = z.object({
  key: z.string().regex(/^\d{1,2}[ab]?$/), part: z.enum(['spd', 'sid']), weight: decimal, mandatory: z.boolean(), name: words,
  levels: z.array(z.object({ parameter: z.number().int().min(1).max(3), text: z.string() })).length(3),
  /** Hours of work to reach level 1, 2, 3 from nothing: an estimate, for ranking next steps. */
  hours: z.array(z.number().positive()).length(3).optional(),
  bands: z.array(band).optional(), bases: z.array(z.string()).optional(),
});
const formula = z.object({ least: z.number().int().positive(), basicAffairs: z.number().int().min(0).max(6), perInnovation: decimal, mostInnovations: z.number().int().positive(), divisor: decimal });
const predicate = z.object({ from: decimal, name: words });
const file = z.object({
  id: z.string().regex(/^\d{4}$/), basedOn: z.string().optional(), source: z.string().min(1), status: z.enum(['verified', 'unverified']), checkedOn: z.iso.date(),
  formula: formula.optional(), predicates: z.array(predicate).optional(), window: z.object({ fromYearsBack: z.number().int(), toYearsBack: z.number().int() }).optional(), mostReports: z.number().int().positive().optional(),
  hoursSource: z.string().optional(), rows: z.array(row).optional(),
  /** Row keys that got another number in this edition: old to new. Rows without a partner are listed, never dropped in silence. */
  renamed: z.record(z.string(), z.string()).optional(),
}).strict();

export type Row = z.infer<typeof row>;
export type Band = z.infer<typeof band>;
export type Formula = z.infer<typeof formula>;

/** One year's rules of the regional innovation index, whole. */
export interface Edition {
  readonly id: string;
  readonly source: string;
  readonly status: 'verified' | 'unverified';
  /** Nothing: the scale is known but not how to compute it (2018). */
  readonly formula: Formula | undefined;
  readonly predicates: readonly z.infer<typeof predicate>[];
  readonly rows: readonly Row[];
  readonly renamed: Readonly<Record<string, string>>;
  /** Years back, of the year of measuring, in which an innovation must have been put into use. */
  readonly window: { readonly fromYearsBack: number; readonly toYearsBack: number } | undefined;
  /** How often one innovation may be reported. */
  readonly mostReports: number | undefined;
}

/** Reads every edition of a folder. An edition that is `basedOn` another begins as its clone. */
export function loadEditions(folder = fileURLToPath(new URL('../reference/iga/', import.meta.url))): ReadonlyMap<string, Edition> {
  const files = new Map(readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => { const one = file.parse(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'))); return [one.id, one] as const; }));
  return new Map([...files.values()].sort((a, b) => a.id.localeCompare(b.id)).map((one): [string, Edition] => {
    const base = one.basedOn ? files.get(one.basedOn) : undefined;
    if (one.basedOn && !base) throw new Error(`Edition ${one.id} is based on ${one.basedOn}, which is not there.`);
    return [one.id, { id: one.id, source: one.source, status: one.status, formula: one.formula ?? base?.formula, predicates: one.predicates ?? base?.predicates ?? [], rows: one.rows ?? base?.rows ?? [], renamed: one.renamed ?? {}, window: one.window ?? base?.window, mostReports: one.mostReports ?? base?.mostReports }];
  }));
}
