import type { FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { wholeRegency } from '#commons/access';
import { answer } from '#platform/http';
import type { FormState } from '#platform/ui';
import { bodyTexts, requireOne, type HubDoors } from '../doors.ts';
import { coverageOn, runningOn } from '../leadership/coverage.ts';
import { reaches, requireReach } from '../register/actions/reach.ts';
import { refusals as registerRefusals } from '../register/problems.ts';
import { canvasFields, incubatorActions, type IncubationTables } from './actions.ts';
import { kits } from './kits.ts';
import { IncubatorList, IncubatorPage, type Incubation } from './page.tsx';
import { rankKits, signalsOf, type AgencyFacts } from './rules.ts';

interface Path { Params: { opd: string } }

/** `/inkubator`: the track of agencies that have no running innovation yet. */
export function mountIncubator(doors: HubDoors): void {
  const { http: { app }, database, perform, measures, manifests, regency, survey, complaints } = doors;
  const actions = incubatorActions({ zone: regency.zone });
  const running = async () => runningOn(measures, manifests, measures.today(), await measures.head());

  app.get('/inkubator', async (request, reply) => {
    requireOne(request, 'hub/see');
    const coverage = await coverageOn(database, measures.today(), await running());
    const open = await database.read<IncubationTables>().selectFrom('hub.incubation').select(['opd', 'state']).where('state', 'not in', ['selesai', 'berhenti']).execute();
    const mine = coverage.agencies.filter((agency) => request.actor.agency === wholeRegency || request.actor.kind === 'system' || agency.id === request.actor.agency);
    return answer(reply, <IncubatorList agencies={mine.map((agency) => ({ ...agency, state: open.find((row) => row.opd === agency.id)?.state }))} />);
  });

  async function page(request: FastifyRequest<Path>, state: FormState) {
    requireOne(request, 'hub/see');
    const { opd } = request.params;
    const agency = regency.agencies.find((one) => one.id === opd);
    if (!agency) throw new Problem(registerRefusals.unknownAgency);
    requireReach(request.actor, opd);
    const alive = await running();
    const signals = signalsOf(await factsOf(opd));
    const candidates = rankKits(signals, kits, { running: alive, own: new Set(manifests.filter((manifest) => manifest.agency === opd).map((manifest) => manifest.id)) });
    const nameOf = (id: string) => manifests.find((manifest) => manifest.id === id)?.name ?? regency.innovations.find((one) => one.id === id)?.name ?? regency.agencies.find((one) => one.id === id)?.name ?? id;
    return (
      <IncubatorPage opd={opd} agency={agency.name} signals={signals} candidates={candidates.map((kit) => ({ ...kit, name: nameOf(kit.service), running: alive.has(kit.service) }))} serviceName={nameOf} incubation={await latestOf(opd)}
        mayWork={can(request.actor, 'hub/register')} mayDecide={can(request.actor, 'hub/submit')} mayAssign={can(request.actor, 'hub/publish') && reaches(request.actor, opd)} state={state} />
    );
  }
  app.get<Path>('/inkubator/:opd', async (request, reply) => answer(reply, await page(request, { values: {} })));
  app.post<Path>('/inkubator/:opd', async (request, reply) => {
    const values = bodyTexts(request);
    const { id, verb } = values;
    const about = { requestId: request.id };
    try {
      if (verb === 'open') await perform(actions.open, request.actor, { opd: request.params.opd, problem: values['problem'], signal: signalsOf(await factsOf(request.params.opd))[0] ?? {} }, about);
      else if (verb === 'canvas') await perform(actions.canvas, request.actor, { id, kit: values['kit'] || undefined, canvas: Object.fromEntries(canvasFields.map((field) => [field, values[field] ?? ''])) }, about);
      else if (verb === 'mentor') await perform(actions.mentor, request.actor, { id, account: values['account'], name: values['name'] }, about);
      else if (verb === 'pilot') await perform(actions.pilot, request.actor, { id, baseline: { indicator: values['indicator'], value: values['value'], period: values['period'], source: values['source'] } }, about);
      else await perform(actions.finish, request.actor, { id, result: verb, outcome: values['outcome'] }, about);
      return await reply.redirect(`/inkubator/${request.params.opd}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return answer(reply, await page(request, { values, problem: error }), error.status);
    }
  });

  /** What is measured about an agency's own services in the last twelve months. */
  async function factsOf(opd: string): Promise<AgencyFacts> {
    const to = measures.today();
    const span = { from: to.subtract({ months: 12 }).add({ days: 1 }), to };
    const at = await measures.head();
    const scores = await survey.byService({ agency: opd, ...span });
    const services = await Promise.all(manifests.filter((manifest) => manifest.agency === opd).map(async (manifest) => {
      const figures = at ? await Promise.all(manifest.measures.filter((measure) => measure.promise).map(async (measure) => ({ measure, figure: await measures.compute(measure, { ...span, step: 'total' }, at) }))) : [];
      return {
        id: manifest.id, complaints: await complaints.solvedOf(manifest.id, span.from, span.to),
        elements: (scores.get(manifest.id)?.elements ?? []).flatMap((element) => (element.mean ? [{ key: element.key, mean: Number(element.mean.valueOf()), n: element.n }] : [])),
        broken: figures.flatMap(({ measure, figure }) => {
          if (figure.kept !== false || figure.value === null || !measure.promise) return [];
          const limit = 'atMost' in measure.promise ? measure.promise.atMost : measure.promise.atLeast;
          return [{ name: measure.name.id, value: `${figure.value} ${measure.unit}`, overBy: Math.abs(figure.value - limit) / Math.max(1, Math.abs(limit)), unit: measure.unit }];
        }),
      };
    }));
    return { services, complaints: { agency: opd, ...await complaints.solvedOf({ agency: opd }, span.from, span.to) } };
  }

  async function latestOf(opd: string): Promise<Incubation | undefined> {
    const row = await database.read<IncubationTables>().selectFrom('hub.incubation').selectAll().where('opd', '=', opd).orderBy('opened_at', 'desc').limit(1).executeTakeFirst();
    return row && { id: row.id, state: row.state, problem: row.problem, canvas: row.canvas, mentorName: row.mentor_name ?? undefined, kit: row.kit ?? undefined, baseline: row.baseline ?? undefined, endsOn: row.ends_on ?? undefined, outcome: row.outcome ?? undefined };
  }
}
