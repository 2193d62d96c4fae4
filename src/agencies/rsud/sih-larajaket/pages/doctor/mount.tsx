import { readFileSync } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JSX } from 'preact';
import { Problem } from '#kernel/problem';
import type { Identity } from '#commons/identity';
import { answer, type Http } from '#platform/http';
import { renderFragment, type FormState } from '#platform/ui';
import { factsOf, chartFor } from '../../actions/patient-facts.ts';
import { linesOf } from '../../actions/prescribe.ts';
import { refusals } from '../../problems.ts';
import { groundFor, readDoctorQueue, readDoctorScreen, type DoctorScreen } from '../../reads/doctor-screen.ts';
import { formulary, templatesFor } from '../../reference/reference.ts';
import { checkPrescription } from '../../rules/safety.ts';
import { readSigna, saySigna } from '../../rules/signa.ts';
import type { Larajaket } from '../../rooms.ts';
import { rxOf } from '../../store/prescriptions.ts';
import { readerOf } from '../../store/reader.ts';
import { triageOf } from '../../store/triage.ts';
import { findVisit } from '../../store/visits.ts';
import { idIn, isPartial, mayLook, valuesOf } from '../gate.ts';
import { BackReferral } from './back-referral.tsx';
import { Diagnoses, FoundList, type FoundCodes } from './diagnosis.tsx';
import { DoctorPage, DoctorQueuePage, GlassPage, type DoctorPageProps } from './doctor.tsx';
import { SavedMark } from './note-form.tsx';
import { Control, Orders } from './orders.tsx';
import { LiveCheck, Prescription } from './prescription.tsx';
import { medicineTyped, recipeTyped } from './typed.ts';

const home = '/sih-larajaket/dokter';
const treat = 'sih-larajaket/treat';

/** The doctor's screen. Every button is a form; htmx replaces only the card it belongs to. */
export function mountDoctor({ app }: Http, larajaket: Larajaket, identity: Pick<Identity, 'requireRecent'>): void {
  const { doors, perform, actions } = larajaket;
  const island = readFileSync(new URL('./island/doctor-keys.js', import.meta.url));
  app.get('/sih-larajaket/aset/doctor-keys.js', (_request, reply) => reply.type('text/javascript').header('Cache-Control', 'public, max-age=3600').send(island));

  app.get(home, async (request, reply) => (mayLook(request, reply, treat) ? answer(reply.header('Cache-Control', 'no-store'), <DoctorQueuePage queue={await readDoctorQueue(doors, request.actor)} />) : reply));
  app.get(`${home}/:visit`, async (request, reply) => {
    if (!mayLook(request, reply, treat)) return reply;
    try {
      return await show(request, reply, {});
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== refusals.closedChart.code) throw error;
      return answer(reply, <GlassPage path={`${home}/${idIn(request)}/darurat`} state={{ values: {} }} />, 403);
    }
  });
  app.post(`${home}/:visit/darurat`, async (request, reply) => {
    const { values } = valuesOf(request.body);
    try {
      await perform(actions.breakGlass, request.actor, { visitId: idIn(request), reason: values['reason'] ?? '' }, { requestId: request.id });
      return await reply.redirect(`${home}/${idIn(request)}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return answer(reply, <GlassPage path={`${home}/${idIn(request)}/darurat`} state={{ values, problem: error }} />, error.status);
    }
  });

  app.get(`${home}/:visit/cari-kode`, { config: { rateLimit: false } }, async (request, reply) => {
    if (!mayLook(request, reply, treat)) return reply;
    const found = await foundIn(request);
    return fragment(request, reply, <FoundList path={`${home}/${idIn(request)}`} kind={found?.kind ?? 'diagnosis'} found={found} />);
  });
  app.get(`${home}/:visit/jadwal-kontrol`, async (request, reply) => {
    if (!mayLook(request, reply, treat)) return reply;
    const visit = await findVisit(readerOf(doors.database), idIn(request));
    if (!visit) throw new Problem(refusals.noVisit);
    return fragment(request, reply, <Control screen={{ visit, control: undefined }} path={`${home}/${visit.id}`} sessions={await sessionsIn(request, visit)} />);
  });
  app.post(`${home}/:visit/periksa-resep`, { config: { rateLimit: false } }, async (request, reply) => {
    if (!mayLook(request, reply, treat)) return reply;
    const { values } = valuesOf(request.body);
    const medicine = medicineTyped(values['drug']);
    const read = readSigna(values['signa'] ?? '');
    const visit = await opened(request);
    if (!medicine || !read.ok) return fragment(request, reply, <LiveCheck alerts={undefined} words={undefined} />);
    const reader = readerOf(doors.database);
    const facts = factsOf(visit, await chartFor(doors, request.actor, visit), await triageOf(reader, visit.id));
    const alerts = checkPrescription([...linesOf((await rxOf(reader, visit.id))?.items ?? []), { medicine, signa: read.signa }], facts, formulary).filter((alert) => alert.drug === medicine.code || alert.drug === '');
    return fragment(request, reply, <LiveCheck alerts={alerts} words={saySigna(read.signa)} />);
  });

  app.post(`${home}/:visit/simpan`, { config: { rateLimit: false } }, async (request, reply) => step(request, reply, async (values) => {
    const saved = await perform(actions.saveNote, request.actor, { visitId: idIn(request), base: values['base'], note: noteIn(values) }, { requestId: request.id });
    if (saved.conflicts.length > 0) return { noteForm: { conflicts: saved.conflicts }, whole: true };
    return { part: (screen) => <SavedMark screen={screen} /> };
  }));
  app.post(`${home}/:visit/tanda-tangan`, async (request, reply) => step(request, reply, async (values) => {
    const visitId = idIn(request);
    // What was typed is stored first: whatever happens to the signature, no word of it is lost.
    const saved = await perform(actions.saveNote, request.actor, { visitId, base: values['base'], note: noteIn(values) }, { requestId: request.id });
    if (saved.conflicts.length > 0) return { noteForm: { conflicts: saved.conflicts }, whole: true };
    identity.requireRecent(request, 10);
    await perform(actions.sign, request.actor, { visitId, base: saved.version, note: noteIn(values), proof: 're-authentication', typedMinutes: values['typedMinutes'] ?? 0 }, { requestId: request.id });
    return { next: `${home}/${visitId}?kabar=signed` };
  }));
  app.post(`${home}/:visit/betulkan`, async (request, reply) => step(request, reply, async (values) => {
    identity.requireRecent(request, 10);
    await perform(actions.amend, request.actor, { visitId: idIn(request), note: noteIn(values), reason: values['reason'] ?? '', proof: 're-authentication' }, { requestId: request.id });
    return {};
  }));
  app.post(`${home}/:visit/:verb`, { config: { rateLimit: false } }, async (request, reply) => step(request, reply, async (values, all) => {
    const visitId = idIn(request);
    const path = `${home}/${visitId}`;
    const about = { requestId: request.id };
    switch ((request.params as { verb: string }).verb) {
      case 'bandingkan': await perform(actions.settleDevice, request.actor, { id: values['id'] }, about); return {};
      case 'langkah': await perform(actions.begin, request.actor, { visitId, verb: values['verb'] }, about); return {};
      case 'salin': await perform(actions.copyPrevious, request.actor, { visitId }, about); return {};
      case 'pastikan': await perform(actions.settleCopied, request.actor, { visitId, take: all('take'), drop: all('line').filter((line) => !all('take').includes(line)) }, about); return {};
      case 'tambah-kode': await perform(actions.addCode, request.actor, { visitId, kind: values['kind'], code: values['code'] ?? '' }, about); return { part: (screen) => <Diagnoses screen={screen} path={path} /> };
      case 'ubah-kode': await perform(actions.changeCode, request.actor, { visitId, id: values['id'], do: values['do'] }, about); return { part: (screen) => <Diagnoses screen={screen} path={path} /> };
      case 'resep': await perform(actions.prescribe, request.actor, { visitId, drug: medicineTyped(values['drug'])?.code ?? '', signa: values['signa'] ?? '', quantity: values['quantity'] ?? '', iterations: values['iterations'] ?? 0, reason: values['reason'] ?? '' }, about); return { part: (screen) => <Prescription screen={screen} path={path} state={{ values: {} }} editable /> };
      case 'racikan': await perform(actions.prescribe, request.actor, { visitId, ...recipeTyped(values) }, about); return {};
      case 'hentikan': await perform(actions.stopItem, request.actor, { visitId, itemId: values['itemId'] }, about); return { part: (screen) => <Prescription screen={screen} path={path} state={{ values: {} }} editable /> };
      case 'minta': await perform(actions.orderSupport, request.actor, { visitId, panel: values['panel'], urgent: values['urgent'], question: values['question'] ?? '' }, about); return { part: (screen) => <Orders screen={screen} path={path} editable /> };
      case 'baca': await perform(actions.readResult, request.actor, { orderId: values['orderId'] }, about); return { part: (screen) => <Orders screen={screen} path={path} editable={screen.visit.state === 'in-progress'} /> };
      case 'rujuk-balik': await perform(actions.proposeBackReferral, request.actor, { visitId, stableSince: values['stableSince'] ?? '' }, about); return { part: (screen) => <BackReferral screen={screen} path={path} editable /> };
      case 'kontrol': await perform(actions.planControl, request.actor, { visitId, sessionId: values['sessionId'], date: values['date'], doctorName: values['doctorName'] ?? '' }, about); return { part: (screen) => <Control screen={screen} path={path} /> };
      default: throw new Problem(refusals.notNow);
    }
  }));

  /** The visit this request is about. Writing into a chart needs the same ground as reading it. */
  async function opened(request: FastifyRequest) {
    const visit = await findVisit(readerOf(doors.database), idIn(request));
    if (!visit) throw new Problem(refusals.noVisit);
    await groundFor(doors, request.actor, visit);
    return visit;
  }

  interface Stepped { readonly part?: (screen: DoctorScreen) => JSX.Element; readonly next?: string; readonly noteForm?: DoctorPageProps['noteForm']; readonly whole?: boolean }

  /** Does a step and shows what changed: the card for htmx, the page for plain browsers. A refusal shows the card with its words and what was typed. */
  async function step(request: FastifyRequest, reply: FastifyReply, run: (values: Record<string, string>, all: (name: string) => string[]) => Promise<Stepped>) {
    if (!mayLook(request, reply, treat)) return reply;
    const { values, all } = valuesOf(request.body);
    const { id: visitId } = await opened(request);
    try {
      const done = await run(values, all);
      if (done.noteForm && !isPartial(request)) return await show(request, reply, { noteForm: done.noteForm }, 409);
      if (done.next ?? done.whole) return isPartial(request) ? await reply.header('HX-Redirect', done.next ?? `${home}/${visitId}`).code(204).send() : await reply.redirect(done.next ?? `${home}/${visitId}`, 303);
      if (done.part && isPartial(request)) return await fragment(request, reply, done.part(await readDoctorScreen(doors, request.actor, visitId)));
      return await reply.redirect(`${home}/${visitId}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'identity/confirm-again') return reply.redirect(`/masuk/lagi?lanjut=${encodeURIComponent(`${home}/${visitId}`)}`, 303);
      return refuse(request, reply, error, values);
    }
  }

  async function refuse(request: FastifyRequest, reply: FastifyReply, problem: Problem, values: Record<string, string>) {
    const { verb = '' } = request.params as { verb?: string };
    const state: FormState = { values, problem };
    const words = Object.values(problem.fields)[0] ?? problem.detail;
    if (isPartial(request)) {
      const screen = await readDoctorScreen(doors, request.actor, idIn(request));
      const path = `${home}/${screen.visit.id}`;
      if (verb === 'resep' || verb === 'hentikan') return fragment(request, reply, <Prescription screen={screen} path={path} state={state} editable />, problem.status);
      if (verb.endsWith('-kode')) return fragment(request, reply, <Diagnoses screen={screen} path={path} error={words} />, problem.status);
      if (verb === 'rujuk-balik') return fragment(request, reply, <BackReferral screen={screen} path={path} editable error={words} />, problem.status);
      if (verb === 'kontrol') return fragment(request, reply, <Control screen={screen} path={path} error={words} />, problem.status);
    }
    return show(request, reply, verb === 'resep' || verb === 'racikan' ? { rxState: state } : { problem, noteForm: { typed: noteIn(values) } }, problem.status);
  }

  async function show(request: FastifyRequest, reply: FastifyReply, more: Partial<DoctorPageProps>, status = 200) {
    const screen = await readDoctorScreen(doors, request.actor, idIn(request));
    const query = request.query as { templat?: string; kabar?: string };
    const template = templatesFor(screen.visit.poli).find((one) => one.id === query.templat);
    const noteForm = more.noteForm ?? (template ? { typed: template } : undefined);
    void reply.header('Cache-Control', 'no-store');
    return answer(reply, <DoctorPage screen={screen} found={await foundIn(request)} sessions={await sessionsIn(request, screen.visit)} said={query.kabar === 'signed' ? 'signed' : undefined} {...more} noteForm={noteForm} />, status);
  }

  async function foundIn(request: FastifyRequest): Promise<FoundCodes | undefined> {
    const { cari = '', jenis } = request.query as { cari?: string; jenis?: string };
    const typed = cari.trim().slice(0, 60);
    if (typed.length < 2) return undefined;
    const kind = jenis === 'procedure' ? 'procedure' : 'diagnosis';
    return { kind, words: typed, entries: await doors.record.find(kind === 'diagnosis' ? 'icd-10' : 'icd-9-cm', typed) };
  }

  async function sessionsIn(request: FastifyRequest, visit: DoctorScreen['visit']) {
    const weeks = Number((request.query as { kontrol?: string }).kontrol);
    return weeks >= 1 && weeks <= 8 ? doors.saroale.sessions({ poli: visit.poli, from: visit.date.add({ days: 7 * weeks }), payer: visit.payer }) : undefined;
  }
}

function fragment(request: FastifyRequest, reply: FastifyReply, part: JSX.Element, status = 200) {
  return reply.code(status).type('text/html; charset=utf-8').send(renderFragment(part, request.frame()));
}

function noteIn(values: Readonly<Record<string, string>>) {
  return { subjective: values['subjective'] ?? '', objective: values['objective'] ?? '', assessment: values['assessment'] ?? '', plan: values['plan'] ?? '' };
}
