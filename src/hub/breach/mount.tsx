import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { atWallClock, civilDate, formatClock, formatDate } from '#kernel/time';
import { refusals as actionRefusals } from '#platform/action';
import type { Documents } from '#platform/documents';
import { answer } from '#platform/http';
import type { FormState } from '#platform/ui';
import { bodyTexts, type HubDoors } from '../doors.ts';
import { breachActions, refusals } from './actions.ts';
import { BreachPage } from './page.tsx';
import { noticeBlocks } from './rules.ts';
import { readBreaches } from './store.ts';
import { words } from './words.ts';

/** `/kebocoran-data`: for whoever answers for personal data. */
export function mountBreach(doors: HubDoors & { readonly documents: Documents }): void {
  const { http: { app }, database, perform, regency } = doors;
  const actions = breachActions(doors);
  const moment = (at: Temporal.Instant) => `${formatDate(civilDate(at, regency.zone))}, ${formatClock(at, regency.zone)}`;
  doors.http.addEntrances([{ path: '/kebocoran-data', name: words.title, for: 'desk', permission: 'hub/data-requests' }]);

  async function page(request: FastifyRequest, reply: FastifyReply, state: FormState = { values: {} }): Promise<FastifyReply> {
    if (!can(request.actor, 'hub/data-requests')) throw new Problem(actionRefusals.forbidden);
    return answer(reply.header('Cache-Control', 'no-store'), <BreachPage breaches={await readBreaches(doors)} now={database.clock.now()} state={state} />, state.problem?.status ?? 200);
  }
  app.get('/kebocoran-data', (request, reply) => page(request, reply));
  app.post('/kebocoran-data', async (request, reply) => {
    const values = bodyTexts(request);
    try {
      const { knownDate = '', knownTime = '', ...rest } = values;
      await perform(actions.open, request.actor, { ...rest, knownAt: momentTyped(knownDate, knownTime, regency.zone) }, { requestId: request.id });
      return await reply.redirect('/kebocoran-data', 303);
    } catch (error) {
      if (error instanceof Problem && error.status === 422) return page(request, reply, { values, problem: error });
      throw error;
    }
  });
  app.post<{ Params: { id: string } }>('/kebocoran-data/:id', async (request, reply) => {
    await perform(actions.told, request.actor, { id: request.params.id, to: bodyTexts(request)['to'] }, { requestId: request.id });
    return reply.redirect('/kebocoran-data', 303);
  });
  app.get<{ Params: { id: string; to: string } }>('/kebocoran-data/:id/:to.pdf', async (request, reply) => {
    if (!can(request.actor, 'hub/data-requests')) throw new Problem(actionRefusals.forbidden);
    const breach = (await readBreaches(doors)).find((one) => one.id === request.params.id);
    const to = request.params.to === 'subjects' || request.params.to === 'authority' ? request.params.to : undefined;
    if (!breach || !to) throw new Problem(refusals.unknown);
    const about = { regency: regency.name, affected: breach.affected, knownAt: moment(breach.knownAt), dueAt: moment(breach.dueAt), drill: breach.drill };
    const { pdf } = await doors.documents.renderById('standard/letter', {
      heading: 'PEMBERITAHUAN', subheading: 'kegagalan pelindungan data pribadi', recipient: [to === 'subjects' ? 'Yth. Bapak/Ibu pemilik data' : 'Yth. Lembaga pelindungan data pribadi'], blocks: noticeBlocks(to, breach.facts, about),
    }, { at: breach.knownAt, ...(breach.drill ? { mark: 'LATIHAN' } : {}) });
    return reply.header('Cache-Control', 'no-store').type('application/pdf').header('Content-Disposition', `attachment; filename="pemberitahuan-${to}.pdf"`).send(Buffer.from(pdf));
  });
}

/** `2026-11-26` and `13.30` of the regency's clock as an instant; what cannot be read stays as typed and is refused by the action. */
function momentTyped(date: string, time: string, zone: string): string {
  try {
    return atWallClock(Temporal.PlainDate.from(date.trim(), { overflow: 'reject' }), time.trim().replace('.', ':'), zone).toString();
  } catch {
    return `${date} ${time}`;
  }
}
