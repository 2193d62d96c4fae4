import { readCrockford } from '#kernel/ids';
import { say } from '#kernel/manifest';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { answer, mountForm, type Http } from '#platform/http';
import { readDateParts } from '#platform/ui';
import { bornOn } from '../actions/identify-patient.ts';
import { system } from '#kernel/actor';
import { refusals } from '../problems.ts';
import type { Saroale } from '../rooms.ts';
import { readWaiting } from '../store/waiting.ts';
import { limitTries } from './mount-register.tsx';
import { BindPage, BoundPage, FindPage, KioskPage, OfferPage, StartPage } from './start.tsx';

/** The front page, finding a booking, waiting for a place, introducing a patient to a chat, and the kiosk. */
export function mountStart({ app }: Http, saroale: Saroale): void {
  const { doors, perform, actions, reads } = saroale;

  app.get('/saroale', async (_request, reply) => {
    const today = civilDate(doors.clock.now(), doors.zone);
    const sessions = (await reads.searchSessions({ from: today, to: today.add({ days: 3 }) })).filter((session) => session.bookable).slice(0, 12);
    return answer(reply, <StartPage sessions={sessions} />);
  });

  mountForm(app, {
    path: '/saroale/cari',
    view: (_request, state) => <FindPage state={state} />,
    async send(_request, values) {
      const code = readCode(values['code']);
      await limitTries(`code/${code}`);
      const visit = await reads.visit({ code });
      const birthDate = readDateParts(values, 'birthDate');
      if (!visit || !birthDate || !await bornOn(doors, system('saroale/cari'), visit.personId, birthDate)) throw new Problem(refusals.noBooking, { fields: { code: refusals.noBooking.detail } });
      return reads.ticketUrl(visit.bookingId);
    },
  });

  const offer = async (token: string) => {
    const id = doors.unsign(token);
    const waiting = id === undefined ? undefined : await readWaiting(doors.database, id);
    const session = waiting && await reads.session(waiting.sessionId);
    if (!waiting || !session) throw new Problem(refusals.linkExpired);
    const line = await doors.booking.waitingOf(waiting.sessionId);
    const entry = line.find((one) => one.id === waiting.id);
    const held = entry?.booking_id ? await doors.booking.booking(entry.booking_id) : undefined;
    return { waiting, session, place: line.findIndex((one) => one.id === waiting.id) + 1, offeredUntil: held?.heldUntil };
  };
  mountForm(app, {
    path: '/saroale/tawaran/:token',
    async view(request, state) {
      const { session, place, offeredUntil } = await offer(tokenOf(request.params));
      return <OfferPage state={state} path={`/saroale/tawaran/${tokenOf(request.params)}`} session={session} place={place} offeredUntil={offeredUntil} />;
    },
    async send(request) {
      const { waiting } = await offer(tokenOf(request.params));
      return `${(await perform(actions.acceptOffer, request.actor, { waitingId: waiting.id }, { requestId: request.id })).ticketUrl}?baru=1`;
    },
  });

  mountForm(app, {
    path: '/saroale/ikat/:token',
    async view(request, state) {
      const link = await doors.people.links.read(tokenOf(request.params));
      if (!link) throw new Problem(refusals.linkExpired);
      const isNew = 'baru' in (request.query as object) || state.values['name'] !== undefined;
      return <BindPage state={state} path={`/saroale/ikat/${tokenOf(request.params)}`} consent={say(doors.people.consent.current.text, request.locale)} isNew={isNew} contactLabel={link.contactLabel} />;
    },
    async send(request, values) {
      const tie = { token: tokenOf(request.params), relation: values['relation'], showPoli: values['showPoli'] === 'on', consent: values['consent'] === 'on', birthDate: readDateParts(values, 'birthDate') ?? '' };
      if (values['name'] === undefined) {
        await limitTries(values['identifier'] ?? '');
        await perform(actions.bindPerson, request.actor, { ...tie, identifier: values['identifier'] ?? '' }, { requestId: request.id });
      } else {
        await perform(actions.addFamilyMember, request.actor, { ...tie, name: values['name'], nik: values['nik'] ?? '', sex: values['sex'] }, { requestId: request.id });
      }
      return '/saroale/dikenal';
    },
  });
  app.get('/saroale/dikenal', (_request, reply) => answer(reply, <BoundPage />));

  app.get('/saroale/anjungan', (_request, reply) => answer(reply, <KioskPage state={{ values: {} }} />));
  app.post('/saroale/anjungan', async (request, reply) => {
    const typed = (request.body as { code?: unknown } | null)?.code;
    const values = { code: typeof typed === 'string' ? typed : '' };
    try {
      const visit = await reads.visit({ code: readCode(values.code) });
      if (!visit) throw new Problem(refusals.noBooking, { fields: { code: refusals.noBooking.detail } });
      const done = await perform(actions.checkIn, { ...request.actor, channel: 'kiosk' }, { bookingId: visit.bookingId, via: 'kiosk' }, { requestId: request.id });
      return await answer(reply, <KioskPage state={{ values: {} }} done={{ label: done.label, station: done.station, place: [visit.poliName, visit.floor].filter(Boolean).join(', ') }} />);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return answer(reply, <KioskPage state={{ values, problem: error }} />, error.status);
    }
  });
}

function tokenOf(params: unknown): string {
  return (params as { token: string }).token;
}

/** What was typed or scanned: a code, or a ticket's address that carries none. The prefix SKY is letters; the rest is read as Crockford. */
function readCode(typed: string | undefined): string {
  const code = (typed ?? '').toUpperCase().replace(/[\s-]/g, '');
  return code.startsWith('SKY') ? `SKY${readCrockford(code.slice(3))}` : readCrockford(code);
}
