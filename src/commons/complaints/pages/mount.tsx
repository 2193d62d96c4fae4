import type { FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import type { Manifest } from '#kernel/manifest';
import { Problem } from '#kernel/problem';
import { civilDate, formatDate } from '#kernel/time';
import type { Perform } from '#platform/action';
import { answer, mountForm, type Http } from '#platform/http';
import type { Database } from '#platform/database';
import type { FormState } from '#platform/ui';
import { wholeRegency } from '#commons/access';
import { requireDesk, type complaintActions } from '../actions.ts';
import { refusals } from '../problems.ts';
import { complaintOf, deskComplaints, laporTrouble, publishedComplaints } from '../reads.ts';
import { ComplaintsPage, DeskPage, FilePage, ReceivedPage, StatusPage } from './pages.tsx';

interface Deps {
  readonly http: Http;
  readonly database: Database;
  readonly perform: Perform;
  readonly actions: ReturnType<typeof complaintActions>;
  readonly manifests: readonly Manifest[];
  readonly agencies: readonly { readonly id: string; readonly acronym: string }[];
  readonly zone: string;
}

interface Path { Params: { tracking: string } }

/** `/pengaduan` for everybody and `/pengaduan/meja` for officers. */
export function mountComplaints({ http, database, perform, actions, manifests, agencies, zone }: Deps): void {
  const { app } = http;
  const serviceName = (id: string) => manifests.find((manifest) => manifest.id === id)?.name ?? id;
  http.addEntrances([{ path: '/pengaduan', name: { id: 'Pengaduan saya', en: 'My complaint' }, for: 'resident', follow: true }, { path: '/pengaduan/meja', name: { id: 'Meja pengaduan', en: 'Complaints desk' }, for: 'desk', permission: 'complaints/desk' }]);

  app.get('/pengaduan', async (_request, reply) => answer(reply, <ComplaintsPage latest={await publishedComplaints(database)} serviceName={serviceName} />));
  app.get<{ Querystring: { nomor?: string } }>('/pengaduan/cari', (request, reply) => reply.redirect(`/pengaduan/nomor/${encodeURIComponent(request.query.nomor ?? '')}`, 303));
  app.get('/pengaduan/baru', (request, reply) => answer(reply, <FilePage services={manifests} state={{ values: { service: texts(request.query)['layanan'] ?? '' } }} />));
  app.post('/pengaduan/baru', async (request, reply) => {
    const values = texts(request.body);
    try {
      const service = manifests.find((manifest) => manifest.id === values['service']);
      const made = await perform(actions.file, request.actor, { service: service?.id, agency: service?.agency, words: values['words'] ?? '', contact: values['contact'] || undefined, anonymous: values['anonymous'] === 'on', confidential: values['confidential'] === 'on' }, { requestId: request.id });
      const stored = await complaintOf(database, made.tracking);
      // The reply code is shown in this very answer and nowhere else, so there is no redirect.
      return answer(reply.header('Cache-Control', 'no-store'), <ReceivedPage tracking={made.tracking} replyCode={made.replyCode} until={stored?.dueAt ? formatDate(civilDate(stored.dueAt, zone), request.locale) : '–'} />, 201);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return answer(reply, <FilePage services={manifests} state={{ values, problem: error }} />, error.status);
    }
  });

  const status = async (request: FastifyRequest<Path>, state: FormState) => {
    const complaint = await complaintOf(database, request.params.tracking);
    if (!complaint) throw new Problem(refusals.unknown);
    return <StatusPage complaint={complaint} serviceName={serviceName} now={database.clock.now()} state={state} />;
  };
  app.get<Path>('/pengaduan/nomor/:tracking', async (request, reply) => answer(reply, await status(request, { values: {} })));
  app.post<Path>('/pengaduan/nomor/:tracking', async (request, reply) => {
    const values = texts(request.body);
    try {
      await perform(actions.reply, request.actor, { tracking: request.params.tracking, code: values['code'] ?? '', verb: values['verb'] ?? '', words: values['words'] || undefined }, { requestId: request.id });
      return await reply.redirect(`/pengaduan/nomor/${request.params.tracking}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return answer(reply, await status(request, { values, problem: error }), error.status);
    }
  });

  mountForm(app, {
    path: '/pengaduan/meja',
    async view(request, state) {
      requireDesk(request.actor);
      const may = { verify: can(request.actor, 'complaints/verify'), answer: can(request.actor, 'complaints/answer'), moderate: can(request.actor, 'complaints/moderate') };
      const agency = may.verify || request.actor.agency === wholeRegency ? undefined : request.actor.agency ?? '';
      return <DeskPage complaints={await deskComplaints(database, { agency })} agencies={agencies} may={may} now={database.clock.now()} serviceName={serviceName} state={state} trouble={await laporTrouble(database)} />;
    },
    async send(request, values) {
      requireDesk(request.actor);
      const { tracking = '', verb = '' } = values;
      if (verb === 'show' || verb === 'withhold') await perform(actions.moderate, request.actor, { tracking, show: verb === 'show' }, { requestId: request.id });
      else await perform(actions.handle, request.actor, { tracking, verb, words: values[`words-${tracking}`] || undefined, agency: values[`agency-${tracking}`] || undefined, kind: values[`kind-${tracking}`] || undefined }, { requestId: request.id });
      return '/pengaduan/meja';
    },
  });
}

function texts(source: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries((source ?? {}) as Record<string, unknown>).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
