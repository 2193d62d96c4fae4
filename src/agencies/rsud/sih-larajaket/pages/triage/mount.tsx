import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem';
import { answer, type Http } from '#platform/http';
import { renderFragment, type FormState } from '#platform/ui';
import { refusals } from '../../problems.ts';
import { readTriageCase, readTriageDesk } from '../../reads/triage-desk.ts';
import { formulary, vitalReference } from '../../reference/reference.ts';
import type { Larajaket } from '../../rooms.ts';
import { idIn, isPartial, mayLook, valuesOf } from '../gate.ts';
import { TriageDeskPart, TriagePage, type TriageProps } from './triage.tsx';

const home = '/sih-larajaket/triase';

/** The triage desk: choose, fill in, save; the next patient opens by itself. */
export function mountTriage({ app }: Http, { doors, perform, actions }: Larajaket): void {
  app.get(home, async (request, reply) => (mayLook(request, reply, 'sih-larajaket/triage') ? show(request, reply, {}) : reply));
  app.get(`${home}/:visit`, async (request, reply) => (mayLook(request, reply, 'sih-larajaket/triage') ? show(request, reply, { visit: idIn(request) }) : reply));

  app.post(`${home}/:visit`, { config: { rateLimit: false } }, async (request, reply) => {
    const visitId = idIn(request);
    const { values } = valuesOf(request.body);
    try {
      const { alarms } = await perform(actions.triage, request.actor, triageOf(visitId, values), { requestId: request.id });
      const desk = await readTriageDesk(doors, request.actor, poliOf(request));
      const done = desk.visits.find((visit) => visit.id === visitId);
      const next = desk.visits.find((visit) => visit.state === 'arrived');
      if (isPartial(request)) return await show(request, reply, { visit: alarms.length > 0 ? visitId : next?.id, saved: done?.label, alarms });
      const query = new URLSearchParams({ simpan: done?.label ?? '', ...(poliOf(request) ? { poli: poliOf(request) ?? '' } : {}) }).toString();
      return await reply.redirect(`${home}${alarms.length > 0 ? `/${visitId}` : next ? `/${next.id}` : ''}?${query}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return show(request, reply, { visit: visitId, state: { values, problem: error } }, error.status);
    }
  });

  app.post(`${home}/:visit/pergi`, async (request, reply) => {
    await perform(actions.closeVisit, request.actor, { visitId: idIn(request), verb: 'leave', reason: valuesOf(request.body).values['reason'] ?? '' }, { requestId: request.id });
    return reply.redirect(home, 303);
  });
  app.post(`${home}/:visit/bandingkan`, async (request, reply) => {
    const { values } = valuesOf(request.body);
    await perform(actions.settleDevice, request.actor, { id: values['id'], take: values['take'] }, { requestId: request.id });
    return reply.redirect(`${home}/${idIn(request)}`, 303);
  });
  app.post(`${home}/:visit/persetujuan`, async (request, reply) => {
    await perform(actions.consent, request.actor, { visitId: idIn(request), kind: 'general', do: 'give', via: 'desk' }, { requestId: request.id });
    return reply.redirect(`${home}/${idIn(request)}`, 303);
  });

  async function show(request: FastifyRequest, reply: FastifyReply, given: { visit?: string | undefined; state?: FormState; saved?: string | undefined; alarms?: readonly string[] }, status = 200) {
    const desk = await readTriageDesk(doors, request.actor, poliOf(request));
    const visit = given.visit ? desk.visits.find((one) => one.id === given.visit) : undefined;
    if (given.visit && !visit) throw new Problem(refusals.noVisit);
    const chosen = visit && await readTriageCase(doors, request.actor, visit, desk);
    const props: TriageProps = { desk, poli: poliOf(request), chosen, state: given.state ?? { values: {} }, saved: given.saved ?? savedIn(request), alarms: given.alarms };
    void reply.header('Cache-Control', 'no-store');
    if (!isPartial(request)) return answer(reply, <TriagePage {...props} />, status);
    return reply.code(status).type('text/html; charset=utf-8').send(renderFragment(<TriageDeskPart {...props} />, request.frame()));
  }
}

function poliOf(request: FastifyRequest): string | undefined {
  const { poli } = request.query as { poli?: string };
  return poli && /^[A-Z0-9]{2,8}$/.test(poli) ? poli : undefined;
}

function savedIn(request: FastifyRequest): string | undefined {
  const { simpan } = request.query as { simpan?: string };
  return simpan && /^[A-Z0-9-]{1,10}$/.test(simpan) ? simpan : undefined;
}

/** The form as the action takes it. A substance of the formulary brings its class along, for cross-reactions. */
function triageOf(visitId: string, values: Readonly<Record<string, string>>): Record<string, unknown> {
  const typed = (values['substance'] ?? '').trim().toLowerCase();
  const known = formulary.medicines.find((medicine) => medicine.ingredient === typed || medicine.name === typed || medicine.class === typed);
  return {
    visitId, vitals: Object.fromEntries(vitalReference.vitals.map(({ key }) => [key, values[key] ?? ''])), allergy: values['allergy'], unsteady: values['unsteady'], holdsOn: values['holdsOn'], weightLoss: values['weightLoss'], eatsLess: values['eatsLess'], pain: values['pain'],
    complaint: values['complaint'], remeasured: values['remeasured'], ...(values['pregnancy'] ? { pregnancy: values['pregnancy'] } : {}),
    ...(typed === '' || values['allergy'] !== 'known' ? {} : { newAllergy: { substance: known?.ingredient ?? typed, ...(known ? { class: known.class } : {}), reaction: values['reaction'] ?? '', severe: values['severe'] } }),
  };
}
