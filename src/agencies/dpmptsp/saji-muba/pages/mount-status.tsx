import type { FastifyReply, FastifyRequest } from 'fastify';
import { can, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate, formatDate } from '#kernel/time';
import { answer, mountForm, type Http } from '#platform/http';
import type { FormState } from '#platform/ui';
import { formIdOf } from '../forms.ts';
import { refusals } from '../problems.ts';
import { readStatus } from '../reads/status.ts';
import type { Saji } from '../rooms.ts';
import { codeIn } from '../rules/link.ts';
import { requireApplication, type Application } from '../store/applications.ts';
import { CoursePage } from './course.tsx';
import { ReportPage } from './start.tsx';
import { StatusPage } from './status.tsx';

/** The page behind the link in every message: no login, no name, everything the holder needs. */
export function mountStatus(http: Http, saji: Saji): void {
  const { app } = http;
  const { doors, perform, actions } = saji;

  async function held(request: FastifyRequest): Promise<{ application: Application; link: string }> {
    const { link } = request.params as { link: string };
    const code = codeIn(link, doors.linkKeys);
    if (code === undefined) throw new Problem(refusals.noApplication);
    return { application: await requireApplication(doors, { code }), link };
  }

  async function page(request: FastifyRequest, state: FormState) {
    const { application, link } = await held(request);
    const view = await readStatus(doors, application);
    if (!view) throw new Problem(refusals.noApplication);
    return <StatusPage view={view} link={link} now={doors.clock.now()} press={request.id} state={state} fresh={(request.query as { baru?: string }).baru === '1'} />;
  }

  app.get('/saji-muba/p/:link', async (request, reply) => answer(privately(reply), await page(request, { values: {} })));

  app.get('/saji-muba/p/:link/alur', async (request, reply) => {
    const { application, link } = await held(request);
    const standing = await doors.cases.standing(application.caseId);
    if (!standing) throw new Problem(refusals.noApplication);
    return answer(privately(reply), <CoursePage application={application} standing={standing} back={`/saji-muba/p/${link}`} desk={false} />);
  });

  app.post('/saji-muba/p/:link/isi', async (request, reply) => {
    const { application } = await held(request);
    const { token, type } = await perform(actions.openForm, holder(request.actor, application), { code: application.code }, { requestId: request.id });
    return reply.redirect(`/saji-muba/isi/${type}/isi/${token}`, 303);
  });

  mountForm(app, {
    path: '/saji-muba/p/:link/tarik', view: page,
    async send(request, values) {
      const { application, link } = await held(request);
      await perform(actions.withdraw, holder(request.actor, application), { code: application.code, reason: values['reason'] ?? '' }, { requestId: request.id });
      return `/saji-muba/p/${link}`;
    },
  });

  mountForm(app, {
    path: '/saji-muba/p/:link/lanjut', view: page,
    async send(request, values) {
      const { application } = await held(request);
      const asked = await perform(actions.follow, holder(request.actor, application), { code: application.code, purpose: values['purpose'], commandId: values['commandId'] ?? request.id }, { requestId: request.id });
      return `${asked.path}?baru=1`;
    },
  });

  mountForm(app, {
    path: '/saji-muba/p/:link/lapor',
    async view(request, state) {
      const { link } = await held(request);
      return <ReportPage state={state} action={`/saji-muba/p/${link}/lapor`} done={(request.query as { terkirim?: string }).terkirim === '1'} />;
    },
    async send(request, values) {
      const { application, link } = await held(request);
      await perform(actions.reportFee, holder(request.actor, application), { code: application.code, text: values['text'] ?? '' }, { requestId: request.id });
      return `/saji-muba/p/${link}/lapor?terkirim=1`;
    },
  });

  /** The signed document itself; who fetched it is written down. */
  app.get('/saji-muba/p/:link/dokumen', async (request, reply) => {
    const { application } = await held(request);
    const view = await readStatus(doors, application);
    const id = view?.permit?.document ?? view?.refusal;
    if (!id) throw new Problem(refusals.noPermit);
    const file = await doors.signing.file(holder(request.actor, application), id, { purpose: 'own' });
    return privately(reply).type('application/pdf').header('Content-Disposition', `attachment; filename="${application.typeId}-${application.code}.pdf"`).send(file.stream);
  });

  /** A dated statement that the promise ran out, for the applicant's own use. */
  app.get('/saji-muba/p/:link/lewat-waktu', async (request, reply) => {
    const { application, link } = await held(request);
    const view = await readStatus(doors, application);
    if (!view?.silence) throw new Problem(refusals.noApplication);
    const day = (at: Temporal.Instant) => formatDate(civilDate(at, doors.zone));
    const rendered = await doors.documents.renderById('standard/letter', {
      heading: 'SURAT KETERANGAN LEWAT WAKTU',
      blocks: [
        { kind: 'paragraph', text: 'Sistem Saji-Muba menerangkan bahwa permohonan berikut belum diputuskan sampai batas waktu yang dijanjikan:' },
        { kind: 'fields', rows: [['Permohonan', application.type.name.id], ['Kode', application.code], ['Diminta', day(application.requestedAt)], ['Batas waktu', day(view.silence.lapsedAt)], ['Kepala dinas memutuskan paling lambat', day(view.silence.headDecidesBy)]] },
        { kind: 'paragraph', text: 'Surat ini dibuat oleh sistem dari catatan waktu perkara dan bukan izin. Keputusan tetap di tangan pejabat yang berwenang.' },
        { kind: 'clauses', clauses: [{ word: 'Dasar', items: ['UU 30/2014 tentang Administrasi Pemerintahan, Pasal 53, sebagaimana diubah dengan UU 6/2023.'], marks: 'none' }] },
      ],
    }, { at: view.silence.lapsedAt, agency: doors.catalogue.office.agency, verify: doors.publicUrl(`/saji-muba/p/${link}`) });
    return privately(reply).type('application/pdf').header('Content-Disposition', `attachment; filename="lewat-waktu-${application.code}.pdf"`).send(Buffer.from(rendered.pdf));
  });

  const crumbs = [{ href: '/saji-muba', name: { id: 'Saji-Muba' } }] as const;
  const formAt = (request: FastifyRequest) => { const type = doors.catalogue.find((request.params as { jenis: string }).jenis); return type && formIdOf(type.id); };
  const submit = (request: FastifyRequest, token: string) => perform(actions.submitForm, request.actor, { token }, { requestId: request.id });
  doors.forms.mount(http, { path: '/saji-muba/isi/:jenis', form: formAt, crumbs, submit });
  doors.forms.mount(http, { path: '/saji-muba/meja-isi/:jenis', form: formAt, kind: 'desk', crumbs, allow: (actor) => can(actor, 'saji-muba/front'), submit });
}

/** Whoever holds the link acts as the application's own party; signed-in people keep their name. */
function holder(actor: Actor, application: Application): Actor {
  return actor.kind === 'anonymous' ? { ...actor, id: `application:${application.code}` } : actor;
}

/** Never kept by caches, never told to other sites. */
function privately(reply: FastifyReply): FastifyReply {
  return reply.header('Cache-Control', 'no-store').header('Referrer-Policy', 'no-referrer').header('X-Robots-Tag', 'noindex');
}
