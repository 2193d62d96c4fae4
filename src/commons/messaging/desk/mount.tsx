import { readFileSync } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import type { Access } from '#commons/access';
import { refusals as actionRefusals, type Perform } from '#platform/action';
import type { Database } from '#platform/database';
import { answer, wantsPage, type Http } from '#platform/http';
import { renderFragment, type FormState } from '#platform/ui';
import { refusals } from '../problems.ts';
import type { deskActions } from './actions.ts';
import { DeskPage, Lines, WaitingList } from './page.tsx';
import { deskReads } from './reads.ts';
import { words } from './words.ts';

const style = readFileSync(new URL('./desk.css', import.meta.url));

/** The officers' desk for conversations the assistant handed over. */
export function mountDesk(deps: { http: Http; database: Database; perform: Perform; access: Access; actions: ReturnType<typeof deskActions>; agencyOf: (service: string) => string | undefined }): void {
  const { app } = deps.http;
  const { actions } = deps;
  const reads = deskReads(deps.database, deps.agencyOf);

  async function page(request: FastifyRequest, reply: FastifyReply, id: string | undefined, state: FormState = { values: {} }): Promise<FastifyReply> {
    const handed = await reads.handed(request.actor);
    const conversation = id === undefined ? undefined : handed.find((one) => one.id === id);
    if (id !== undefined && !conversation) throw new Problem(refusals.unknownConversation);
    const open = conversation && { conversation, lines: await linesOf(request, conversation.id), mine: conversation.assignedTo === request.actor.id };
    return answer(reply, <DeskPage handed={handed} toCall={await reads.toCall(request.actor)} open={open} state={state} />, state.problem?.status ?? 200);
  }

  /** Reading a talk is reading personal data: each person it is bound to can see that it was read. */
  async function linesOf(request: FastifyRequest, id: string) {
    for (const person of await reads.persons(id)) await deps.access.readingFor(request.actor, { person, fields: ['conversation'], purpose: 'service', service: 'messaging', permission: 'messaging/answer' }, request.id);
    return reads.transcript(id);
  }

  function officer(request: FastifyRequest): void {
    if (!can(request.actor, 'messaging/answer')) throw new Problem(actionRefusals.forbidden);
  }

  const idOf = (request: FastifyRequest) => (request.params as { id: string }).id;

  deps.http.addEntrances([{ path: '/percakapan', name: words.title, for: 'desk', permission: 'messaging/answer' }]);
  app.get('/percakapan/gaya.css', (_request, reply) => reply.type('text/css').header('Cache-Control', 'public, max-age=3600').send(style));
  app.get('/percakapan', async (request, reply) => { officer(request); return page(request, reply, undefined); });
  app.get('/percakapan/daftar', async (request, reply) => {
    officer(request);
    const open = (request.query as { buka?: string }).buka;
    return reply.type('text/html; charset=utf-8').send(renderFragment(<WaitingList handed={await reads.handed(request.actor)} openId={open} />, request.frame()));
  });
  app.get('/percakapan/:id', async (request, reply) => { officer(request); return page(request, reply, idOf(request)); });
  app.get('/percakapan/:id/baris', async (request, reply) => {
    officer(request);
    const id = idOf(request);
    if (!(await reads.handed(request.actor)).some((one) => one.id === id)) throw new Problem(refusals.unknownConversation);
    return reply.type('text/html; charset=utf-8').send(renderFragment(<Lines lines={await reads.transcript(id)} id={id} />, request.frame()));
  });

  app.post('/percakapan/telepon', async (request, reply) => {
    await deps.perform(actions.called, request.actor, request.body, { requestId: request.id });
    return reply.redirect('/percakapan', 303);
  });
  app.post('/percakapan/:id', async (request, reply) => {
    const values = request.body as Record<string, string>;
    try {
      await deps.perform(actions.answer, request.actor, { conversationId: idOf(request), text: values['text'] }, { requestId: request.id });
    } catch (error) {
      if (error instanceof Problem && error.status === 422 && wantsPage(request)) return page(request, reply, idOf(request), { values, problem: error });
      throw error;
    }
    return reply.redirect(`/percakapan/${idOf(request)}`, 303);
  });
  app.post('/percakapan/:id/pegang', async (request, reply) => {
    await deps.perform(actions.take, request.actor, { conversationId: idOf(request) }, { requestId: request.id });
    return reply.redirect(`/percakapan/${idOf(request)}`, 303);
  });
  app.post('/percakapan/:id/blokir', async (request, reply) => {
    const values = request.body as Record<string, string>;
    try {
      await deps.perform(actions.block, request.actor, { conversationId: idOf(request), reason: values['reason'] ?? '' }, { requestId: request.id });
    } catch (error) {
      if (error instanceof Problem && error.status === 422 && wantsPage(request)) return page(request, reply, idOf(request), { values, problem: error });
      throw error;
    }
    return reply.redirect(`/percakapan/${idOf(request)}`, 303);
  });
  app.post('/percakapan/:id/buka-blokir', async (request, reply) => {
    await deps.perform(actions.unblock, request.actor, { conversationId: idOf(request) }, { requestId: request.id });
    return reply.redirect('/percakapan', 303);
  });
  app.post('/percakapan/:id/kembalikan', async (request, reply) => {
    await deps.perform(actions.handBack, request.actor, { conversationId: idOf(request) }, { requestId: request.id });
    return reply.redirect('/percakapan', 303);
  });
}
