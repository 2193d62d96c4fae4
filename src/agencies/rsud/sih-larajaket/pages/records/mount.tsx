import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import type { Identity } from '#commons/identity';
import { answer, type Http } from '#platform/http';
import { renderFragment, type FormState } from '#platform/ui';
import { refusals } from '../../problems.ts';
import { claimBundle } from '../../record/claim.ts';
import { readRecordsCase, readRecordsDesk } from '../../reads/records-desk.ts';
import type { Larajaket } from '../../rooms.ts';
import { readerOf } from '../../store/reader.ts';
import { FoundList, type FoundCodes } from '../doctor/diagnosis.tsx';
import { idIn, mayLook, valuesOf } from '../gate.ts';
import { GlassReviewPage, PrintResume, RecordsPage, type RecordsProps } from './records.tsx';

const home = '/sih-larajaket/rekam-medis';
const code = 'sih-larajaket/code';

/** The desk of medical records and coding, and the review of emergency openings. */
export function mountRecords({ app }: Http, { doors, perform, actions }: Larajaket, identity: Pick<Identity, 'requireRecent'>): void {
  app.get(home, async (request, reply) => (mayLook(request, reply, code) ? show(request, reply, {}) : reply));
  app.get(`${home}/:visit`, async (request, reply) => (mayLook(request, reply, code) ? show(request, reply, { visit: idIn(request) }) : reply));
  app.get(`${home}/:visit/cari-kode`, { config: { rateLimit: false } }, async (request, reply) => {
    if (!mayLook(request, reply, code)) return reply;
    const found = await foundIn(request);
    return reply.type('text/html; charset=utf-8').send(renderFragment(<FoundList path={`${home}/${idIn(request)}`} kind={found?.kind ?? 'diagnosis'} found={found} />, request.frame()));
  });
  app.get(`${home}/:visit/klaim`, async (request, reply) => {
    if (!mayLook(request, reply, code)) return reply;
    const chosen = await readRecordsCase(doors, request.actor, idIn(request));
    return reply.header('Content-Disposition', `attachment; filename="klaim-${chosen.visit.code}.json"`).header('Cache-Control', 'no-store').send(claimBundle(chosen));
  });

  app.post(`${home}/:visit/:verb`, async (request, reply) => {
    const visitId = idIn(request);
    const { values } = valuesOf(request.body);
    const about = { requestId: request.id };
    try {
      switch ((request.params as { verb: string }).verb) {
        case 'selesai': await perform(actions.finishVisit, request.actor, { visitId }, about); break;
        case 'sep': await perform(actions.setSep, request.actor, { visitId, sep: values['sep'] ?? '' }, about); break;
        case 'tambah-kode': await perform(actions.addCode, request.actor, { visitId, kind: values['kind'], code: values['code'] ?? '' }, about); break;
        case 'ubah-kode': await perform(actions.changeCode, request.actor, { visitId, id: values['id'], do: values['do'] }, about); break;
        case 'lepas': await perform(actions.release, request.actor, { visitId, toWhom: values['toWhom'] ?? '', purpose: values['purpose'] ?? '', basis: values['basis'] }, about); break;
        case 'tarik': await perform(actions.closeVisit, request.actor, { visitId, verb: 'retract', reason: values['reason'] ?? '' }, about); break;
        case 'betulkan':
          identity.requireRecent(request, 10);
          await perform(actions.amend, request.actor, { visitId, note: { subjective: values['subjective'] ?? '', objective: values['objective'] ?? '', assessment: values['assessment'] ?? '', plan: values['plan'] ?? '' }, reason: values['reason'] ?? '', proof: 're-authentication' }, about);
          break;
        case 'kode-pasien': {
          const { path, code: given } = await perform(actions.giveKey, request.actor, { visitId }, about);
          return await show(request, reply, { visit: visitId, keyGiven: { url: doors.publicUrl(path), code: given } });
        }
        case 'cetak': {
          await perform(actions.recordPrint, request.actor, { visitId, what: 'resume', sheets: 1 }, about);
          const chosen = await readRecordsCase(doors, request.actor, visitId);
          return await answer(reply.header('Cache-Control', 'no-store'), <PrintResume chosen={chosen} url={doors.publicUrl(`/sih-larajaket/resume/${doors.sign(visitId)}`)} />);
        }
        default: throw new Problem(refusals.notNow);
      }
      return await reply.redirect(`${home}/${visitId}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'identity/confirm-again') return reply.redirect(`/masuk/lagi?lanjut=${encodeURIComponent(`${home}/${visitId}`)}`, 303);
      return show(request, reply, { visit: visitId, state: { values, problem: error } }, error.status);
    }
  });

  app.get('/sih-larajaket/darurat', async (request, reply) => (mayLook(request, reply, 'sih-larajaket/oversee') ? showGlass(reply, { values: {} }) : reply));
  app.post('/sih-larajaket/darurat', async (request, reply) => {
    const { values } = valuesOf(request.body);
    try {
      await perform(actions.reviewGlass, request.actor, { glassId: values['glassId'], verdict: values['verdict'], remark: values['remark'] ?? '' }, { requestId: request.id });
      return await reply.redirect('/sih-larajaket/darurat', 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return showGlass(reply, { values, problem: error }, error.status);
    }
  });

  async function showGlass(reply: FastifyReply, state: FormState, status = 200) {
    const today = civilDate(doors.clock.now(), doors.zone);
    const found = await readerOf(doors.database).selectFrom('sih_larajaket.glass').selectAll().orderBy('reviewed_at', (order) => order.desc().nullsFirst()).orderBy('at', 'desc').limit(200).execute();
    const rows = found.map((row) => ({ id: row.id, who: row.account_name, reason: row.reason, at: row.at, due: Temporal.PlainDate.from(row.review_due), verdict: row.verdict, remark: row.remark, overdue: row.verdict === null && Temporal.PlainDate.compare(Temporal.PlainDate.from(row.review_due), today) < 0 }));
    return answer(reply, <GlassReviewPage rows={rows} state={state} />, status);
  }

  async function show(request: FastifyRequest, reply: FastifyReply, given: { visit?: string; state?: FormState; keyGiven?: RecordsProps['keyGiven'] }, status = 200) {
    if (!mayLook(request, reply, code)) return reply;
    const chosen = given.visit ? await readRecordsCase(doors, request.actor, given.visit) : undefined;
    const { tanggal } = request.query as { tanggal?: string };
    const date = tanggal && /^\d{4}-\d{2}-\d{2}$/.test(tanggal) ? Temporal.PlainDate.from(tanggal) : (chosen?.visit.date ?? civilDate(doors.clock.now(), doors.zone));
    return answer(reply.header('Cache-Control', 'no-store'), <RecordsPage date={date} rows={await readRecordsDesk(doors, request.actor, date)} chosen={chosen} found={await foundIn(request)} state={given.state ?? { values: {} }} keyGiven={given.keyGiven} mayAmend={can(request.actor, 'sih-larajaket/amend')} />, status);
  }

  async function foundIn(request: FastifyRequest): Promise<FoundCodes | undefined> {
    const { cari = '', jenis } = request.query as { cari?: string; jenis?: string };
    const typed = cari.trim().slice(0, 60);
    if (typed.length < 2) return undefined;
    const kind = jenis === 'procedure' ? 'procedure' : 'diagnosis';
    return { kind, words: typed, entries: await doors.record.find(kind === 'diagnosis' ? 'icd-10' : 'icd-9-cm', typed) };
  }
}
