import type { Database } from '#platform/database';
import type { Tables, Verdict } from '../tables.ts';

export interface SampleRow {
  readonly id: string; readonly service: string; readonly from: string; readonly to: string; readonly population: number; readonly size: number; readonly share: number; readonly seedSize: number; readonly witnessed: number;
  readonly drawnAt: Temporal.Instant; readonly judged: number; readonly missing: number; readonly finished: boolean;
}

export interface SampleItem { readonly place: number; readonly day: string; readonly eventType: string; readonly subject: string; readonly verdict: Verdict | null; readonly note: string | null }

/** Every sample, newest first: who doubts sees how many, how many looked at and how many did not exist. */
export async function readSamples(database: Database): Promise<SampleRow[]> {
  const rows = await database.read<Tables>().selectFrom('transparency.sample as sample').leftJoin('transparency.sample_result as result', 'result.sample', 'sample.id').selectAll('sample').select('result.finished_at')
    .select((e) => [
      e.selectFrom('transparency.sample_item as item').select((n) => n.fn.count<bigint>('item.verdict').as('n')).whereRef('item.sample', '=', 'sample.id').as('judged'),
      e.selectFrom('transparency.sample_item as item').select((n) => n.fn.countAll<bigint>().as('n')).whereRef('item.sample', '=', 'sample.id').where('item.verdict', '=', 'tidak-ada').as('missing'),
    ]).orderBy('sample.drawn_at', 'desc').limit(100).execute();
  return rows.map((row) => ({
    id: row.id, service: row.service, from: row.from_day, to: row.to_day, population: row.population, size: row.size, share: Number(row.share), seedSize: Number(row.seed_size), witnessed: row.witnessed,
    drawnAt: row.drawn_at as Temporal.Instant, judged: Number(row.judged ?? 0), missing: Number(row.missing ?? 0), finished: row.finished_at !== null,
  }));
}

/** The drawn events of a sample, for the auditor: which fact, about which case. */
export async function readItems(database: Database, sample: string): Promise<SampleItem[]> {
  const rows = await database.read<Tables>().selectFrom('transparency.sample_item as item').innerJoin('transparency.sample as sample', 'sample.id', 'item.sample')
    .innerJoin('transparency.commitment as commitment', (join) => join.onRef('commitment.day', '=', 'item.day').onRef('commitment.ordinal', '=', 'item.ordinal').onRef('commitment.service', '=', 'sample.service'))
    .select(['item.place', 'item.day', 'item.verdict', 'item.note', 'commitment.event_type', 'commitment.event_subject']).where('item.sample', '=', sample).orderBy('item.place').execute();
  return rows.map((row) => ({ place: row.place, day: row.day, eventType: row.event_type, subject: row.event_subject, verdict: row.verdict, note: row.note }));
}
