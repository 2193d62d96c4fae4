import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { anonymous, can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { refusals as actionRefusals, type Perform } from '#platform/action';
import { answer, type Http } from '#platform/http';
import { renderDocument } from '#platform/ui';
import { fieldFiles, serviceWorker, webManifest } from './assets.ts';
import { closeDayAction, readPack, readSheet, type PackDeps } from './pack.ts';
import { DaySheet, FieldPage } from './page.tsx';
import { recordEvents, type fieldActions, type RecordDeps } from './record.ts';
import { scanProgress, takePiece, type ScanDeps } from './scans.ts';
import { words } from './words.ts';

export interface FieldDeps { readonly http: Http; readonly perform: Perform; readonly record: RecordDeps; readonly pack: PackDeps; readonly scans: ScanDeps; readonly actions: ReturnType<typeof fieldActions>; readonly zone: string }

const device = z.uuid();
const packQuery = z.object({ hp: device, sejak: z.string().regex(/^\d{1,18}$/).default('0') });
const pieceQuery = z.object({ hp: device, dari: z.coerce.number().int().min(0).max(10_000_000).default(0) });
/** Bytes of one piece of a scan. */
const pieceLimit = 131_072;

/** The field app at `/lapangan`: the shell and its files, and the few questions the phone asks. */
export function mountField(deps: FieldDeps): void {
  const { app } = deps.http;
  const closeDay = closeDayAction({ zone: deps.zone });

  deps.http.addEntrances([{ path: '/lapangan', name: words.title, for: 'desk', permission: 'dispatch/field' }, { path: '/lapangan/lembar', name: words.sheet, for: 'desk', permission: 'dispatch/field' }]);

  app.get('/lapangan', (request, reply) => reply.type('text/html; charset=utf-8').header('Cache-Control', 'no-cache').send(shell(request)));
  app.get('/lapangan/sw.js', (request, reply) => reply.type('text/javascript').header('Cache-Control', 'no-cache').header('Service-Worker-Allowed', '/lapangan').send(serviceWorker(shell(request))));
  app.get('/lapangan/manifest.webmanifest', (_request, reply) => reply.type('application/manifest+json').header('Cache-Control', 'no-cache').send(JSON.stringify(webManifest)));
  for (const [name, { type, body }] of fieldFiles) app.get(`/lapangan/aset/${name}`, (_request, reply) => reply.type(type).header('Cache-Control', 'no-cache').send(body));

  app.get('/lapangan/lembar', async (request, reply) => {
    officer(request);
    const visits = await readSheet(deps.pack, request.actor, request.id);
    return answer(reply, <DaySheet visits={visits} officer={request.actor.name} date={civilDate(deps.pack.database.clock.now(), deps.zone)} />);
  });

  app.post('/lapangan/api/perangkat', async (request) => ({ id: await deps.perform(deps.actions.enrol, request.actor, request.body, { requestId: request.id }) }));
  app.post('/lapangan/api/catatan', async (request) => ({ answers: await recordEvents(deps.record, deps.actions, request.actor, request.body) }));
  app.post('/lapangan/api/tutup', async (request) => deps.perform(closeDay, request.actor, request.body, { requestId: request.id }));
  app.get('/lapangan/api/hari', async (request, reply) => {
    officer(request);
    const { hp, sejak } = packQuery.parse(request.query);
    return secret(reply).send(await readPack(deps.pack, request.actor, { device: hp, since: BigInt(sejak) }, request.id));
  });

  // Pieces are bytes: a scope of its own keeps their parser from every other route.
  void app.register(async (scope) => {
    if (!scope.hasContentTypeParser('application/octet-stream')) scope.addContentTypeParser('application/octet-stream', { parseAs: 'buffer', bodyLimit: pieceLimit }, (_request, body, done) => { done(null, body); });
    scope.get('/lapangan/api/pindaian/:id', async (request) => {
      officer(request);
      const { hp } = pieceQuery.parse(request.query);
      return scanProgress(deps.scans, request.actor, { device: hp, scan: scanOf(request) });
    });
    scope.put('/lapangan/api/pindaian/:id', async (request) => {
      officer(request);
      const { hp, dari } = pieceQuery.parse(request.query);
      return takePiece(deps.scans, request.actor, { device: hp, scan: scanOf(request), starts: dari, bytes: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0) });
    });
  });
}

/** The same for everybody, because phones keep it. */
function shell(request: FastifyRequest): string {
  const frame = request.frame();
  const { actor: _actor, ...bare } = frame;
  return renderDocument(<FieldPage />, { ...bare, menu: [], path: '/lapangan' });
}

function officer(request: FastifyRequest): void {
  if (!can(request.actor, 'dispatch/field') || request.actor.id === anonymous('web').id) throw new Problem(actionRefusals.forbidden);
}

function scanOf(request: FastifyRequest): string {
  return z.object({ id: z.uuid() }).parse(request.params).id;
}

function secret(reply: FastifyReply): FastifyReply {
  return reply.header('Cache-Control', 'no-store');
}
