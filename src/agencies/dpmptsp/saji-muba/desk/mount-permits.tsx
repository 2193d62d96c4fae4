import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { refusals as actionRefusals } from '#platform/action';
import { answer, type Http } from '#platform/http';
import type { FormState } from '#platform/ui';
import { refusals } from '../problems.ts';
import type { Saji } from '../rooms.ts';
import { followUps, mayFollow } from '../rules/follow.ts';
import { requireApplication } from '../store/applications.ts';
import { changesOf, findPermit, register, requirePermit } from '../store/permits.ts';
import { IssuedPage, IssuedPermitPage, type IssuedView } from './permits.tsx';

/** What becomes of a permit after issue: suspend, resume, revoke by the head; renewal, amendment and copies begun at the counter. No personal data stands here. */
export function mountPermits({ app }: Http, { doors, perform, actions }: Saji): void {
  app.get('/saji-muba/terbit', async (request, reply) => {
    refuseOthers(request);
    const typed = ((request.query as { cari?: string }).cari ?? '').trim();
    return answer(reply, <IssuedPage permits={await register(doors, { typed, limit: 100 })} typed={typed} typeOf={(id) => doors.catalogue.find(id)} />);
  });
  app.get('/saji-muba/terbit/:id', (request, reply) => show(request, reply, { values: {} }));
  app.post('/saji-muba/terbit/:id/ubah', (request, reply) => attempt(request, reply, async (values) => {
    await perform(actions.changePermit, request.actor, { permitId: idOf(request), verb: values['verb'], reason: values['reason'] ?? '' }, { requestId: request.id });
    return `/saji-muba/terbit/${idOf(request)}`;
  }));
  app.post('/saji-muba/terbit/:id/lanjut', (request, reply) => attempt(request, reply, async (values) => {
    const asked = await perform(actions.follow, { ...request.actor, channel: 'counter' }, { permitId: idOf(request), purpose: values['purpose'], nik: values['nik'] ?? '', commandId: values['commandId'] ?? request.id }, { requestId: request.id });
    return `/saji-muba/meja/${asked.caseId}`;
  }));

  async function attempt(request: FastifyRequest, reply: FastifyReply, run: (values: Readonly<Record<string, string>>) => Promise<string>): Promise<FastifyReply> {
    const values = request.body as Readonly<Record<string, string>>;
    try {
      return await reply.redirect(await run(values), 303);
    } catch (error) {
      if (!(error instanceof Problem) || error.status === 403 && !error.fields['nik']) throw error;
      return show(request, reply, { values, problem: error });
    }
  }

  async function show(request: FastifyRequest, reply: FastifyReply, state: FormState): Promise<FastifyReply> {
    refuseOthers(request);
    const view = await readIssued(idOf(request));
    const may = { change: can(request.actor, 'saji-muba/head'), follow: can(request.actor, 'saji-muba/front') };
    return answer(reply.header('Cache-Control', 'no-store'), <IssuedPermitPage view={view} may={may} press={request.id} state={state} />, state.problem?.status ?? 200);
  }

  async function readIssued(id: string): Promise<IssuedView> {
    const permit = await requirePermit(doors, { id });
    const { type } = await requireApplication(doors, { caseId: permit.caseId });
    const today = civilDate(doors.clock.now(), doors.zone);
    return {
      permit, type, changes: await changesOf(doors, permit.id), before: permit.replaces === undefined ? undefined : await findPermit(doors, { id: permit.replaces }), after: await findPermit(doors, { replaces: permit.id }),
      follows: followUps.filter((purpose) => mayFollow(purpose, { ...permit, renewable: type.renewable }, today) === undefined),
    };
  }
}

function refuseOthers(request: FastifyRequest): void {
  if (!can(request.actor, 'saji-muba/head') && !can(request.actor, 'saji-muba/front')) throw new Problem(actionRefusals.forbidden);
}

function idOf(request: FastifyRequest): string {
  const { id = '' } = request.params as { id?: string };
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Problem(refusals.noPermit);
  return id;
}
