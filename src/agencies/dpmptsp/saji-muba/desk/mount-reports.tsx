import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { refusals as actionRefusals } from '#platform/action';
import { answer, type Http } from '#platform/http';
import type { FormState } from '#platform/ui';
import { refusals } from '../problems.ts';
import type { Saji } from '../rooms.ts';
import { feeReports } from '../store/reports.ts';
import { ReportReadPage, ReportsPage } from './reports.tsx';

/** What residents report about being asked for money: read by the head of office and the Inspectorate, nobody else. */
export function mountReports({ app }: Http, { doors, perform, actions }: Saji): void {
  app.get('/saji-muba/laporan', async (request, reply) => {
    if (!can(request.actor, 'saji-muba/read-reports')) throw new Problem(actionRefusals.forbidden);
    return answer(reply.header('Cache-Control', 'no-store'), <ReportsPage reports={await feeReports(doors)} />);
  });
  app.get('/saji-muba/laporan/:id', (request, reply) => show(request, reply, { values: {} }));
  app.post('/saji-muba/laporan/:id/tutup', async (request, reply) => {
    const values = request.body as Readonly<Record<string, string>>;
    try {
      await perform(actions.closeReport, request.actor, { report: idOf(request), outcome: values['outcome'] ?? '' }, { requestId: request.id });
      return await reply.redirect(`/saji-muba/laporan/${idOf(request)}`, 303);
    } catch (error) {
      if (!(error instanceof Problem) || error.status === 403) throw error;
      return show(request, reply, { values, problem: error });
    }
  });

  async function show(request: FastifyRequest, reply: FastifyReply, state: FormState): Promise<FastifyReply> {
    const report = await perform(actions.readReport, request.actor, { report: idOf(request) }, { requestId: request.id });
    return answer(reply.header('Cache-Control', 'no-store'), <ReportReadPage report={report} state={state} />, state.problem?.status ?? 200);
  }
}

function idOf(request: FastifyRequest): string {
  const { id = '' } = request.params as { id?: string };
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Problem(refusals.noReport);
  return id;
}
