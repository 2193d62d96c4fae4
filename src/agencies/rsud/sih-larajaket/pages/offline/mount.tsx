import { readFileSync } from 'node:fs';
import { civilDate } from '#kernel/time';
import { answer, type Http } from '#platform/http';
import { care } from '../../doors.ts';
import type { Larajaket } from '../../rooms.ts';
import { readerOf } from '../../store/reader.ts';
import { findVisits } from '../../store/visits.ts';
import { mayLook } from '../gate.ts';
import { EmergencySheets } from './offline.tsx';

/** What the clinic has for the half hour without network: a place on the device, a way to bring it in afterwards, and paper as the last resort. */
export function mountOffline({ app }: Http, { doors, perform, actions }: Larajaket): void {
  const island = readFileSync(new URL('./note-keeper.js', import.meta.url));
  app.get('/sih-larajaket/aset/note-keeper.js', (_request, reply) => reply.type('text/javascript').header('Cache-Control', 'public, max-age=3600').send(island));
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
