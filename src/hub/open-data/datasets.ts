import { say, type Manifest, type Measure } from '#kernel/manifest';
import type { Entry } from '../catalogue.ts';

/** One open table: a public figure of a running service, day by day, as CSV and JSON. */
export interface Dataset {
  /** Stable name in every catalogue: `saroale-bookings`. */
  readonly id: string;
  readonly entry: Entry;
  readonly manifest: Manifest;
  readonly measure: Measure;
  readonly title: string;
  readonly titleEn: string;
  readonly description: string;
  readonly keywords: readonly string[];
  /** Path of the page, and of its tables. */
  readonly path: string;
}

/** Every figure of every running service. An innovation that does not run here has no data and is not listed. */
export function datasetsOf(entries: readonly Entry[]): readonly Dataset[] {
  return entries.flatMap((entry) => {
    const { manifest } = entry;
    if (!manifest) return [];
    return manifest.measures.map((measure) => ({
      id: `${manifest.id}-${measure.id}`, entry, manifest, measure,
      title: `${manifest.name}: ${say(measure.name)}`, titleEn: `${manifest.name}: ${say(measure.name, 'en')}`, description: say(measure.definition),
      keywords: [manifest.name, entry.agencyName, ...(manifest.needs ?? []).map((need) => say(need)).slice(0, 5)],
      path: `/inovasi/${entry.id}/angka/${measure.id}`,
    }));
  });
}

/** The publisher and the address all catalogues speak of. */
export interface Publisher { readonly name: string; readonly base: string; readonly licence: string; readonly contact: string; /** Code of the region, `16.06`. */ readonly region: string }
