import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readCrockford } from '#kernel/ids';
import { Problem } from '#kernel/problem';
import { answer, mountForm, type Http } from '#platform/http';
import type { Offers } from '#commons/forms';
import type { FormState } from '#platform/ui';
import { ownProvider } from '../actions/use-known.ts';
import { refusals } from '../problems.ts';
import type { Saji } from '../rooms.ts';
import { familyOf } from '../rules/family.ts';
import { linkOf } from '../rules/link.ts';
import { contactOf, findApplication } from '../store/applications.ts';
import { register } from '../store/permits.ts';
import { RegisterPage } from './register.tsx';
import { words } from './words.ts';
import { FindPage, ReportPage, ResultPage, StartPage } from './start.tsx';
import { ChecklistPage, RequestPage, TypePage } from './type.tsx';

const wish = z.object({ about: z.enum(['usaha', 'bangunan', 'kegiatan', 'surat']), earns: z.enum(['ya', 'tidak']), publicPlace: z.enum(['ya', 'tidak']) });
const mostTries = 10;

/** The front page, the three questions, a page for each type, the request, the register, and finding an application by code. */
export function mountStart({ app }: Http, saji: Saji): void {
  const { doors, perform, actions } = saji;
  const { catalogue } = doors;
  const tries = new Map<string, { count: number; since: number }>();

  app.get('/saji-muba', (_request, reply) => answer(reply, <StartPage types={catalogue.live} state={{ values: {} }} />));
  app.get('/saji-muba/pilih', (request, reply) => {
    const asked = wish.safeParse(request.query);
    if (!asked.success) return answer(reply, <StartPage types={catalogue.live} state={{ values: request.query as Record<string, string> }} />);
    return answer(reply, <ResultPage found={familyOf(asked.data)} types={catalogue.live} />);
  });

  app.get('/saji-muba/izin/:type', (request, reply) => {
    const type = typeOf(request);
    const signer = catalogue.office.positions.find((position) => position.id === type.signer)?.name.id;
    return answer(reply, <TypePage type={type} standard={catalogue.standardOf(type)} signer={signer} agencies={type.recommenders.map((one) => doors.agencyName(one.agency))} />);
  });
  app.get('/saji-muba/izin/:type/cetak', (request, reply) => answer(reply, <ChecklistPage type={typeOf(request)} url={doors.publicUrl(`/saji-muba/izin/${typeOf(request).id}`)} />));

  mountForm(app, {
    path: '/saji-muba/izin/:type/minta',
    view: (request, state) => requestPage(request, state),
    async send(request, values) {
      const type = typeOf(request);
      const eligibility = Object.fromEntries(type.eligibility.flatMap((question) => { const given = values[`eligibility.${question.id}`]; return given === 'ya' || given === 'tidak' ? [[question.id, given]] : []; }));
      const asked = await perform(actions.request, request.actor, {
        type: type.id, village: values['village'] ?? '', address: values['address'] ?? '', object: values['object'] ?? '', eligibility, pickup: values['pickup'] === 'on', consent: values['consent'] === 'on',
        who: { name: values['name'] ?? '', nik: values['nik'] ?? '', phone: values['phone'] ?? '' }, commandId: values['commandId'] ?? request.id,
        ...(values['helper'] === 'village' || values['helper'] === 'proxy' ? { helper: values['helper'] } : {}),
      }, { requestId: request.id });
      return `${asked.path}?baru=1`;
    },
  });

  /** What the regency knows of a signed-in resident, filled in after the tick and not before; nothing is stored until the request is sent. */
  app.post('/saji-muba/izin/:type/minta/isikan', async (request, reply) => {
    const known = await doors.forms.knownOf(request.actor, ownProvider);
    if (!known) throw new Problem(refusals.declined);
    reply.header('Cache-Control', 'no-store');
    try {
      await perform(actions.useKnown, request.actor, { provider: known.id, consent: (request.body as Record<string, string>)[`consent-${known.id}`] === 'on', words: known.consent.id }, { requestId: request.id });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return answer(reply, await requestPage(request, { values: {}, problem: error }), error.status);
    }
    const values = Object.fromEntries(Object.entries(await known.read(request.actor)).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
    return answer(reply, await requestPage(request, { values }, [known.source]));
  });

  mountForm(app, {
    path: '/saji-muba/cari',
    view: (_request, state) => <FindPage state={state} />,
    async send(request, values) {
      refuseFlood(request);
      const code = readCrockford(values['code'] ?? '');
      const found = await findApplication(doors, { code });
      const phone = found && (await contactOf(doors, found.caseId)).phone;
      if (!phone?.endsWith((values['lastFour'] ?? '').trim()) || !/^\d{4}$/.test((values['lastFour'] ?? '').trim())) throw new Problem(refusals.noApplication, { fields: { code: refusals.noApplication.detail } });
      return `/saji-muba/p/${linkOf(code, doors.linkKeys)}`;
    },
  });

  mountForm(app, {
    path: '/saji-muba/lapor',
    view: (request, state) => <ReportPage state={state} action="/saji-muba/lapor" done={(request.query as { terkirim?: string }).terkirim === '1'} />,
    async send(request, values) {
      await perform(actions.reportFee, request.actor, { text: values['text'] ?? '' }, { requestId: request.id });
      return '/saji-muba/lapor?terkirim=1';
    },
  });

  const districtName = (code: string) => doors.places.find(code)?.name ?? code;
  app.get('/saji-muba/daftar-izin', async (request, reply) => {
    const typed = ((request.query as { cari?: string }).cari ?? '').trim();
    return answer(reply, <RegisterPage permits={await register(doors, { typed, limit: 100 })} typed={typed} typeOf={(id) => catalogue.find(id)} districtName={districtName} />);
  });
  app.get('/saji-muba/daftar-izin.csv', async (_request, reply) => {
    const rows = (await register(doors, { limit: 50_000 })).map((permit) => [permit.type, permit.number, permit.issuedOn.toString(), permit.validUntil?.toString() ?? '', permit.district, districtName(permit.district), permit.status]);
    const text = [['jenis', 'nomor', 'tanggal', 'sampai', 'kode_kecamatan', 'kecamatan', 'keadaan'], ...rows].map((row) => row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\r\n');
    return reply.type('text/csv; charset=utf-8').header('Content-Disposition', 'attachment; filename="daftar-izin.csv"').header('Cache-Control', 'public, max-age=300').send(`\uFEFF${text}\r\n`);
  });

  function typeOf(request: FastifyRequest) {
    const found = catalogue.find((request.params as { type: string }).type);
    if (!found) throw new Problem(refusals.noType);
    return found;
  }

  async function requestPage(request: FastifyRequest, state: FormState, used: Offers['used'] = []) {
    const type = typeOf(request);
    const questions = type.form.steps.flatMap((step) => (step['questions'] ?? []) as { field: string; label: { id: string } }[]);
    const villages = doors.places.districts().map((district) => ({ district: `Kec. ${district.name}`, villages: doors.places.villages({ district: district.code }) }));
    // What a refusal names by its place in the action's input stands at the field of the page.
    const fields = Object.fromEntries(Object.entries(state.problem?.fields ?? {}).map(([name, words]) => [name.replace(/^who\./, ''), words]));
    const problem = state.problem && new Problem(state.problem, { detail: state.problem.detail, fields, facts: state.problem.facts });
    const known = used.length === 0 ? await doors.forms.knownOf(request.actor, ownProvider) : undefined;
    const offers = { used, action: `/saji-muba/izin/${type.id}/minta/isikan`, open: known ? [{ provider: known, labels: [words.name, words.nik, words.phone] }] : [] };
    return <RequestPage type={type} villages={villages} objectLabel={questions.find((question) => question.field === type.objectField)?.label.id} press={request.id} offers={offers} state={{ values: state.values, problem }} />;
  }

  /** A code has forty bits and the phone's tail thirteen more; ten tries a quarter of an hour from one address leave no hope. */
  function refuseFlood(request: FastifyRequest): void {
    const now = doors.clock.now().epochMilliseconds;
    const seen = tries.get(request.ip);
    const fresh = seen && now - seen.since < 900_000 ? seen : { count: 0, since: now };
    if (tries.size > 10_000) tries.clear();
    tries.set(request.ip, { ...fresh, count: fresh.count + 1 });
    if (fresh.count >= mostTries) throw new Problem(refusals.tooManyTries);
  }
}
