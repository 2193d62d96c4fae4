import type { FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { refusals as actionRefusals } from '#platform/action';
import { answer, mountForm, type Http } from '#platform/http';
import type { FormState } from '#platform/ui';
import { service } from '../doors.ts';
import { refusals } from '../problems.ts';
import { hoursOf } from '../reads/sessions.ts';
import type { Saroale } from '../rooms.ts';
import type { VisitStatus } from '../store/tables.ts';
import type { Visit } from '../store/visits.ts';
import { CounterPage, VisitPage } from './counter.tsx';

/** Refuses a desk page to whoever lacks its permission. */
export function requirePermission(request: FastifyRequest, permission: string): void {
  if (!can(request.actor, permission)) throw new Problem(actionRefusals.forbidden);
}

/** The registration counter: one list, one page a registration, everything with its reason. */
export function mountCounter({ app }: Http, saroale: Saroale): void {
  const { doors, perform, actions, reads } = saroale;

  app.get('/saroale/loket', async (request, reply) => {
    requirePermission(request, 'saroale/see-patient');
    const filter = request.query as Record<string, string>;
    const date = readDate(filter['date']) ?? civilDate(doors.clock.now(), doors.zone);
    const day = await reads.visitsOn({ date, ...(filter['poli'] ? { poli: filter['poli'] } : {}), ...(filter['channel'] ? { channel: filter['channel'] } : {}) });
    const typed = (filter['q'] ?? '').trim().toUpperCase();
    const visits = day.filter((visit) => (!filter['status'] || visit.status === filter['status'] as VisitStatus) && (!typed || visit.code.startsWith(typed) || visit.label === typed));
    const names = await doors.people.names(request.actor, [...new Set(visits.map((visit) => visit.personId))], { purpose: 'registration', service });
    return answer(reply, <CounterPage visits={visits} names={names} polis={await reads.polis()} doubles={doublesOf(day)} filter={{ ...filter, date: date.toString() }} canRegister={can(request.actor, 'saroale/register')} />);
  });

  async function view(request: FastifyRequest, state: FormState) {
    requirePermission(request, 'saroale/see-patient');
    const visit = await reads.visit({ bookingId: (request.params as { id: string }).id });
    if (!visit) throw new Problem(refusals.noBooking);
    const names = await doors.people.names(request.actor, [visit.personId], { purpose: 'registration', service });
    const history = (await doors.booking.history(visit.bookingId)).map((step) => ({ at: step.at, state: step.to_state, why: step.why }));
    const doubles = doublesOf((await reads.visitsOf([visit.personId], { from: visit.date })).filter((other) => other.date.equals(visit.date)));
    return <VisitPage visit={visit} name={names.get(visit.personId)?.shownName ?? '–'} double={doubles.has(visit.bookingId)} ticketUrl={reads.ticketUrl(visit.bookingId)} hours={hoursOf(visit, doors.zone)} history={history} canRegister={can(request.actor, 'saroale/register')} state={state} />;
  }

  app.get('/saroale/loket/:id', async (request, reply) => answer(reply, await view(request, { values: {} })));
  const step = (verb: string, run: (request: FastifyRequest, bookingId: string, values: Record<string, string>) => Promise<unknown>) => mountForm(app, {
    path: `/saroale/loket/:id/${verb}`, view,
    async send(request, values) {
      const { id } = request.params as { id: string };
      await run(request, id, values);
      return `/saroale/loket/${id}`;
    },
  });
  const counter = (request: FastifyRequest) => ({ ...request.actor, channel: 'counter' as const });
  step('check-in', (request, bookingId) => perform(actions.checkIn, counter(request), { bookingId, via: 'counter' }, { requestId: request.id }));
  step('lengkapi', (request, bookingId, values) => perform(actions.completePatient, counter(request), { bookingId, ...(values['norm'] ? { norm: values['norm'] } : {}) }, { requestId: request.id }));
  step('batal', (request, bookingId, values) => perform(actions.cancelBooking, counter(request), { bookingId, by: 'hospital', reason: values['reason'] ?? '' }, { requestId: request.id }));
}

/** Bookings of people who hold more than one active on the day. */
function doublesOf(visits: readonly Visit[]): Set<string> {
  const active = visits.filter((visit) => visit.status === 'booked' || visit.status === 'checked-in');
  return new Set(active.filter((visit) => active.some((other) => other.personId === visit.personId && other.bookingId !== visit.bookingId)).map((visit) => visit.bookingId));
}

function readDate(text: string | undefined): Temporal.PlainDate | undefined {
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? Temporal.PlainDate.from(text, { overflow: 'constrain' }) : undefined;
}
