import type { FastifyReply, FastifyRequest } from 'fastify';
import { can, type Actor } from '#kernel/actor';
import { readCrockford } from '#kernel/ids';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { refusals as actionRefusals } from '#platform/action';
import type { Files } from '#platform/files';
import { answer, type Http } from '#platform/http';
import type { FormState } from '#platform/ui';
import { refusals } from '../problems.ts';
import type { Saji } from '../rooms.ts';
import { answersOf, findApplication, requireApplication } from '../store/applications.ts';
import { CoursePage } from '../pages/course.tsx';
import { DashboardPage } from './dashboard.tsx';
import { DeskPage } from './desk.tsx';
import { readDashboard } from './figures.ts';
import { deskVerbs } from './verbs.ts';
import { readCase, readTasks } from './view.ts';
import { Work } from './work.tsx';

/** Days before the end of the calendar's data from which the desk and the head are told. */
const calendarWarnDays = 120;

/** The desks of front office, back office, technical agencies, heads and signer: one page, each sees their own work. */
export function mountDesk({ app }: Http, saji: Saji, files: Files): void {
  const { doors } = saji;

  app.get('/saji-muba/meja', async (request, reply) => {
    if (!mayLook(request, reply)) return reply;
    const { kode } = request.query as { kode?: string };
    const found = kode ? await findApplication(doors, { code: readCrockford(kode) }) : undefined;
    if (found) return reply.redirect(`/saji-muba/meja/${found.caseId}`, 302);
    return show(request, reply, undefined, { values: {} });
  });
  app.get('/saji-muba/meja/:id', async (request, reply) => (mayLook(request, reply) ? show(request, reply, idOf(request), { values: {} }) : reply));

  app.post('/saji-muba/meja/:id/:verb', async (request, reply) => {
    if (!mayLook(request, reply)) return reply;
    const { verb = '' } = request.params as { verb?: string };
    const values = request.body as Readonly<Record<string, string>>;
    const caseId = idOf(request);
    if (verb === 'isi') return fillIn(request, reply, caseId);
    const run = deskVerbs[verb];
    if (!run) throw new Problem(refusals.noApplication);
    try {
      await run(saji, request.actor, { caseId, ...(values['commandId'] ? { commandId: values['commandId'] } : {}), ...(values['expectedVersion'] ? { expectedVersion: Number(values['expectedVersion']) } : {}) }, values);
      return await reply.redirect(`/saji-muba/meja/${caseId}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return show(request, reply, caseId, { values, problem: error });
    }
  });

  /** A paper of this application; who opened it is written down. */
  app.get('/saji-muba/meja/:id/berkas/:file', async (request, reply) => {
    if (!mayLook(request, reply)) return reply;
    const application = await requireApplication(doors, { caseId: idOf(request) });
    const { file = '' } = request.params as { file?: string };
    const own = JSON.stringify(await answersOf(doors, application.caseId) ?? {}).includes(`"${file}"`);
    if (!own) throw new Problem(refusals.noApplication);
    const opened = await files.open(request.actor, file, { purpose: 'service' });
    return reply.type(opened.type).header('Content-Disposition', 'inline').header('Cache-Control', 'no-store').send(opened.stream);
  });

  app.get('/saji-muba/meja/:id/alur', async (request, reply) => {
    if (!mayLook(request, reply)) return reply;
    const application = await requireApplication(doors, { caseId: idOf(request) });
    const standing = await doors.cases.standing(application.caseId);
    if (!standing) throw new Problem(refusals.noApplication);
    return answer(reply.header('Cache-Control', 'no-store'), <CoursePage application={application} standing={standing} back={`/saji-muba/meja/${application.caseId}`} desk />);
  });

  app.get('/saji-muba/pimpinan', async (request, reply) => {
    if (!can(request.actor, 'saji-muba/head')) throw new Problem(actionRefusals.forbidden);
    return answer(reply.header('Cache-Control', 'no-store'), <DashboardPage view={await readDashboard(doors)} calendar={calendarEnds(request.actor)} />);
  });

  /** For whoever promises dates or answers for them, twice as early as promises stop. */
  function calendarEnds(actor: Actor): string | undefined {
    return can(actor, 'saji-muba/front') || can(actor, 'saji-muba/head') ? doors.calendar.of('office').warning(doors.clock.now(), calendarWarnDays) : undefined;
  }

  async function show(request: FastifyRequest, reply: FastifyReply, caseId: string | undefined, state: FormState): Promise<FastifyReply> {
    const application = caseId === undefined ? undefined : await requireApplication(doors, { caseId });
    const open = application && await readCase(doors, request.actor, application, request.id);
    const tomorrow = civilDate(doors.clock.now(), doors.zone).add({ days: 1 }).toString();
    const page = (
      <DeskPage tasks={await readTasks(doors, request.actor)} now={doors.clock.now()} calendar={calendarEnds(request.actor)} open={open} state={state}>
        {open && !open.status.application.conflicts.includes(request.actor.id) ? <Work view={open} actor={request.actor} press={request.id} state={state} tomorrow={tomorrow} /> : undefined}
      </DeskPage>
    );
    return answer(reply.header('Cache-Control', 'no-store'), page, state.problem?.status ?? 200);
  }

  async function fillIn(request: FastifyRequest, reply: FastifyReply, caseId: string): Promise<FastifyReply> {
    const application = await requireApplication(doors, { caseId });
    const { token, type } = await saji.perform(saji.actions.openForm, request.actor, { code: application.code }, { requestId: request.id });
    return reply.redirect(`/saji-muba/meja-isi/${type}/isi/${token}`, 303);
  }
}

/** Visitors are asked to sign in and come back; officers of other posts are told. */
function mayLook(request: FastifyRequest, reply: FastifyReply): boolean {
  if (can(request.actor, 'saji-muba/see-applicant')) return true;
  if (request.actor.kind !== 'anonymous') throw new Problem(actionRefusals.forbidden);
  void reply.redirect(`/masuk?lanjut=${encodeURIComponent('/saji-muba/meja')}`, 303);
  return false;
}

function idOf(request: FastifyRequest): string {
  const { id = '' } = request.params as { id?: string };
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Problem(refusals.noApplication);
  return id;
}
