import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RandomBytes } from '#kernel/ids';
import { Problem } from '#kernel/problem';
import { mountAction, type Http } from '#platform/http';
import type { Perform } from '#platform/action';
import type { Config } from '#platform/config';
import type { Database } from '#platform/database';
import type { Vault } from '#platform/vault';
import { applyCodes } from '../actions/import-codes.ts';
import { mergeActions } from '../actions/keep-codes.ts';
import { registerMachine, retireMachine } from '../actions/machines.ts';
import { writeActions } from '../actions/write.ts';
import { definitions } from '../fhir/definitions.ts';
import { refusals } from '../problems.ts';
import { definitionTypes } from '../terminology/index.ts';
import type { openRecord } from '../record.ts';
import type { SeenLog } from '../seen/seen.ts';
import { auditRoutes } from './audit.ts';
import { bundleRoute } from './batch.ts';
import { callerOf, type TokenKeys } from './caller.ts';
import { capabilityOf } from './capability.ts';
import type { ApiDoors, Handler } from './doors.ts';
import { definitionRoutes } from './definitions.ts';
import { codeFileLimit, codeFileTypes, importRoute } from './import-codes.ts';
import { instanceRoutes } from './instances.ts';
import { operationRoutes } from './operations.ts';
import { outcomeOf } from './outcome.ts';
import { refuseOtherFormats, sendJson } from './replies.ts';
import { searchRoutes } from './searching.ts';
import { terminologyRoutes } from './terminology.ts';
import { mountTokens } from './token.ts';

interface ApiFloors {
  readonly config: Pick<Config, 'PUBLIC_URL'>;
  readonly database: Database;
  readonly http: Http;
  readonly perform: Perform;
  readonly random: RandomBytes;
  readonly vault: Vault;
  readonly record: ReturnType<typeof openRecord>;
  readonly seen: SeenLog;
}

/** Most bytes of one request: a transaction bundle of a long visit with its documents. */
const bodyLimit = 10_485_760;

/** The FHIR R4 door at `/fhir`, for machines and for the hospital's own programs. */
export function mountApi(floors: ApiFloors): void {
  const { vault, database, perform, http, config } = floors;
  const keys: TokenKeys = { clock: database.clock, sign: vault.derive('clinical-record/token'), check: vault.deriveAll('clinical-record/token') };
  const doors: ApiDoors = {
    record: floors.record, seen: floors.seen, perform, vault, clock: database.clock, actions: writeActions(floors.record),
    base: (request) => `${config.PUBLIC_URL ?? `${request.protocol}://${request.host}`}/fhir`, caller: (request) => callerOf(keys, request),
  };
  void http.app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(['application/json', 'application/fhir+json', 'application/json-patch+json', 'text/json'], { parseAs: 'string', bodyLimit }, readJson);
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 262_144 }, (_request, body, finish) => { finish(null, formOf(String(body))); });
    scope.addContentTypeParser(codeFileTypes, { parseAs: 'buffer', bodyLimit: codeFileLimit }, (_request, body, finish) => { finish(null, body); });
    scope.setErrorHandler(answerFault);
    scope.addHook('onRequest', async (_request, reply) => { void reply.header('Cache-Control', 'private, no-store'); });
    mountTokens(scope, doors, keys);
    mountRoutes(scope, doors);
    done();
  }, { prefix: '/fhir' });
  mountAction(http.app, perform, { path: '/api/clinical-record/machines', tag: 'clinical-record', summary: 'Daftarkan mesin yang boleh memakai antarmuka FHIR; rahasianya disebut satu kali', action: registerMachine(floors.random) });
  const merging = mergeActions(floors.record);
  mountAction(http.app, perform, { path: '/api/clinical-record/merge', tag: 'clinical-record', summary: 'Gabungkan dua rekam pasien yang ternyata satu orang', action: merging.merge });
  mountAction(http.app, perform, { path: '/api/clinical-record/part', tag: 'clinical-record', summary: 'Pisahkan kembali dua rekam pasien yang keliru digabungkan', action: merging.part });
  mountAction(http.app, perform, { path: '/api/clinical-record/codes/apply', tag: 'clinical-record', summary: 'Terapkan daftar kode yang sudah diperiksa', action: applyCodes(floors.record.terminology) });
  mountAction(http.app, perform, { path: '/api/clinical-record/machines/retire', tag: 'clinical-record', summary: 'Akhiri akses sebuah mesin', action: retireMachine });
}

function mountRoutes(scope: FastifyInstance, doors: ApiDoors): void {
  const instances = instanceRoutes(doors);
  const { search } = searchRoutes(doors);
  const operations = operationRoutes(doors);
  const codes = terminologyRoutes(doors);
  const audit = auditRoutes(doors);
  const route = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, handler: Handler, limit = bodyLimit) => {
    scope.route({ method, url, bodyLimit: limit, exposeHeadRoute: false, config: { rateLimit: { max: 60_000, timeWindow: '1 minute' } }, handler: async (request: FastifyRequest, reply: FastifyReply) => { refuseOtherFormats(request); return handler(request, reply, await doors.caller(request)); } });
  };
  scope.get('/metadata', async (request, reply) => { refuseOtherFormats(request); return sendJson(reply, capabilityOf(await definitions(), { base: doors.base(request), date: '2026-11-26', updateCreates: doors.record.doors.updateCreates })); });
  scope.get('/.well-known/smart-configuration', (request, reply) => reply.send({ token_endpoint: `${doors.base(request)}/token`, grant_types_supported: ['client_credentials'], token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'], scopes_supported: ['system/*.read', 'system/*.write', 'patient/*.read'], capabilities: ['permission-v1', 'permission-v2'] }));
  route('POST', '/', bundleRoute(doors));
  route('GET', '/_history', instances.history);
  route('GET', '/AuditEvent', audit.search);
  route('GET', '/AuditEvent/:id', audit.read);
  for (const method of ['GET', 'POST'] as const) {
    route(method, '/CodeSystem/$lookup', codes.lookup);
    route(method, '/CodeSystem/$validate-code', codes.validateCode);
    route(method, '/ValueSet/$validate-code', codes.validateCode);
    route(method, '/ValueSet/$expand', codes.expand);
    route(method, '/ConceptMap/$translate', codes.translate);
    route(method, '/Patient/:id/$everything', operations.patientEverything);
  }
  const kept = definitionRoutes(doors);
  for (const kind of definitionTypes) {
    route('GET', `/${kind}`, kept.find(kind));
    route('PUT', `/${kind}`, kept.keep(kind));
  }
  route('POST', '/$import-codes', importRoute(doors), codeFileLimit);
  route('POST', '/:type/$validate', operations.validate);
  route('POST', '/:type/:id/$validate', operations.validate);
  route('GET', '/:type', search);
  route('POST', '/:type', instances.create);
  route('POST', '/:type/_search', search);
  route('PUT', '/:type', instances.update);
  route('PATCH', '/:type', instances.patch);
  route('DELETE', '/:type', instances.remove);
  route('GET', '/:type/_history', instances.history);
  route('GET', '/:type/:id', instances.read);
  route('PUT', '/:type/:id', instances.update);
  route('PATCH', '/:type/:id', instances.patch);
  route('DELETE', '/:type/:id', instances.remove);
  route('GET', '/:type/:id/_history', instances.history);
  route('GET', '/:type/:id/_history/:version', instances.vread);
}

function readJson(_request: FastifyRequest, body: string | Buffer, finish: (error: Error | null, value?: unknown) => void): void {
  try {
    finish(null, JSON.parse(String(body)));
  } catch (error) {
    finish(new Problem(refusals.malformed, { cause: error }));
  }
}

/** A form whose names may repeat: `{ code: ['a', 'b'] }`. */
function formOf(body: string): Record<string, string | string[]> {
  const form: Record<string, string | string[]> = {};
  const fields = new URLSearchParams(body);
  for (const name of new Set(fields.keys())) { const values = fields.getAll(name); form[name] = values.length === 1 ? values[0] ?? '' : values; }
  return form;
}

/** Refusals leave as OperationOutcome; our own faults go on to the house's handler, which logs them. */
function answerFault(error: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!(error instanceof Problem)) throw error;
  return sendJson(reply, outcomeOf(error), error.status);
}
