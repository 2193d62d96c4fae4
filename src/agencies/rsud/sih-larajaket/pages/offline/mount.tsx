import { readFileSync } from 'node:fs';
import type { FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { sha256 } from '#kernel/digest';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { refusals as actionRefusals } from '#platform/action';
import { deviceFiles } from '#platform/device';
import { answer, type Http } from '#platform/http';
import { assetUrl, renderDocument } from '#platform/ui';
import { care } from '../../doors.ts';
import type { Larajaket } from '../../rooms.ts';
import { readerOf } from '../../store/reader.ts';
import { findVisits } from '../../store/visits.ts';
import { readDevicePack } from '../../reads/device-pack.ts';
import { mayLook } from '../gate.ts';
import { ClinicPage } from './clinic.tsx';
import { EmergencySheets } from './offline.tsx';

/** Files of the page that goes on without network, by address. */
const offlineFiles: ReadonlyMap<string, Buffer> = new Map([
  ...['note-keeper.js', 'device-log.js', 'clinic.js'].map((name) => [`/sih-larajaket/aset/${name}`, readFileSync(new URL(`./island/${name}`, import.meta.url))] as const),
  ...[...deviceFiles].map(([name, { body }]) => [`/sih-larajaket/aset/${name}`, body] as const),
]);
const worker = readFileSync(new URL('./island/keep-clinic.js', import.meta.url), 'utf8');

/** The same for everybody, because devices keep it. */
function shell(request: FastifyRequest): string {
  const { actor: _actor, ...bare } = request.frame();
  return renderDocument(<ClinicPage />, { ...bare, menu: [], path: '/sih-larajaket/luring' });
}

/** A new state of page or files is fetched whole, the old one is thrown away. */
function serviceWorker(page: string): string {
  const files = ['/sih-larajaket/luring', ...offlineFiles.keys(), ...['/assets/serasan.css', '/assets/desk.css', '/assets/serasan.svg'].map(assetUrl)];
  const version = sha256([page, ...files, ...[...offlineFiles.values()].map(sha256)].join('\n')).slice(0, 12);
  return worker.replace('__VERSION__', version).replace('__FILES__', JSON.stringify(files));
}

/** What the clinic has for the half hour without network: a place on the device, a way to bring it in afterwards, and paper as the last resort. */
export function mountOffline({ app }: Http, { doors, perform, actions }: Larajaket): void {
  for (const [path, body] of offlineFiles) app.get(path, (_request, reply) => reply.type('text/javascript').header('Cache-Control', 'no-cache').send(body));
  app.get('/sih-larajaket/luring', (request, reply) => reply.type('text/html; charset=utf-8').header('Cache-Control', 'no-cache').send(shell(request)));
  app.get('/sih-larajaket/luring.js', (request, reply) => reply.type('text/javascript').header('Cache-Control', 'no-cache').send(serviceWorker(shell(request))));
  app.get('/sih-larajaket/luring/hari', async (request, reply) => {
    if (!can(request.actor, 'sih-larajaket/treat') && !can(request.actor, 'sih-larajaket/triage')) throw new Problem(actionRefusals.forbidden);
    return reply.header('Cache-Control', 'no-store').send(await readDevicePack(doors, request.actor));
  });
  app.post('/sih-larajaket/perangkat', { config: { rateLimit: false } }, async (request) => perform(actions.syncDevice, request.actor, request.body, { requestId: request.id }));

  app.get('/sih-larajaket/lembar-darurat', async (request, reply) => {
    if (!mayLook(request, reply, 'sih-larajaket/see-list')) return reply;
    const { poli } = request.query as { poli?: string };
    const visits = await findVisits(readerOf(doors.database), { date: civilDate(doors.clock.now(), doors.zone), poli, states: ['arrived', 'triaged', 'in-progress'], limit: 40 });
    const names = await doors.people.names(request.actor, visits.map((visit) => visit.personId), care);
    for (const visit of visits) await perform(actions.recordPrint, request.actor, { visitId: visit.id, what: 'emergency', sheets: 1 }, { requestId: request.id });
    return answer(reply.header('Cache-Control', 'no-store'), <EmergencySheets visits={visits} names={new Map([...names].map(([id, named]) => [id, named.shownName]))} url={(visit) => doors.publicUrl(`/sih-larajaket/dokter/${visit.id}`)} />);
  });
}
