import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import type { Perform } from '#platform/action';
import type { Database } from '#platform/database';
import { answer, wantsPage, type Http } from '#platform/http';
import type { FormState } from '#platform/ui';
import { refusals } from '../problems.ts';
import { drawAction, finishAction, judgeAction } from '../sampling/actions.ts';
import { readItems, readSamples } from '../sampling/reads.ts';
import type { Tables } from '../tables.ts';
import type { Transparency } from '../transparency.ts';
import { SamplePage, SamplesPage } from './sampling.tsx';
import { words } from './words.ts';

/** `/log/uji-petik`: everybody sees what was sampled and found; the Inspektorat draws and judges. */
export function mountSampling(deps: { http: Http; transparency: Transparency; database: Database; perform: Perform }): void {
  const { http: { app }, database, perform } = deps;
  const finish = finishAction(deps.transparency.log);
  const mayAudit = (request: FastifyRequest) => can(request.actor, 'transparency/audit');
  deps.http.addEntrances([{ path: '/log/uji-petik', name: words.samplesTitle, for: 'desk', permission: 'transparency/audit' }]);

  async function list(request: FastifyRequest, reply: FastifyReply, state: FormState = { values: {} }): Promise<FastifyReply> {
    const services = await database.read<Tables>().selectFrom('transparency.closing').select('service').distinct().orderBy('service').execute();
    return answer(reply, <SamplesPage samples={await readSamples(database)} mayAudit={mayAudit(request)} services={services.map((row) => row.service)} state={state} />, state.problem?.status ?? 200);
  }

  async function one(request: FastifyRequest, reply: FastifyReply, id: string, state: FormState = { values: {} }): Promise<FastifyReply> {
    const row = (await readSamples(database)).find((sample) => sample.id === id);
    if (!row) throw new Problem(refusals.noSample);
    const items = mayAudit(request) ? await readItems(database, id) : undefined;
    return answer(reply.header('Cache-Control', 'no-store'), <SamplePage row={row} items={items} state={state} />, state.problem?.status ?? 200);
  }

  /** A refusal is shown on the page it was made on. */
  async function doing(request: FastifyRequest, step: () => Promise<FastifyReply>, again: (state: FormState) => Promise<FastifyReply>): Promise<FastifyReply> {
    try {
      return await step();
    } catch (error) {
      if (error instanceof Problem && error.status !== 403 && wantsPage(request)) return again({ values: request.body as Record<string, string>, problem: error });
      throw error;
    }
  }

  const idOf = (request: FastifyRequest) => (request.params as { id: string }).id;
  app.get('/log/uji-petik', (request, reply) => list(request, reply));
  app.get('/log/uji-petik/:id', (request, reply) => one(request, reply, idOf(request)));
  app.get('/log/uji-petik/:id/hasil.json', async (request, reply) => {
    const result = /^[0-9a-f-]{36}$/.test(idOf(request)) ? await database.read<Tables>().selectFrom('transparency.sample_result').select('payload').where('sample', '=', idOf(request)).executeTakeFirst() : undefined;
    if (!result) throw new Problem(refusals.noSample);
    return reply.header('Cache-Control', 'public, max-age=31536000, immutable').type('application/json').send(result.payload);
  });
  app.post('/log/uji-petik', (request, reply) => doing(request, async () => {
    const id = await perform(drawAction, request.actor, request.body, { requestId: request.id });
    return reply.redirect(`/log/uji-petik/${id}`, 303);
  }, (state) => list(request, reply, state)));
  app.post('/log/uji-petik/:id/selesai', (request, reply) => doing(request, async () => {
    await perform(finish, request.actor, { sample: idOf(request) }, { requestId: request.id });
    return reply.redirect(`/log/uji-petik/${idOf(request)}`, 303);
  }, (state) => one(request, reply, idOf(request), state)));
  app.post('/log/uji-petik/:id/:place', (request, reply) => doing(request, async () => {
    const { place } = request.params as { place: string };
    const body = request.body as Record<string, string>;
    await perform(judgeAction, request.actor, { sample: idOf(request), place, verdict: body[`verdict-${place}`], note: body[`note-${place}`] ?? '' }, { requestId: request.id });
    return reply.redirect(`/log/uji-petik/${idOf(request)}`, 303);
  }, (state) => one(request, reply, idOf(request), state)));
}
