import type { FastifyRequest } from 'fastify';
import type { Manifest, Measure } from '#kernel/manifest';
import { Problem } from '#kernel/problem';
import { answer } from '#platform/http';
import { eventsPerPage, figureCsv, figureJson, leastCases, publishedOf, type LogPlace } from '#commons/evidence';
import type { Entry } from './catalogue.ts';
import { queryText, type HubDoors } from './doors.ts';
import { answerPublic } from './cacheable.ts';
import { refusals } from './operate.ts';
import { findInnovation, transitionsOf } from './register/store/innovations.ts';
import { EventsPage, FigurePage } from './pages/figure.tsx';
import { InnovationPage } from './pages/innovation.tsx';
import { PledgePage } from './pages/pledge.tsx';
import { ProofPage } from './pages/proof.tsx';
import { monthUntilToday, proofOf, showMeasure, yearUntilToday } from './proof.ts';

interface Path { Params: { id: string; measure: string } }

/** Innovation pages, figures with their origin, downloads, and the overview of public proof. */
export function mountFigures({ http: { app }, database, measures, publicUrl, regency }: HubDoors, entries: readonly Entry[]): void {
  app.get('/bukti', async (_request, reply) => {
    const rows = await Promise.all(entries.map(async (entry) => ({ entry, proof: await proofOf(measures, entry, measures.today()) })));
    return answerPublic(reply, <ProofPage rows={rows} head={await measures.head()} />);
  });

  app.get<{ Params: { id: string } }>('/inovasi/:id', async (request, reply) => {
    const entry = entryOf(entries, request.params.id);
    const proof = await proofOf(measures, entry, measures.today());
    const innovation = await findInnovation(database, entry.id);
    const record = innovation && { innovation, transitions: await transitionsOf(database, innovation.id), facts: regency.innovations.find((one) => one.id === entry.id)?.facts ?? [] };
    return answerPublic(reply, <InnovationPage entry={entry} proof={proof} record={record} series={proof?.shown.find((shown) => shown.measure.kind === 'count' && (shown.figure.value ?? 0) > 0)} />);
  });

  app.get<{ Params: { id: string } }>('/maklumat/:id', (request, reply) => {
    const entry = entryOf(entries, request.params.id);
    if (!entry.manifest) throw new Problem(refusals.unknownInnovation);
    return answer(reply, <PledgePage entry={entry} manifest={entry.manifest} address={`${publicUrl ?? `${request.protocol}://${request.host}`}/inovasi/${entry.id}`} />);
  });

  app.get<Path>('/inovasi/:id/angka/:measure', async (request, reply) => {
    const { entry, measure } = measureOf(entries, request.params);
    const at = await placeOf();
    const month = monthAsked(request);
    const newer = Temporal.PlainDate.compare(month.add({ months: 1 }), measures.today()) <= 0 ? month.add({ months: 1 }) : undefined;
    const year = await measures.compute(measure, yearUntilToday(measures), at);
    return answerPublic(reply, <FigurePage entry={entry} shown={await showMeasure(measures, measure, month, at)} year={year} month={month} at={at} newer={newer} least={leastCases(measure)} published={await publishedOf(database, entry.id, measure.id)} />);
  });

  app.get<Path>('/inovasi/:id/angka/:measure.csv', async (request, reply) => {
    const { manifest, measure } = measureOf(entries, request.params);
    const at = await placeOf();
    const figure = await measures.compute(measure, { ...monthUntilToday(measures, monthAsked(request)), step: 'day' }, at);
    return reply.type('text/csv; charset=utf-8; header=present').header('Content-Disposition', `attachment; filename="${manifest.id}-${measure.id}-${figure.from.slice(0, 7)}.csv"`).send(figureCsv(manifest, measure, figure, at));
  });

  app.get<Path>('/inovasi/:id/angka/:measure.json', async (request) => {
    const { manifest, measure } = measureOf(entries, request.params);
    const at = await placeOf();
    return figureJson(manifest, measure, await measures.compute(measure, { ...monthUntilToday(measures, monthAsked(request)), step: 'day' }, at), at);
  });

  app.get<Path>('/inovasi/:id/angka/:measure/kejadian', async (request, reply) => {
    const { entry, measure } = measureOf(entries, request.params);
    const at = await placeOf();
    const day = dateAsked(queryText(request, 'hari')) ?? measures.today();
    const figure = await measures.compute(measure, { ...monthUntilToday(measures, day), step: 'day' }, at);
    if (figure.points.find((point) => point.from === day.toString())?.hidden ?? false) throw new Problem(refusals.withheldDay);
    const page = Math.max(1, Math.min(10_000, Math.trunc(Number(queryText(request, 'hal') || '1')) || 1));
    const events = await measures.eventsOn(measure, day, at, page);
    const next = events.length === eventsPerPage ? `/inovasi/${entry.id}/angka/${measure.id}/kejadian?hari=${day.toString()}&hal=${page + 1}` : undefined;
    return answer(reply, <EventsPage entry={entry} measure={measure} day={day} events={events} next={next} />);
  });

  /** Before the first event there is a place too: nothing has been sealed. */
  async function placeOf(): Promise<LogPlace> {
    return (await measures.head()) ?? { position: 0n, hash: '0'.repeat(64) };
  }

  function monthAsked(request: FastifyRequest): Temporal.PlainDate {
    const asked = dateAsked(`${queryText(request, 'bulan')}-01`);
    const today = measures.today();
    return (asked && Temporal.PlainDate.compare(asked, today) <= 0 ? asked : today).with({ day: 1 });
  }
}

function entryOf(entries: readonly Entry[], id: string): Entry {
  const entry = entries.find((candidate) => candidate.id === id);
  if (!entry) throw new Problem(refusals.unknownInnovation);
  return entry;
}

function measureOf(entries: readonly Entry[], params: Path['Params']): { entry: Entry; manifest: Manifest; measure: Measure } {
  const entry = entryOf(entries, params.id);
  const measure = entry.manifest?.measures.find((candidate) => candidate.id === params.measure);
  if (!entry.manifest || !measure) throw new Problem(refusals.unknownMeasure);
  return { entry, manifest: entry.manifest, measure };
}

function dateAsked(text: string): Temporal.PlainDate | undefined {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}
