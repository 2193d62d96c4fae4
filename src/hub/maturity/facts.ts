import type { Manifest, Measure } from '#kernel/manifest';
import type { LogPlace, Measures } from '#commons/evidence';
import type { Survey } from '#commons/survey';
import type { EventFacts } from './rules/proofs.ts';

export interface FactSources {
  readonly measures: Measures;
  readonly survey: Pick<Survey, 'byService'>;
  /** Complaints of a year about a service and how many were solved. */
  readonly complaintsOf: (service: string, from: Temporal.PlainDate, to: Temporal.PlainDate) => Promise<{ all: number; solved: number }>;
}

/** What the events of the last twelve months say about a service, counted to one place of the sealed log. */
export async function factsOf(sources: FactSources, manifest: Manifest, at: LogPlace): Promise<Omit<EventFacts, 'adopters'>> {
  const { measures } = sources;
  const to = measures.today();
  const span = { from: to.subtract({ months: 12 }).add({ days: 1 }), to, step: 'total' as const };
  const completes = manifest.completes ?? manifest.events.map((event) => event.type);
  const byChannel = await measures.compute(servedBy(completes), span, at);
  const health = await measures.health(manifest, at);
  const people = manifest.measures.find((measure) => measure.kind === 'count' && measure.unit === 'orang');
  const slowest = manifest.measures.find((measure) => measure.kind === 'quantile' && measure.p >= 0.9 && (measure.unit === 'menit' || measure.unit === 'hari'));
  const p90 = slowest ? (await measures.compute(slowest, span, at)).value : null;
  const surveyed = (await sources.survey.byService({ service: manifest.id, from: span.from, to })).get(manifest.id)?.n ?? 0;
  return {
    channels: byChannel.breakdown.filter((part) => !part.hidden).map((part) => part.key).filter((key) => key !== '' && key !== 'job' && key !== 'command'),
    people: people ? ((await measures.compute(people, span, at)).value ?? undefined) : undefined,
    risingQuarters: risingQuarters(health.monthly),
    p90Days: p90 === null ? undefined : slowest?.unit === 'hari' ? p90 : Math.max(1, Math.ceil(p90 / 1440)),
    complaints: await sources.complaintsOf(manifest.id, span.from, to),
    surveyed,
    running: health.state !== 'never' && health.state !== 'silent',
  };
}

/** How many quarters, counted back from the newest, each had more than the one before (0–3). */
function risingQuarters(monthly: readonly number[]): number {
  const quarters: number[] = [];
  for (let end = monthly.length; end >= 3; end -= 3) quarters.unshift(monthly.slice(end - 3, end).reduce((sum, one) => sum + one, 0));
  let rising = 0;
  for (let at = quarters.length - 1; at > 0 && (quarters[at] ?? 0) > (quarters[at - 1] ?? 0); at -= 1) rising += 1;
  return Math.min(3, rising);
}

function servedBy(completes: readonly string[]): Measure {
  const measure: Measure = { id: 'served-by-channel', name: { id: 'Dilayani menurut saluran' }, definition: { id: 'Selesai dilayani, menurut saluran' }, unit: 'kali', staleAfterHours: 24, kind: 'count', of: { events: completes }, by: 'channel' };
  return measure;
}
