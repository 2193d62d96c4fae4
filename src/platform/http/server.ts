import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import staticFiles from '@fastify/static';
import swagger from '@fastify/swagger';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify';
import { createSerializerCompiler, jsonSchemaTransform, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { anonymous } from '#kernel/actor';
import type { Entrance } from '#kernel/manifest';
import { assetsFolder, htmxScript, menuFor, type Frame, type Site } from '#platform/ui';
import { bigintAsText } from './api.ts';
import { refuseForeignOrigins } from './origin.ts';
import { multipartLimits } from './posted.ts';
import { answerProblems } from './problems.tsx';
import { mountMetrics } from './metrics.ts';

export interface Http {
  readonly app: FastifyInstance;
  readonly site: Site;
  /** Adds entrances to the menus of pages. */
  addEntrances(entrances: readonly Entrance[]): void;
  /** Stops taking requests, lets those under way end, closes live streams. */
  close(): Promise<void>;
}

/** Opens the web server with the house rules: strict CSP, problems, request ids, origin check, limits, health and metrics. Routes are added by the storeys above. */
export async function openHttp(deps: { log: Logger; trustProxy: boolean; site: Site; ready: () => Promise<boolean>; requestsPerMinute?: number }): Promise<Http> {
  const app: FastifyInstance = Fastify({
    loggerInstance: deps.log as FastifyBaseLogger, trustProxy: deps.trustProxy, bodyLimit: 1_048_576, forceCloseConnections: true,
    genReqId: () => randomUUID(), logController: new LogController({ disableRequestLogging: true }), routerOptions: { maxParamLength: 200 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(createSerializerCompiler({ replacer: bigintAsText }));
  await app.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy }, referrerPolicy: { policy: 'same-origin' } });
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 262_144 });
  await app.register(multipart, { limits: multipartLimits });
  await app.register(compress, { threshold: 1024 });
  await app.register(rateLimit, { max: deps.requestsPerMinute ?? 600, timeWindow: '1 minute', errorResponseBuilder: (_request, context) => Object.assign(new Error('rate'), { statusCode: context.statusCode, code: 'RATE' }) });
  await app.register(staticFiles, { root: assetsFolder, prefix: '/assets/', maxAge: '30d' });
  await app.register(swagger, { openapi: documentHead(deps.site), hideUntagged: true, transform: jsonSchemaTransform });
  app.decorateRequest('locale', 'id');
  app.decorateRequest('actor', null as never);
  const entrances: Entrance[] = [];
  app.decorateRequest('frame', function frame(this: FastifyRequest): Frame {
    return frameOf(this, deps.site, entrances);
  });
  app.addHook('onRequest', async (request, reply) => {
    request.actor = anonymous('web');
    request.locale = readLocale(request.query, request.cookies['lang']);
    if (asksLocale(request.query)) void reply.setCookie('lang', request.locale, { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: true });
    void reply.header('X-Request-Id', request.id);
  });
  refuseForeignOrigins(app);
  answerProblems(app);
  mountMetrics(app);
  serveHtmx(app);
  app.get('/sehat', { config: { rateLimit: false } }, () => ({ status: 'ok' }));
  app.get('/siap', { config: { rateLimit: false } }, async (_request, reply) => ((await deps.ready()) ? { status: 'ok' } : reply.code(503).send({ status: 'belum siap' })));
  return { app, site: deps.site, addEntrances: (more) => { entrances.push(...more); }, close: () => app.close() };
}

const contentSecurityPolicy = {
  defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'", 'data:', 'blob:'], fontSrc: ["'self'"], connectSrc: ["'self'"],
  formAction: ["'self'"], frameAncestors: ["'none'"], baseUri: ["'none'"], manifestSrc: ["'self'"], workerSrc: ["'self'"],
};

function frameOf(request: FastifyRequest, site: Site, entrances: readonly Entrance[]): Frame {
  const { actor, locale, url } = request;
  const known = actor.kind === 'staff' || actor.kind === 'resident' ? { name: actor.name, kind: actor.kind } : undefined;
  return { site, locale, path: url, actor: known, menu: menuFor(actor, entrances) };
}

function documentHead(site: Site) {
  return {
    openapi: '3.1.0',
    info: { title: `Serasan ${site.regency}`.trim(), version: '1', description: 'Antarmuka program layanan publik. Penolakan memakai application/problem+json (RFC 9457) dengan kode yang tetap.' },
  };
}

function asksLocale(query: unknown): boolean {
  const asked = (query as { lang?: unknown } | null)?.lang;
  return asked === 'id' || asked === 'en';
}

function readLocale(query: unknown, cookieValue: string | undefined): 'id' | 'en' {
  const asked = (query as { lang?: unknown } | null)?.lang ?? cookieValue;
  return asked === 'en' ? 'en' : 'id';
}

function serveHtmx(app: FastifyInstance): void {
  app.get('/assets/htmx.js', (_request, reply) => reply.type('text/javascript').header('Cache-Control', 'public, max-age=2592000').send(htmxScript));
}
