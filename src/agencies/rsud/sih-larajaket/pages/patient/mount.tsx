import type { FastifyReply, FastifyRequest } from 'fastify';
import { hmacSha256, sameSecret } from '#kernel/digest';
import { Problem } from '#kernel/problem';
import { purposes } from '#commons/access';
import { answer, type Http } from '#platform/http';
import { refusals } from '../../problems.ts';
import { service, type Doors } from '../../doors.ts';
import { medicineOf } from '../../reference/reference.ts';
import { labelOf } from '../../rules/label.ts';
import type { Section } from '../../rules/resume.ts';
import { readSigna } from '../../rules/signa.ts';
import type { Larajaket } from '../../rooms.ts';
import { rxOf } from '../../store/prescriptions.ts';
import { readerOf } from '../../store/reader.ts';
import { ordersOf } from '../../store/results.ts';
import { findVisit, type Visit } from '../../store/visits.ts';
import { valuesOf } from '../gate.ts';
import { PatientDoor, PatientPage, PatientStart, type PatientView } from './patient.tsx';

const cookieName = 'resume';
/** Minutes the page stays open after the code was right. */
const openMinutes = 20;

/** The patient's own page: link and code open it for twenty minutes on this device; it says who looked, and takes consent. */
export function mountPatient({ app }: Http, { doors, perform, actions }: Larajaket, key: Buffer): void {
  app.get('/sih-larajaket', (_request, reply) => answer(reply, <PatientStart />));

  app.get('/sih-larajaket/resume/:token', async (request, reply) => {
    const { visitId, path } = linkOf(request);
    void reply.header('Cache-Control', 'no-store');
    if (!isOpen(request, visitId)) return answer(reply, <PatientDoor path={path} state={{ values: {} }} />);
    const visit = await findVisit(readerOf(doors.database), visitId);
    if (!visit) throw new Problem(refusals.linkGone);
    // Their own look is written down too, so that a stranger with the code is seen.
    await doors.access.readingFor(request.actor, { person: visit.personId, fields: ['resume'], purpose: 'own', service }, request.id);
    return answer(reply, <PatientPage view={await readView(doors, visit)} path={path} />);
  });
  app.post('/sih-larajaket/resume/:token', async (request, reply) => {
    const { visitId, path } = linkOf(request);
    const tried = await perform(actions.tryKey, request.actor, { visitId, code: valuesOf(request.body).values['code'] ?? '' }, { requestId: request.id });
    if (tried === 'right') return openFor(reply, visitId).redirect(path, 303);
    const problem = new Problem(tried === 'closed' ? refusals.keyClosed : refusals.keyWrong, { fields: { code: (tried === 'closed' ? refusals.keyClosed : refusals.keyWrong).detail } });
    return answer(reply, <PatientDoor path={path} state={{ values: {}, problem }} />, problem.status);
  });
  app.post('/sih-larajaket/resume/:token/persetujuan', async (request, reply) => {
    const { visitId, path } = linkOf(request);
    if (!isOpen(request, visitId)) return reply.redirect(path, 303);
    const { values } = valuesOf(request.body);
    await perform(actions.consent, request.actor, { visitId, kind: values['kind'], do: values['do'], via: 'link' }, { requestId: request.id });
    return reply.redirect(path, 303);
  });
  app.post('/sih-larajaket/resume/:token/tutup', async (_request, reply) => reply.clearCookie(cookieName, { path: '/sih-larajaket/resume' }).redirect('/sih-larajaket', 303));

  function linkOf(request: FastifyRequest): { visitId: string; path: string } {
    const { token } = request.params as { token: string };
    const visitId = doors.unsign(token);
    if (!visitId) throw new Problem(refusals.linkGone);
    return { visitId, path: `/sih-larajaket/resume/${token}` };
  }

  function openFor(reply: FastifyReply, visitId: string): FastifyReply {
    const until = doors.clock.now().add({ minutes: openMinutes }).epochMilliseconds;
    return reply.setCookie(cookieName, `${visitId}.${until}.${macOf(visitId, until)}`, { path: '/sih-larajaket/resume', httpOnly: true, sameSite: 'lax', maxAge: openMinutes * 60 });
  }

  function isOpen(request: FastifyRequest, visitId: string): boolean {
    const [id = '', until = '', mac = ''] = (request.cookies[cookieName] ?? '').split('.');
    return id === visitId && Number(until) > doors.clock.now().epochMilliseconds && sameSecret(mac, macOf(id, Number(until)));
  }

  function macOf(visitId: string, until: number): string {
    return hmacSha256(key, `${visitId}|${until}`).toString('base64url');
  }
}

async function readView(doors: Doors, visit: Visit): Promise<PatientView> {
  const reader = readerOf(doors.database);
  const [resume, rx, orders, control, readings, consents] = await Promise.all([
    reader.selectFrom('sih_larajaket.resume').selectAll().where('visit_id', '=', visit.id).executeTakeFirst(), rxOf(reader, visit.id), ordersOf(reader, { visitIds: [visit.id] }), reader.selectFrom('sih_larajaket.control').select(['date', 'doctor_name']).where('visit_id', '=', visit.id).executeTakeFirst(),
    doors.access.readingsAbout([visit.personId], { limit: 200 }), reader.selectFrom('sih_larajaket.consent').select('kind').where('person_id', '=', visit.personId).where('withdrawn_at', 'is', null).where('until', '>=', visit.date.toString()).execute(),
  ]);
  const sections = resume?.body['sections'] as readonly Section[] | undefined;
  return {
    visit, sections, signed: resume && { byName: resume.by_name, at: resume.at },
    medicines: rx?.state === 'sent' ? rx.items.flatMap((item) => {
      const medicine = medicineOf(item.drug);
      const read = readSigna(item.signa);
      if (!medicine || !read.ok) return [];
      const label = labelOf(medicine, read.signa);
      return [{ id: item.id, name: item.drug_name, words: label.words, pictograms: label.pictograms, warnings: label.warnings }];
    }) : [],
    // Results a doctor has read: nobody should meet a grave one alone on a phone.
    results: orders.flatMap((order) => order.results).filter((result) => (result.state === 'final' || result.state === 'amended') && result.readAt !== null),
    control: control && { date: control.date, doctorName: control.doctor_name },
    readings: onceAnHour(readings).slice(0, 20).map((reading) => ({ id: reading.id, at: reading.at, kind: reading.who.kind, agency: reading.who.agency && doors.agencyName(reading.who.agency), purpose: purposes[reading.purpose], emergency: reading.breakGlass ? reading.reason : undefined })),
    consents: { general: consents.some((one) => one.kind === 'general'), share: consents.some((one) => one.kind === 'share') },
  };
}

/** One line for an office, a purpose and an hour: a screen that refreshes is one look. Emergencies each stand alone. */
function onceAnHour<T extends { readonly at: Temporal.Instant; readonly who: { readonly kind: string; readonly id: string }; readonly purpose: string; readonly breakGlass: boolean; readonly id: string }>(readings: readonly T[]): T[] {
  const seen = new Map(readings.map((reading) => [reading.breakGlass ? reading.id : `${reading.who.kind}|${reading.who.id}|${reading.purpose}|${reading.at.toString().slice(0, 13)}`, reading] as const).reverse());
  return [...seen.values()].reverse();
}
