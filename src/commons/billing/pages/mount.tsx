import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { refusals as actionRefusals, type Perform } from '#platform/action';
import type { Database } from '#platform/database';
import { answer, type Http } from '#platform/http';
import type { FormState } from '#platform/ui';
import type { Billing } from '../billing.ts';
import { refusals } from '../problems.ts';
import { mountSnap, type BankKeys } from '../snap/mount.ts';
import type { Deliver, StandInBank } from '../standin/bank.ts';
import { BillPage, CashierPage } from './cashier.tsx';
import { SuspensePage } from './suspense.tsx';
import { words } from './words.ts';

/** The cashier's pages and the addresses banks call. */
export async function billingRoutes(deps: { http: Http; database: Database; perform: Perform; billing: Billing; keys: () => BankKeys; standIn?: StandInBank | undefined; demo: boolean }): Promise<void> {
  const { http, billing, perform, database } = deps;
  const { app } = http;
  http.addEntrances([
    { path: '/kasir', name: words.cashier, for: 'desk', permission: 'billing/see' },
    { path: '/kasir/titipan', name: words.suspense, for: 'desk', permission: 'billing/see' },
  ]);
  await mountSnap(deps);
  const deliver: Deliver = async ({ path, headers, body }) => {
    const answered = await app.inject({ method: 'POST', url: path, headers, payload: body });
    return { status: answered.statusCode, body: answered.body };
  };

  async function bill(request: FastifyRequest, reply: FastifyReply, state: FormState) {
    const found = await billing.find({ id: readId(request) });
    if (!found) throw new Problem(refusals.noBill);
    return answer(reply, <BillPage bill={found} now={database.clock.now()} state={state} mayReceive={can(request.actor, 'billing/receive')} demo={deps.demo && deps.standIn !== undefined} />, state.problem?.status ?? 200);
  }

  async function suspense(request: FastifyRequest, reply: FastifyReply, state: FormState) {
    const { actor } = request;
    const may = { propose: can(actor, 'billing/propose-refund'), approve: can(actor, 'billing/approve-refund'), pay: can(actor, 'billing/receive'), id: actor.id };
    return answer(reply, <SuspensePage rows={await billing.refunds({ pending: true })} may={may} state={state} />, state.problem?.status ?? 200);
  }

  app.get('/kasir', async (request, reply) => {
    requireMay(request);
    const typed = ((request.query as { cari?: string }).cari ?? '').trim();
    return answer(reply, <CashierPage bills={await billing.recent(typed)} typed={typed} now={database.clock.now()} />);
  });
  app.get('/kasir/titipan', async (request, reply) => { requireMay(request); return suspense(request, reply, { values: {} }); });
  app.get('/kasir/:id', async (request, reply) => { requireMay(request); return bill(request, reply, { values: {} }); });
  app.post('/kasir/:id/tunai', async (request, reply) => {
    requireMay(request);
    const { amount = '', receipt = '' } = request.body as Record<string, string>;
    return attempt(async () => { await perform(billing.actions.receiveCash, { ...request.actor, channel: 'counter' }, { billId: readId(request), amount, receipt }, { requestId: request.id }); return reply.redirect(`/kasir/${readId(request)}`, 303); },
      (problem) => bill(request, reply, { values: { amount, receipt }, problem }));
  });
  app.post('/kasir/:id/peragaan', async (request, reply) => {
    requireMay(request);
    const found = await billing.find({ id: readId(request) });
    if (!found || !deps.demo || !deps.standIn) throw new Problem(refusals.noBill);
    await deps.standIn.pay(deliver, found.virtualAccount, `PERAGAAN${found.number.slice(0, 6)}`);
    return reply.redirect(`/kasir/${found.id}`, 303);
  });
  const step = (path: string, run: (request: FastifyRequest, values: Record<string, string>) => Promise<unknown>) => app.post(path, async (request, reply) => {
    requireMay(request);
    const values = request.body as Record<string, string>;
    return attempt(async () => { await run(request, values); return reply.redirect('/kasir/titipan', 303); }, (problem) => suspense(request, reply, { values, problem }));
  });
  step('/kasir/titipan/usul', (request, values) => perform(billing.actions.proposeRefund, request.actor, { refundId: values['refundId'], note: values['note'] ?? '', payee: { bank: values['payee.bank'] ?? '', account: values['payee.account'] ?? '', holder: values['payee.holder'] ?? '' } }, { requestId: request.id }));
  step('/kasir/titipan/setuju', (request, values) => perform(billing.actions.approveRefund, request.actor, { refundId: values['refundId'] }, { requestId: request.id }));
  step('/kasir/titipan/bayar', (request, values) => perform(billing.actions.recordReturn, request.actor, { refundId: values['refundId'], reference: values['reference'] ?? '' }, { requestId: request.id }));
}

async function attempt(run: () => Promise<FastifyReply>, refused: (problem: Problem) => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return refused(error);
  }
}

function requireMay(request: FastifyRequest): void {
  if (!can(request.actor, 'billing/see')) throw new Problem(actionRefusals.forbidden);
}

function readId(request: FastifyRequest): string {
  const { id } = request.params as { id: string };
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Problem(refusals.noBill);
  return id;
}
