import { readFileSync } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answer, type Http } from '#platform/http';
import { renderFragment } from '#platform/ui';
import type { Stands } from '../standins/index.ts';
import { lineUrl, Phone, SimulatorPage, Talk, type SimulatorView } from './page.tsx';
import { words } from './words.ts';
import { bubblesOf, readLine, shareContact, tap, versionOf, write, type Line } from './phones.ts';

const style = readFileSync(new URL('./simulator.css', import.meta.url));
/** How long a form waits for the first answer, so that a browser without scripts sees it at once. */
const patienceMs = 2000;

/** The page on which anybody tries the service by chat. Only in a demonstration, and only with stand-ins. */
export function mountSimulator(http: Http, deps: { stands: Stands; zone: string }): void {
  const { stands } = deps;
  const { app } = http;
  http.addEntrances([{ path: '/simulator', name: words.title, for: 'resident' }]);
  const config = { rateLimit: { max: 3000, timeWindow: '1 minute' } };

  function viewOf(request: FastifyRequest, line: Line, writing = false): SimulatorView {
    return { locale: request.locale, zone: deps.zone, line, bubbles: bubblesOf(stands, line), sms: stands.sms.inbox(line.owner.phone), writing };
  }

  async function afterAnswer(request: FastifyRequest, reply: FastifyReply, line: Line, act: () => void): Promise<FastifyReply> {
    const known = bubblesOf(stands, line).length;
    act();
    if (request.headers['hx-request']) return reply.type('text/html; charset=utf-8').send(renderFragment(<Phone {...viewOf(request, line, true)} />, request.frame()));
    for (let waited = 0; waited < patienceMs && bubblesOf(stands, line).length <= known + 1; waited += 100) await new Promise((resolve) => setTimeout(resolve, 100));
    return reply.redirect(lineUrl(line), 303);
  }

  app.get('/simulator', (request, reply) => answer(reply, <SimulatorPage {...viewOf(request, readLine(request.query as Record<string, unknown>))} />));
  app.get('/simulator/gaya.css', (_request, reply) => reply.type('text/css').header('Cache-Control', 'public, max-age=3600').send(style));
  app.get('/simulator/pesan', { config }, (request, reply) => {
    const query = request.query as Record<string, unknown>;
    const view = viewOf(request, readLine(query));
    if (query['v'] === versionOf(view.bubbles)) return reply.code(204).send();
    return reply.type('text/html; charset=utf-8').send(renderFragment(<Talk {...view} />, request.frame()));
  });

  app.post('/simulator/kirim', { config }, (request, reply) => {
    const body = request.body as Record<string, unknown>;
    const line = readLine(body);
    const text = typeof body['pesan'] === 'string' ? body['pesan'].slice(0, 4000).trim() : '';
    return afterAnswer(request, reply, line, () => { if (text) write(stands, line, text); });
  });
  app.post('/simulator/ketuk', { config }, (request, reply) => {
    const body = request.body as Record<string, unknown>;
    const line = readLine(body);
    const choiceId = body['pilihan'];
    return afterAnswer(request, reply, line, () => { if (typeof choiceId === 'string') tap(stands, line, choiceId); });
  });
  app.post('/simulator/kontak', { config }, (request, reply) => {
    const line = readLine(request.body as Record<string, unknown>);
    return afterAnswer(request, reply, line, () => { shareContact(stands, line); });
  });
}
