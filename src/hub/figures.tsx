import type { FastifyRequest } from 'fastify';
import type { Manifest, Measure } from '#kernel/manifest';
import { Problem } from '#kernel/problem';
import { answer } from '#platform/http';
import { eventsPerPage, figureCsv, figureJson, leastCases, publishedOf, type Figure, type LogPlace } from '#commons/evidence';
import type { Entry } from './catalogue.ts';
import { queryText, type HubDoors } from './doors.ts';
import { answerPublic } from './cacheable.ts';
import { refusals } from './operate.ts';
import { findInnovation, transitionsOf } from './register/store/innovations.ts';
import { EventsPage, FigurePage } from './pages/figure.tsx';
import { InnovationPage } from './pages/innovation.tsx';
import { PledgePage } from './pages/pledge.tsx';
import { ProofPage } from './pages/proof.tsx';
import { lastClosed, monthUntilYesterday, proofOf, showMeasure, yearUntilYesterday } from './proof.ts';

interface Path { Params: { id: string; measure: string } }

/** Innovation pages, figures with their origin, downloads, and the overview of public proof. */
export function mountFigures({ http: { app }, database, measures, publicUrl, regency }: HubDoors, entries: readonly Entry[]): void {
  app.get('/bukti', async (_request, reply) => {
    const rows = await Promise.all(entries.map(async (entry) => ({ entry, proof: await proofOf(measures, entry, lastClosed(measures)) })));
    return answerPublic(reply, <ProofPage rows={rows} head={await measures.head()} />);
  });

  app.get<{ Params: { id: string } }>('/inovasi/:id', async (request, reply) => {
    const entry = entryOf(entries, request.params.id);
    const proof = await proofOf(measures, entry, lastClosed(measures));
    const innovation = await findInnovation(database, entry.id);
    const record = innovation && { innovation, transitions: await transitionsOf(database, innovation.id), facts: regency.innovations.find((one) => one.id === entry.id)?.facts ?? [] };
    return answerPublic(reply, <InnovationPage entry={entry} proof={proof} record={record} series={proof?.shown.find((shown) => shown.measure.kind === 'count' && (shown.figure.value ?? 0) > 0)} />);
  });

  app.get<{ Params: { id: string } }>('/maklumat/:id', (request, reply) => {
    const entry = entryOf(entries, request.params.id);
    if (!entry.manifest) throw new Problem(refusals.unknownInnovation);
    return answerPublic(reply, <PledgePage entry={entry} manifest={entry.manifest} address={`${publicUrl ?? `${request.protocol}://${request.host}`}/inovasi/${entry.id}`} />);
  });

  app.get<Path>('/inovasi/:id/angka/:measure', async (request, reply) => {
    const { entry, manifest, measure } = measureOf(entries, request.params);
    const month = monthAsked(request);
    const newer = Temporal.PlainDate.compare(month.add({ months: 1 }), lastClosed(measures)) <= 0 ? month.add({ months: 1 }) : undefined;
    const { figure: year } = await measures.released(manifest.id, measure, yearUntilYesterday(measures));
    const shown = await showMeasure(measures, manifest.id, measure, month, await placeOf());
    return answerPublic(reply, <FigurePage entry={entry} shown={shown} year={year} month={month} at={shown.at} newer={newer} least={leastCases(measure)} published={await publishedOf(database, entry.id, measure.id)} />);
  });

  app.get<Path>('/inovasi/:id/angka/:measure.csv', async (request, reply) => {
    const { manifest, measure } = measureOf(entries, request.params);
    const { figure, at } = await releasedMonth(request, manifest, measure);
    return reply.type('text/csv; charset=utf-8; header=present').header('Content-Disposition', `attachment; filename="${manifest.id}-${measure.id}-${figure.from.slice(0, 7)}.csv"`).send(figureCsv(manifest, measure, figure, at));
  });

  app.get<Path>('/inovasi/:id/angka/:measure.json', async (request) => {
    const { manifest, measure } = measureOf(entries, request.params);
    const { figure, at } = await releasedMonth(request, manifest, measure);
    return figureJson(manifest, measure, figure, at);
  });

  app.get<Path>('/inovasi/:id/angka/:measure/kejadian', async (request, reply) => {
    const { entry, manifest, measure } = measureOf(entries, request.params);
    const day = dateAsked(queryText(request, 'hari')) ?? lastClosed(measures);
    const at = await measures.releasedDay(manifest.id, measure, day);
    if (!at) throw new Problem(refusals.withheldDay);
    const page = Math.max(1, Math.min(10_000, Math.trunc(Number(queryText(request, 'hal') || '1')) || 1));
    const events = await measures.eventsOn(measure, day, at, page);
    const next = events.length === eventsPerPage ? `/inovasi/${entry.id}/angka/${measure.id}/kejadian?hari=${day.toString()}&hal=${page + 1}` : undefined;
    return answer(reply, <EventsPage entry={entry} measure={measure} day={day} events={events} next={next} />);
  });

  /** Before the first event, and before the first night, there is a place too: nothing has been sealed. */
  async function placeOf(): Promise<LogPlace> {
    return (await measures.head()) ?? nowhere;
  }

  async function releasedMonth(request: FastifyRequest, manifest: Manifest, measure: Measure): Promise<{ figure: Figure; at: LogPlace }> {
    const { figure, at } = await measures.released(manifest.id, measure, { ...monthUntilYesterday(measures, monthAsked(request)), step: 'day' });
    return { figure, at: at ?? nowhere };
  }

  function monthAsked(request: FastifyRequest): Temporal.PlainDate {
    const asked = dateAsked(`${queryText(request, 'bulan')}-01`);
    const last = lastClosed(measures);
    return (asked && Temporal.PlainDate.compare(asked, last) <= 0 ? asked : last).with({ day: 1 });
  }
}

const nowhere: LogPlace = { position: 0n, hash: '0'.repeat(64) };

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
