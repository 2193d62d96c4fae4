import type { ColumnType } from 'kysely';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { can } from '#kernel/actor';
import { fixed, Fraction } from '#kernel/fraction';
import { Problem, problems } from '#kernel/problem';
import { action, refusals as actionRefusals } from '#platform/action';
import { answer } from '#platform/http';
import type { FormState } from '#platform/ui';
import { bodyTexts, requireOne, type HubDoors } from '../doors.ts';
import { requireReach } from '../register/actions/reach.ts';
import { refusals as registerRefusals } from '../register/problems.ts';
import { IppListPage, IppUnitPage } from './page.tsx';
import { ippReference } from './reference.ts';
import { ippOf, regencyIpp, usersFromSurvey } from './rules.ts';

interface IppTables {
  'hub.ipp_answer': { year: number; opd: string; indicator: string; self: string | null; self_by: string | null; proof: string | null; verified: string | null; verified_by: string | null; verified_because: string | null; changed_at: ColumnType<Temporal.Instant, string, string> };
}
interface Path { Params: { opd: string } }

const refusals = problems('ipp', {
  evaluatorIsAnother: { status: 403, title: 'Penilai harus orang lain', detail: 'Yang mengisi F01 tidak memverifikasinya sendiri.' },
  loweringNeedsReason: { status: 422, title: 'Tulis alasan bila nilai berbeda', detail: 'Unit berhak tahu mengapa nilainya berbeda dari isiannya.' },
});

const indicators = ippReference.aspects.flatMap((aspect) => aspect.indicators.map((one) => one.id));
const value = z.string().regex(/^[0-5]([.,]\d{1,2})?$/, 'Nilai 0 sampai 5.').transform((text) => text.replace(',', '.')).refine((text) => Number(text) <= 5, 'Nilai 0 sampai 5.');

/** `hub/answer-ipp` fills F01; `hub/verify-ipp` turns it into F02. */
const answerAction = action({
  name: 'hub/answer-ipp',
  input: z.object({ year: z.number().int(), opd: z.string(), indicator: z.enum(indicators as [string, ...string[]]), self: value, proof: z.string().trim().max(500).optional() }),
  allow: 'hub/register',
  async run(work, input) {
    requireReach(work.actor, input.opd);
    const row = { self: input.self, self_by: work.actor.id, proof: input.proof ?? null, verified: null, verified_by: null, verified_because: null, changed_at: work.now.toString() };
    await work.tables<IppTables>().insertInto('hub.ipp_answer').values({ year: input.year, opd: input.opd, indicator: input.indicator, ...row }).onConflict((conflict) => conflict.columns(['year', 'opd', 'indicator']).doUpdateSet(row)).execute();
    work.note({ subject: `ipp/${input.year}/${input.opd}`, indicator: input.indicator });
  },
});

const verifyAction = action({
  name: 'hub/verify-ipp',
  input: z.object({ year: z.number().int(), opd: z.string(), indicator: z.enum(indicators as [string, ...string[]]), verified: value, because: z.string().trim().max(500).optional() }),
  allow: 'hub/evaluate',
  constraints: { evaluator_is_another: refusals.evaluatorIsAnother, lowering_says_why: refusals.loweringNeedsReason },
  async run(work, input) {
    const row = { verified: input.verified, verified_by: work.actor.id, verified_because: input.because ?? null, changed_at: work.now.toString() };
    await work.tables<IppTables>().insertInto('hub.ipp_answer').values({ year: input.year, opd: input.opd, indicator: input.indicator, self: null, self_by: null, proof: null, ...row }).onConflict((conflict) => conflict.columns(['year', 'opd', 'indicator']).doUpdateSet(row)).execute();
    work.note({ subject: `ipp/${input.year}/${input.opd}`, indicator: input.indicator });
  },
});

/** `/ipp`: the public service index of every agency. */
export function mountIpp({ http: { app }, database, perform, measures, regency, survey }: HubDoors): void {
  const year = () => measures.today().year;

  async function unitOf(opd: string) {
    const answers = await database.read<IppTables>().selectFrom('hub.ipp_answer').selectAll().where('year', '=', year()).where('opd', '=', opd).execute();
    const to = measures.today();
    const { score } = await survey.resultOf({ agency: opd, from: to.subtract({ months: 12 }).add({ days: 1 }), to });
    const verified = new Map(answers.flatMap((row) => (row.verified === null ? [] : [[row.indicator, new Fraction(row.verified)] as const])));
    return { answers, verified: verified.size, respondents: score.n, result: ippOf(ippReference, verified, { mean: usersFromSurvey(score.elements.flatMap((element) => element.mean ?? [])), n: score.n }) };
  }

  app.get('/ipp', async (request, reply) => {
    requireOne(request, 'hub/evaluate', 'hub/lead', 'hub/audit');
    const units = await Promise.all(regency.agencies.map(async (agency) => ({ id: agency.id, name: agency.name, ...(await unitOf(agency.id)) })));
    const whole = regencyIpp(units.filter((unit) => unit.verified > 0).map((unit) => unit.result.index));
    return answer(reply, <IppListPage year={year()} units={units} regency={whole && fixed(whole, 2)} />);
  });

  const page = async (request: FastifyRequest<Path>, state: FormState) => {
    requireOne(request, 'hub/see');
    requireReach(request.actor, request.params.opd);
    const agency = regency.agencies.find((one) => one.id === request.params.opd);
    if (!agency) throw new Problem(registerRefusals.unknownAgency);
    return <IppUnitPage year={year()} agency={agency} unit={await unitOf(agency.id)} mayAnswer={can(request.actor, 'hub/register')} mayVerify={can(request.actor, 'hub/evaluate')} state={state} />;
  };
  app.get<Path>('/ipp/:opd', async (request, reply) => answer(reply, await page(request, { values: {} })));
  app.post<Path>('/ipp/:opd', async (request, reply) => {
    const values = bodyTexts(request);
    const indicator = values['indicator'] ?? '';
    const common = { year: year(), opd: request.params.opd, indicator };
    try {
      if (values['verb'] === 'verify') await perform(verifyAction, request.actor, { ...common, verified: values[`verified-${indicator}`], because: values[`because-${indicator}`] || undefined }, { requestId: request.id });
      else if (values['verb'] === 'answer') await perform(answerAction, request.actor, { ...common, self: values[`self-${indicator}`], proof: values[`proof-${indicator}`] || undefined }, { requestId: request.id });
      else throw new Problem(actionRefusals.invalid);
      return await reply.redirect(`/ipp/${request.params.opd}#i-${indicator}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return answer(reply, await page(request, { values, problem: error }), error.status);
    }
  });
}
