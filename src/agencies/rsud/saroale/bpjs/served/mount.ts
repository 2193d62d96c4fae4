import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { civilDate } from '#kernel/time';
import type { Saroale } from '../../rooms.ts';
import type { BpjsDoors } from '../doors.ts';
import { ownWords, words } from '../rules/refusals.ts';
import type { Raw } from '../rules/shape.ts';
import { envelope, type Answer, type ServedService } from './answer.ts';
import { pasienBaru } from './new-patient.ts';
import { readPaths, type ServedName } from './paths.ts';
import { ambilFarmasi, batalAntrean, checkinAntrean, sisaAntrean, statusAntrean, statusFarmasi } from './queue.ts';
import { pickSample } from './sample.ts';
import { jadwalOperasiPasien, jadwalOperasiRs } from './surgery.ts';
import { ambilAntrean, type TakeDoors } from './take.ts';
import { openTokens } from './token.ts';

/** Serves the eleven services Mobile JKN calls, at the paths this deployment declared to BPJS. */
export function mountServed(doors: BpjsDoors, saroale: Saroale, login: { username: string; password: string }, onTaken: TakeDoors['onTaken']): void {
  const { settings, clock, zone, people, database } = doors;
  const tokens = openTokens({ clock, key: doors.tokenKey, ...login, minutes: settings.BPJS_TOKEN_MINUTES });
  const served = { saroale, zone, now: () => clock.now(), today: () => civilDate(clock.now(), zone), spmSeconds: settings.BPJS_SPM_SECONDS };
  const services: Readonly<Record<Exclude<ServedName, 'auth'>, ServedService>> = {
    statusantrean: statusAntrean(served), ambilantrean: ambilAntrean({ ...served, database, people, retrySeconds: settings.BPJS_RETRY_SECONDS, onTaken }), sisaantrean: sisaAntrean(served), batalantrean: batalAntrean(served),
    checkinantrean: checkinAntrean(served), pasienbaru: pasienBaru(served, people), jadwaloperasirs: jadwalOperasiRs(database, people), jadwaloperasipasien: jadwalOperasiPasien(database, people),
    ambilantreanfarmasi: ambilFarmasi(served), statusantreanfarmasi: statusFarmasi(served),
  };
  const paths = readPaths(settings.BPJS_PATHS);
  const send = (reply: FastifyReply, answer: Answer) => {
    const { code, body } = envelope(answer);
    return reply.code(settings.BPJS_HTTP_STATUS === 'as-code' ? code : 200).send(body);
  };

  void doors.http.app.register((scope: FastifyInstance, _options, done) => {
    readAnyJson(scope);
    // A fault here is answered in the envelope too: Mobile JKN reads nothing else.
    scope.setErrorHandler((error, request, reply) => {
      request.log.error({ err: error, requestId: request.id }, 'mobile-jkn');
      return send(reply, (error as { statusCode?: number }).statusCode === 400 ? ownWords.unreadable : ownWords.busy);
    });
    scope.get(paths.auth, { config: { machine: true, rateLimit: { max: 120, timeWindow: '1 minute' } } }, async (request, reply) => {
      const token = await tokens.issue(header(request, 'x-username'), header(request, 'x-password'));
      return send(reply, token ? { response: { token } } : words.wrongLogin);
    });
    // Sessions an acceptance test can be run on. No personal data, and only for who holds a token.
    scope.get(`${paths.auth}/contoh`, { config: { machine: true } }, async (request, reply) => {
      if (!(await tokens.accepts(header(request, 'x-token'), header(request, 'x-username')))) return send(reply, words.tokenExpired);
      return pickSample(served);
    });
    for (const [name, service] of Object.entries(services)) {
      scope.post(paths[name as ServedName], { config: { machine: true, rateLimit: { max: 6000, timeWindow: '1 minute' } } }, async (request, reply) => {
        if (!(await tokens.accepts(header(request, 'x-token'), header(request, 'x-username')))) return send(reply, words.tokenExpired);
        return send(reply, await service(asRaw(request.body), request.id));
      });
    }
    done();
  });
}

/** Mobile JKN sends JSON under several content types; an empty body is an empty object. */
function readAnyJson(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 65_536 }, (_request, body, done) => {
    try {
      done(null, body === '' ? {} : JSON.parse(body.toString()));
    } catch {
      done(Object.assign(new Error('not JSON'), { statusCode: 400 }), undefined);
    }
  });
}

function asRaw(body: unknown): Raw {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Raw) : {};
}

function header(request: FastifyRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}
