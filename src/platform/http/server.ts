import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import staticFiles from '@fastify/static';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { anonymous } from '#kernel/actor';
import { assetsFolder } from '#platform/ui';
import { refuseForeignOrigins } from './origin.ts';
import { answerProblems } from './problems.tsx';
import { mountMetrics } from './metrics.ts';

export interface Http {
  readonly app: FastifyInstance;
  /** Stops taking requests, lets those under way end, closes live streams. */
  close(): Promise<void>;
}

/** Opens the web server with the house rules: strict CSP, problems, request ids, origin check, limits, health and metrics. Routes are added by the storeys above. */
export async function openHttp(deps: { log: Logger; trustProxy: boolean; ready: () => Promise<boolean>; requestsPerMinute?: number }): Promise<Http> {
  const app: FastifyInstance = Fastify({
    loggerInstance: deps.log as FastifyBaseLogger, trustProxy: deps.trustProxy, bodyLimit: 1_048_576, forceCloseConnections: true,
    genReqId: () => randomUUID(), logController: new LogController({ disableRequestLogging: true }), routerOptions: { maxParamLength: 200 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy }, referrerPolicy: { policy: 'same-origin' } });
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 262_144 });
  await app.register(compress, { threshold: 1024 });
  await app.register(rateLimit, { max: deps.requestsPerMinute ?? 600, timeWindow: '1 minute', errorResponseBuilder: (_request, context) => Object.assign(new Error('rate'), { statusCode: context.statusCode, code: 'RATE' }) });
  await app.register(staticFiles, { root: assetsFolder, prefix: '/assets/', maxAge: '1h' });
  app.decorateRequest('locale', 'id');
  app.decorateRequest('actor', null as never);
  app.addHook('onRequest', async (request, reply) => {
    request.actor = anonymous('web');
    request.locale = readLocale(request.query, request.cookies['lang']);
    void reply.header('X-Request-Id', request.id);
  });
  refuseForeignOrigins(app);
  answerProblems(app);
  mountMetrics(app);
  serveHtmx(app);
  app.get('/sehat', { config: { rateLimit: false } }, () => ({ status: 'ok' }));
  app.get('/siap', { config: { rateLimit: false } }, async (_request, reply) => ((await deps.ready()) ? { status: 'ok' } : reply.code(503).send({ status: 'belum siap' })));
  return { app, close: () => app.close() };
}

const contentSecurityPolicy = {
  defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'", 'data:', 'blob:'], fontSrc: ["'self'"], connectSrc: ["'self'"],
  formAction: ["'self'"], frameAncestors: ["'none'"], baseUri: ["'none'"], manifestSrc: ["'self'"], workerSrc: ["'self'"],
};

function readLocale(query: unknown, cookieValue: string | undefined): 'id' | 'en' {
  const asked = (query as { lang?: unknown } | null)?.lang ?? cookieValue;
  return asked === 'en' ? 'en' : 'id';
}

function serveHtmx(app: FastifyInstance): void {
  const script = readFileSync(createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js'));
  app.get('/assets/htmx.js', (_request, reply) => reply.type('text/javascript').header('Cache-Control', 'public, max-age=86400').send(script));
}
