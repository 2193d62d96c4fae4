import { z } from 'zod';
import { Problem } from '#kernel/problem';
import type { Http } from '#platform/http';
import * as inputs from '../actions/inputs.ts';
import { identifyInput } from '../actions/identify-patient.ts';
import { refusals } from '../problems.ts';
import type { SessionView } from '../reads/sessions.ts';
import type { Booked } from '../actions/book.ts';
import type { Saroale } from '../rooms.ts';

const tags = ['saroale'];
const instant = z.string().describe('ISO 8601, UTC');

const sessionShape = z.object({
  sessionId: z.uuid(), poli: z.string(), poliName: z.string(), doctorId: z.string(), doctorName: z.string(), date: z.string(), opensAt: instant, closesAt: instant, hours: z.string(), status: z.string(),
  left: z.object({ jkn: z.number(), other: z.number() }), quota: z.object({ jkn: z.number(), other: z.number() }), bookable: z.boolean(), whyNot: z.string().optional(),
});
const bookingShape = z.object({
  bookingId: z.uuid(), code: z.string(), number: z.number(), label: z.string(), repeated: z.boolean().describe('Kunci ini sudah pernah dipakai: ini antrean yang sama'),
  estimate: z.object({ from: instant, to: instant, point: instant }), arriveFrom: instant, arriveBy: instant, bring: z.array(z.string()), ticketUrl: z.string(), poli: z.string(), poliName: z.string(),
  doctorName: z.string(), date: z.string(), hours: z.string(), newPatient: z.boolean(),
});
const patientToken = z.string().max(60).describe('Dari POST /api/saroale/patients');

/**
 * Saroale for programs. A patient is named by an opaque token given for NIK or record number with birth date, so that no program needs to keep a NIK.
 * Refusals are problem+json with a stable code.
 */
export function mountApi({ app }: Http, { doors, perform, actions, reads }: Saroale): void {
  app.get('/api/saroale/polis', { schema: { tags, summary: 'Daftar poli', response: { 200: z.object({ polis: z.array(z.object({ code: z.string(), name: z.string(), promiseMinutes: z.number(), open: z.boolean() })) }) } } },
    async () => ({ polis: (await reads.polis()).map((poli) => ({ code: poli.code, name: poli.name, promiseMinutes: poli.promiseMinutes, open: poli.active })) }));

  const query = z.object({ poli: z.string().optional(), doctor: z.string().optional(), from: inputs.date.optional(), to: inputs.date.optional(), payer: inputs.payer.optional() });
  app.get('/api/saroale/sessions', { schema: { tags, summary: 'Jadwal praktik dan sisa tempat', querystring: query, response: { 200: z.object({ sessions: z.array(sessionShape) }) } } },
    async (request) => ({ sessions: (await reads.searchSessions(request.query as z.output<typeof query>)).map(sessionAnswer) }));

  app.post('/api/saroale/patients', { config: { machine: true, rateLimit: { max: 30, timeWindow: '1 minute' } }, schema: { tags, summary: 'Kenali pasien dengan NIK atau nomor rekam medis dan tanggal lahir', body: identifyInput, response: { 200: z.object({ patient: z.string(), initials: z.string() }) } } },
    async (request) => {
      const person = await perform(actions.identifyPatient, { ...request.actor, channel: 'api' }, request.body, { requestId: request.id });
      return { patient: doors.sign(person.id), initials: person.initials };
    });

  const bookBody = z.strictObject({ patient: patientToken, sessionId: inputs.sessionId, payer: inputs.payer, visitKind: inputs.visitKind, reference: inputs.reference, key: inputs.key, showPoli: z.boolean().default(false), phone: z.string().regex(/^\+\d{8,15}$/).optional() });
  app.post('/api/saroale/bookings', { config: { machine: true }, schema: { tags, summary: 'Ambil antrean; kunci yang sama memberi antrean yang sama', body: bookBody, response: { 200: bookingShape } } },
    async (request) => {
      const { patient, phone, ...body } = request.body as z.output<typeof bookBody>;
      const personId = doors.unsign(patient);
      if (!personId) throw new Problem(refusals.noPerson, { fields: { patient: refusals.noPerson.detail } });
      return bookingAnswer(await perform(actions.book, { ...request.actor, channel: 'api' }, { ...body, personId, ...(phone ? { contact: { phone } } : {}) }, { requestId: request.id }));
    });

  const ticketParams = z.object({ token: z.string().max(60) });
  app.get('/api/saroale/tickets/:token', { schema: { tags, summary: 'Tempat dan perkiraan waktu sebuah antrean', params: ticketParams, response: { 200: z.object({ label: z.string(), state: z.string(), ahead: z.number(), from: instant.optional(), to: instant.optional(), nowServing: z.string().optional(), arriveFrom: instant }) } } },
    async (request) => {
      const id = doors.unsign((request.params as z.output<typeof ticketParams>).token);
      const ticket = id ? await reads.ticket(id) : undefined;
      if (!ticket) throw new Problem(refusals.noBooking);
      return { label: ticket.visit.label, state: ticket.state, ahead: ticket.ahead, ...(ticket.estimate ? { from: ticket.estimate.from.toString(), to: ticket.estimate.to.toString() } : {}), ...(ticket.nowServing ? { nowServing: ticket.nowServing } : {}), arriveFrom: ticket.arriveFrom.toString() };
    });

  app.post('/api/saroale/tickets/:token/cancel', { config: { machine: true }, schema: { tags, summary: 'Batalkan antrean', params: ticketParams, body: z.strictObject({ reason: inputs.reason }), response: { 200: z.object({ bookingId: z.uuid() }) } } },
    async (request) => {
      const id = doors.unsign((request.params as z.output<typeof ticketParams>).token);
      if (!id) throw new Problem(refusals.noBooking);
      return perform(actions.cancelBooking, { ...request.actor, channel: 'api' }, { bookingId: id, by: 'patient', reason: (request.body as { reason: string }).reason }, { requestId: request.id });
    });
}

function sessionAnswer(session: SessionView): z.input<typeof sessionShape> {
  return { ...session, date: session.date.toString(), opensAt: session.opensAt.toString(), closesAt: session.closesAt.toString() };
}

function bookingAnswer(booked: Booked): z.input<typeof bookingShape> {
  return {
    ...booked, bring: booked.bring.map((item) => item.id), date: booked.date.toString(), arriveFrom: booked.arriveFrom.toString(), arriveBy: booked.arriveBy.toString(),
    estimate: { from: booked.estimate.from.toString(), to: booked.estimate.to.toString(), point: booked.estimate.point.toString() },
  };
}
