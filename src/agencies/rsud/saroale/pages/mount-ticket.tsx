import type { FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { answer, mountForm, type Http } from '#platform/http';
import { renderFragment, type FormState } from '#platform/ui';
import { refusals } from '../problems.ts';
import { hoursOf } from '../reads/sessions.ts';
import type { TicketView } from '../reads/tickets.ts';
import type { Saroale } from '../rooms.ts';
import { checkInFault } from '../rules/arrival.ts';
import { calendarFile } from './calendar-file.ts';
import { CancelPage, MovePage, SlipPage, TicketLive, TicketPage } from './ticket.tsx';

/** A booking on its own link: whoever holds the link may see and change it, and learns nothing of the person. */
export function mountTicket({ app }: Http, saroale: Saroale): void {
  const { doors, perform, actions, reads } = saroale;
  const base = '/saroale/tiket/:token';

  async function ticketOf(request: FastifyRequest): Promise<TicketView> {
    const bookingId = doors.unsign((request.params as { token: string }).token);
    const ticket = bookingId === undefined ? undefined : await reads.ticket(bookingId);
    if (!ticket) throw new Problem(refusals.noBooking);
    return ticket;
  }

  async function page(request: FastifyRequest, state: FormState) {
    const ticket = await ticketOf(request);
    const now = doors.clock.now();
    const canCheckIn = ticket.visit.status === 'booked' && ticket.visit.date.equals(civilDate(now, doors.zone)) && !checkInFault({ from: ticket.checkInFrom, by: ticket.checkInBy }, now);
    return <TicketPage ticket={ticket} fresh={'baru' in (request.query as object)} now={now} canCheckIn={canCheckIn} hours={hoursOf(ticket.visit, doors.zone)} receipt={ticket.visit.status === 'served' ? doors.receiptCode(ticket.visit.bookingId) : undefined} state={state} />;
  }

  app.get(base, async (request, reply) => answer(reply, await page(request, { values: {} })));
  app.get(`${base}/keadaan`, async (request, reply) => {
    const ticket = await ticketOf(request);
    return reply.type('text/html; charset=utf-8').header('Cache-Control', 'no-store').send(renderFragment(<TicketLive ticket={ticket} now={doors.clock.now()} />, request.frame()));
  });
  app.get(`${base}/cetak`, async (request, reply) => {
    const ticket = await ticketOf(request);
    return answer(reply, <SlipPage ticket={ticket} hours={hoursOf(ticket.visit, doors.zone)} link={doors.publicUrl(ticket.url)} />);
  });
  app.get(`${base}/kalender.ics`, async (request, reply) => {
    const ticket = await ticketOf(request);
    return reply.type('text/calendar; charset=utf-8').header('Content-Disposition', `attachment; filename="antrean-${ticket.visit.label}.ics"`).send(calendarFile(ticket, doors.publicUrl(ticket.url)));
  });

  mountForm(app, {
    path: `${base}/check-in`, view: page,
    async send(request) {
      const ticket = await ticketOf(request);
      await perform(actions.checkIn, request.actor, { bookingId: ticket.visit.bookingId, via: 'link' }, { requestId: request.id });
      return ticket.url;
    },
  });
  mountForm(app, {
    path: `${base}/batal`,
    view: async (request, state) => <CancelPage ticket={await ticketOf(request)} state={state} />,
    async send(request) {
      const ticket = await ticketOf(request);
      await perform(actions.cancelBooking, request.actor, { bookingId: ticket.visit.bookingId, by: 'patient', reason: 'Dibatalkan lewat tautan' }, { requestId: request.id });
      return ticket.url;
    },
  });
  mountForm(app, {
    path: `${base}/pindah`,
    view: async (request, state) => {
      const ticket = await ticketOf(request);
      const sessions = (await reads.searchSessions({ poli: ticket.visit.poli, payer: ticket.visit.payer })).filter((session) => session.bookable && session.sessionId !== ticket.visit.sessionId);
      return <MovePage ticket={ticket} sessions={sessions} state={state} />;
    },
    async send(request, values) {
      const ticket = await ticketOf(request);
      const moved = await perform(actions.moveBooking, request.actor, { bookingId: ticket.visit.bookingId, toSessionId: values['session'], key: `move/${ticket.visit.bookingId}/${values['session'] ?? ''}` }, { requestId: request.id });
      return `${moved.ticketUrl}?baru=1`;
    },
  });
}
