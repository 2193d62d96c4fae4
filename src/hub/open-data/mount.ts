import type { FastifyReply, FastifyRequest } from 'fastify';
import { anonymous } from '#kernel/actor';
import { sha256 } from '#kernel/digest';
import { Problem } from '#kernel/problem';
import { bodyTexts, type HubDoors } from '../doors.ts';
import type { Entry } from '../catalogue.ts';
import openData from '../reference/open-data.json' with { type: 'json' };
import { ckanAction } from './ckan.ts';
import { csvwMetadata } from './csvw.ts';
import { dcatCatalogue } from './dcat.ts';
import { datasetsOf, type Publisher } from './datasets.ts';
import { feedOf } from './feed.ts';
import { toJsonLd, toTurtle } from './graph.ts';
import { requestOf, serviceOf, toXml, type Open311List } from './open311.ts';

/** Everything machines read: DCAT-AP, CSVW, CKAN, Atom and RSS, Open311. */
export function mountOpenData(doors: HubDoors, entries: readonly Entry[]): void {
  const { http: { app }, transparency, complaints, manifests, regency } = doors;
  const datasets = datasetsOf(entries);
  const publisherFor = (request: FastifyRequest): Publisher => ({ name: `Kabupaten ${regency.name.replace(/^Kabupaten /, '')}`, base: doors.publicUrl?.replace(/\/$/, '') ?? `${request.protocol}://${request.host}`, licence: openData.licence, contact: regency.contacts.complaints.id, region: regency.code });

  app.get('/katalog.jsonld', (request, reply) => cached(request, reply, 'application/ld+json; charset=utf-8', JSON.stringify(toJsonLd(dcatCatalogue(datasets, publisherFor(request))))));
  app.get('/katalog.ttl', async (request, reply) => cached(request, reply, 'text/turtle; charset=utf-8', await toTurtle(dcatCatalogue(datasets, publisherFor(request)))));
  app.get('/katalog', (request, reply) => reply.header('Vary', 'Accept').redirect(/turtle/.test(request.headers.accept ?? '') ? '/katalog.ttl' : /json/.test(request.headers.accept ?? '') ? '/katalog.jsonld' : '/bukti', 303));
  app.get<{ Params: { dataset: string } }>('/katalog/:dataset', (request, reply) => {
    const found = datasets.find((dataset) => dataset.id === request.params.dataset);
    return found ? reply.redirect(found.path, 303) : reply.callNotFound();
  });
  app.get<{ Params: { id: string; measure: string } }>('/inovasi/:id/angka/:measure.csv-metadata.json', (request, reply) => {
    const found = datasets.find((dataset) => dataset.entry.id === request.params.id && dataset.measure.id === request.params.measure);
    return found ? cached(request, reply, 'application/csvm+json; charset=utf-8', JSON.stringify(csvwMetadata(found, publisherFor(request)))) : reply.callNotFound();
  });
  app.get<{ Params: { action: string } }>('/api/3/action/:action', (request, reply) => {
    const { status, body } = ckanAction(request.params.action, queryOf(request), datasets, publisherFor(request));
    return reply.code(status).header('Cache-Control', 'public, max-age=300').send(body);
  });
  for (const [path, type] of [['/perubahan.atom', 'application/atom+xml'], ['/perubahan.rss', 'application/rss+xml']] as const) {
    app.get(path, async (request, reply) => {
      const feed = feedOf(await transparency.recent(50), publisherFor(request), (subject) => entries.find((entry) => entry.id === subject.split('/')[0])?.name ?? subject);
      return cached(request, reply, `${type}; charset=utf-8`, path.endsWith('atom') ? feed.atom1() : feed.rss2());
    });
  }

  const names = { service: (id: string) => manifests.find((manifest) => manifest.id === id)?.name, agency: (id: string) => regency.agencies.find((agency) => agency.id === id)?.name };
  const list = (reply: FastifyReply, format: string, kind: Open311List, items: readonly Record<string, unknown>[], status = 200) => {
    void reply.code(status);
    return format === 'xml' ? reply.type('text/xml; charset=utf-8').send(toXml(kind, items)) : reply.send(items);
  };
  const refuse = (reply: FastifyReply, format: string, code: number, description: string) => list(reply, format, 'errors', [{ code, description }], code);
  for (const format of ['json', 'xml'] as const) {
    app.get(`/georeport/v2/services.${format}`, (_request, reply) => list(reply, format, 'services', manifests.map((manifest) => serviceOf(manifest, names.agency(manifest.agency) ?? manifest.agency))));
    app.get(`/georeport/v2/requests.${format}`, async (request, reply) => {
      const query = queryOf(request);
      const asked = (query['service_request_id'] ?? '').split(',').filter((id) => id !== '').slice(0, 50);
      const found = asked.length > 0 ? (await Promise.all(asked.map((id) => complaints.of(id)))).filter((one) => one !== undefined) : await complaints.published({ limit: 50, ...(query['service_code'] ? { service: query['service_code'] } : {}) });
      const from = instantOf(query['start_date']);
      const to = instantOf(query['end_date']);
      if ([[query['start_date'], from], [query['end_date'], to]].some(([text, at]) => text !== undefined && at === undefined)) return refuse(reply, format, 400, 'start_date and end_date are ISO 8601 instants.');
      const items = found.filter((one) => (!from || Temporal.Instant.compare(one.receivedAt, from) >= 0) && (!to || Temporal.Instant.compare(one.receivedAt, to) <= 0)).map((one) => requestOf(one, names)).filter((one) => !query['status'] || query['status'].split(',').includes(String(one['status'])));
      return list(reply, format, 'service_requests', items);
    });
    app.get<{ Params: { id: string } }>(`/georeport/v2/requests/:id.${format}`, async (request, reply) => {
      const found = await complaints.of(request.params.id);
      return found ? list(reply, format, 'service_requests', [requestOf(found, names)]) : refuse(reply, format, 404, 'service_request_id was not found.');
    });
    app.post(`/georeport/v2/requests.${format}`, { config: { machine: true, rateLimit: { max: 30, timeWindow: '10 minutes' } } }, async (request, reply) => {
      const given = bodyTexts(request);
      const service = given['service_code'] ?? '';
      if (!names.service(service)) return refuse(reply, format, given['service_code'] ? 404 : 400, given['service_code'] ? 'service_code was not found.' : 'service_code was not provided.');
      const contact = [given['first_name'], given['last_name'], given['phone'], given['email']].filter((part) => part).join(' ').slice(0, 200);
      const place = given['address_string'] ? `\nLokasi: ${given['address_string'].slice(0, 200)}` : '';
      try {
        const { tracking } = await doors.perform(complaints.actions.file, anonymous('api'), { service, agency: manifests.find((manifest) => manifest.id === service)?.agency, words: `${given['description'] ?? ''}${place}`, ...(contact ? { contact } : { anonymous: true }) }, { requestId: request.id });
        return await list(reply, format, 'service_requests', [{ service_request_id: tracking, service_notice: 'Diterima. Jawaban tampil pada nomor ini.', account_id: '' }], 201);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return refuse(reply, format, error.status === 422 ? 400 : error.status, Object.values(error.fields)[0] ?? error.detail);
      }
    });
  }
  app.addHook('onSend', async (request, reply) => {
    const [, path] = /^(\/inovasi\/[^/]+\/angka\/[^/.?]+)\.csv(?:\?|$)/.exec(request.url) ?? [];
    if (path && reply.statusCode === 200) void reply.header('Link', `<${path}.csv-metadata.json>; rel="describedby"; type="application/csvm+json"`);
  });
  app.get('/.well-known/csvm', (_request, reply) => reply.type('text/plain; charset=utf-8').send('{+url}-metadata.json\n'));
}

/** Public, for a quarter of an hour, and not sent again when nothing changed. */
function cached(request: FastifyRequest, reply: FastifyReply, type: string, body: string): FastifyReply {
  const tag = `"${sha256(body).slice(0, 24)}"`;
  void reply.header('Cache-Control', 'public, max-age=900').header('ETag', tag);
  return request.headers['if-none-match'] === tag ? reply.code(304).send() : reply.type(type).send(body);
}

function queryOf(request: FastifyRequest): Record<string, string> {
  return Object.fromEntries(Object.entries(request.query as Record<string, unknown>).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function instantOf(text: string | undefined): Temporal.Instant | undefined {
  if (text === undefined) return undefined;
  try {
    return Temporal.Instant.from(text);
  } catch {
    return undefined;
  }
}
