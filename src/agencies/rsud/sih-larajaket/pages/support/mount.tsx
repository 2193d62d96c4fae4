import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { refusals as actionRefusals } from '#platform/action';
import type { Received } from '#platform/files';
import { answer, readPosted, type Http } from '#platform/http';
import type { FormState } from '#platform/ui';
import { care, type Doors } from '../../doors.ts';
import { refusals } from '../../problems.ts';
import { groundFor } from '../../reads/doctor-screen.ts';
import { panelOf } from '../../reference/reference.ts';
import type { Larajaket } from '../../rooms.ts';
import { readerOf } from '../../store/reader.ts';
import { ordersOf, untoldCritical } from '../../store/results.ts';
import { findVisit, findVisits } from '../../store/visits.ts';
import { idIn, mayLook, valuesOf } from '../gate.ts';
import { SupportPage, type SupportProps, type Worklist } from './support.tsx';

const home = '/sih-larajaket/penunjang';
const report = 'sih-larajaket/report';
/** Pictures and reports of results. */
const fileKind = 'sih-larajaket/result';

/** The worklist of laboratory and radiology, and the files that belong to results. */
export function mountSupport({ app }: Http, { doors, perform, actions }: Larajaket): void {
  doors.files.declare({ kind: fileKind, accept: ['image/jpeg', 'image/png', 'application/pdf'], maxBytes: 20 * 1024 * 1024, permission: 'sih-larajaket/open-result-file' });

  app.get(home, async (request, reply) => (mayLook(request, reply, report) ? show(request, reply, {}) : reply));
  app.get(`${home}/:order`, async (request, reply) => (mayLook(request, reply, report) ? show(request, reply, { order: idIn(request, 'order') }) : reply));

  app.post(`${home}/disampaikan`, async (request, reply) => {
    const { values } = valuesOf(request.body);
    await perform(actions.tellCritical, request.actor, { resultId: values['resultId'], to: values['to'] ?? '' }, { requestId: request.id });
    return reply.redirect(home, 303);
  });
  app.post(`${home}/:order`, async (request, reply) => {
    if (!can(request.actor, report)) throw new Problem(actionRefusals.forbidden);
    const orderId = idIn(request, 'order');
    let file: Received | undefined;
    const values = await readPosted(request, async (posted) => { file = await doors.files.receive(posted.stream, { kind: fileKind, name: posted.name }); });
    const [order] = await ordersOf(readerOf(doors.database), { ids: [orderId] });
    try {
      const results = Object.fromEntries((panelOf(order?.panel ?? '')?.tests ?? []).map((code) => [code, { value: values[`nilai-${code}`] ?? '', unit: values[`satuan-${code}`] ?? '' }]));
      const { critical } = await perform(actions.reportResult, request.actor, { orderId, check: values['check'] ?? '', values: results, text: values['text'] ?? '', ...(file ? { file } : {}) }, { requestId: request.id });
      const visit = order && await findVisit(readerOf(doors.database), order.visitId);
      return await reply.redirect(`${home}?${new URLSearchParams({ kirim: visit?.label ?? '', ...(critical.length > 0 ? { kritis: critical.join(', ') } : {}) }).toString()}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return show(request, reply, { order: orderId, state: { values, problem: error } }, error.status);
    }
  });
  app.post(`${home}/:order/tarik`, async (request, reply) => {
    const { values } = valuesOf(request.body);
    try {
      await perform(actions.withdrawResult, request.actor, { orderId: idIn(request, 'order'), reason: values['reason'] ?? '', wrongPatient: values['wrongPatient'] }, { requestId: request.id });
      return await reply.redirect(`${home}/${idIn(request, 'order')}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return show(request, reply, { order: idIn(request, 'order'), state: { values, problem: error } }, error.status);
    }
  });

  // A file is opened by whoever may open the chart it belongs to, or by those who report.
  app.get('/sih-larajaket/berkas/:file', async (request, reply) => {
    const facts = await doors.files.about(idIn(request, 'file'));
    const [order] = facts ? await ordersOf(readerOf(doors.database), { ids: [facts.subject] }) : [];
    const visit = order && await findVisit(readerOf(doors.database), order.visitId);
    if (!visit || !(can(request.actor, 'sih-larajaket/treat') || can(request.actor, report))) throw new Problem(actionRefusals.forbidden);
    if (!can(request.actor, report)) await groundFor(doors, request.actor, visit);
    const file = await doors.files.open({ ...request.actor, permissions: new Set([...request.actor.permissions, 'sih-larajaket/open-result-file']) }, facts?.id ?? '', { purpose: 'care' });
    return reply.type(file.type).header('Cache-Control', 'no-store').header('Content-Disposition', `inline; filename="${file.name.replace(/[^\w.-]/g, '_')}"`).send(file.stream);
  });

  async function show(request: FastifyRequest, reply: FastifyReply, given: { order?: string; state?: FormState }, status = 200) {
    const list = await readWorklist(doors, request);
    const [order] = given.order ? await ordersOf(readerOf(doors.database), { ids: [given.order] }) : [];
    const visit = order && await findVisit(readerOf(doors.database), order.visitId);
    if (given.order && !visit) throw new Problem(refusals.noOrder);
    const props: SupportProps = { list, state: given.state ?? { values: {} }, sent: sentIn(request), chosen: order && visit ? { order, visit, person: { name: list.names.get(visit.personId) ?? '' } } : undefined };
    return answer(reply.header('Cache-Control', 'no-store'), <SupportPage {...props} />, status);
  }
}

async function readWorklist(doors: Doors, request: FastifyRequest): Promise<Worklist> {
  const reader = readerOf(doors.database);
  const now = doors.clock.now();
  const open = await ordersOf(reader, { open: true });
  const today = await findVisits(reader, { date: civilDate(now, doors.zone) });
  const done = (await ordersOf(reader, { visitIds: today.map((visit) => visit.id) })).filter((order) => order.state === 'resulted');
  const critical = await untoldCritical(reader);
  const visits = await findVisits(reader, { ids: [...new Set([...open, ...done].map((order) => order.visitId).concat(critical.map((one) => one.visitId)))] });
  const names = await doors.people.names(request.actor, [...new Set(visits.map((visit) => visit.personId))], care);
  return { now, open, done, critical, visits: new Map(visits.map((visit) => [visit.id, visit])), names: new Map([...names].map(([id, named]) => [id, named.shownName])) };
}

function sentIn(request: FastifyRequest): SupportProps['sent'] {
  const { kirim, kritis } = request.query as { kirim?: string; kritis?: string };
  return kirim && /^[A-Z0-9-]{1,10}$/.test(kirim) ? { label: kirim, critical: (kritis ?? '').slice(0, 120).split(', ').filter(Boolean) } : undefined;
}
