import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { atWallClock } from '#kernel/time';
import { wholeRegency } from '#commons/access';
import { answer } from '#platform/http';
import type { FormState } from '#platform/ui';
import { bodyTexts, queryText, requireOne, type HubDoors } from '../doors.ts';
import { formatValue } from '../format.ts';
import { requireReach } from '../register/actions/reach.ts';
import { refusals as registerRefusals } from '../register/problems.ts';
import { findInnovation, listInnovations, type Innovation } from '../register/store/innovations.ts';
import { contestActions } from './actions.ts';
import { readRubric, rubricForm } from './rubric-form.ts';
import { ContestPage, ContestsPage, CreatePage, JudgeListPage, JudgePage, ProposalPage, type Contest } from './pages/pages.tsx';
import { refusals } from './problems.ts';
import { kippEdition } from './reference.ts';
import { draftSections, type Quoted } from './rules/proposal.ts';
import { contestOf, jurorsOf, listContests, panelOf, proposalsOf, resultsOf } from './store.ts';
import type { ContestTables } from './tables.ts';

interface Path { Params: { id: string; key: string } }

/** `/lomba`: writing, sending and scoring proposals. */
export function mountContests(doors: HubDoors): void {
  const { http: { app }, database, perform, regency, measures, manifests } = doors;
  const actions = contestActions({ zone: regency.zone });
  const tables = () => database.read<ContestTables>();
  const about = (request: FastifyRequest) => ({ requestId: request.id });
  const known = async (request: FastifyRequest<Path>): Promise<Contest> => {
    requireOne(request, 'hub/see', 'hub/judge');
    const contest = await contestOf(tables(), request.params.id);
    if (!contest) throw new Problem(refusals.unknown);
    return contest;
  };
  const orAgain = async (reply: FastifyReply, values: Record<string, string>, run: () => Promise<string>, page: (state: FormState) => Promise<ReturnType<typeof ContestPage>>) => {
    try {
      return await reply.redirect(await run(), 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return answer(reply, await page({ values, problem: error }), error.status);
    }
  };

  app.get('/lomba', async (request, reply) => {
    requireOne(request, 'hub/see', 'hub/judge');
    return answer(reply, <ContestsPage contests={await listContests(database)} mayCreate={can(request.actor, 'hub/compete')} />);
  });
  app.get('/lomba/baru', (request, reply) => {
    requireOne(request, 'hub/compete');
    const rubric = kippEdition.rubrics.find((one) => one.id === queryText(request, 'rubrik')) ?? kippEdition.rubrics[0];
    if (!rubric) throw new Problem(refusals.unknown);
    return answer(reply, <CreatePage rubric={rubric} state={{ values: { ...rubricForm(rubric), rubrik: rubric.id } }} />);
  });
  app.post('/lomba/baru', async (request, reply) => {
    const values = bodyTexts(request);
    const at = (day: string | undefined, clock: string) => { try { return atWallClock(Temporal.PlainDate.from(day ?? ''), clock, regency.zone).toString(); } catch { return ''; } };
    return orAgain(reply, values, async () => {
      const made = await perform(actions.create, request.actor, { name: values['name'], grouping: values['grouping'], latePolicy: values['latePolicy'], rubric: readRubric(values), opensAt: at(values['opensOn'], '08:00'), closesAt: at(values['closesOn'], '16:00') }, about(request));
      return `/lomba/${made.id}`;
    }, (state) => Promise.resolve(<CreatePage rubric={kippEdition.rubrics[0] ?? { criteria: [], aggregate: 'mean', minJurors: 1, tieBreak: [] }} state={state} />));
  });

  const contestPage = async (request: FastifyRequest, contest: Contest, state: FormState) => {
    const proposals = await proposalsOf(tables(), contest.id);
    const mine = can(request.actor, 'hub/register') ? (await listInnovations(database, request.actor.agency === wholeRegency ? {} : { opd: request.actor.agency })).filter((one) => one.stage === 'penerapan' || proposals.some((proposal) => proposal.innovation === one.id)) : [];
    const mayRun = can(request.actor, 'hub/compete');
    return (
      <ContestPage contest={contest} now={database.clock.now()} proposals={proposals} jurors={await jurorsOf(tables(), contest.id)} mayRun={mayRun} mayJudge={can(request.actor, 'hub/judge')} state={state}
        mine={mine.map((one) => ({ id: one.id, code: one.code, title: one.title, proposal: proposals.find((proposal) => proposal.innovation === one.id) }))} results={contest.published_at || mayRun ? await resultsOf(tables(), contest) : undefined} />
    );
  };
  app.get<Path>('/lomba/:id', async (request, reply) => answer(reply, await contestPage(request, await known(request), { values: {} })));
  app.post<Path>('/lomba/:id/juri', async (request, reply) => {
    const contest = await known(request);
    const values = bodyTexts(request);
    return orAgain(reply, values, async () => { await perform(actions.seat, request.actor, { contest: contest.id, account: values['account'], name: values['name'], reserve: values['reserve'] === 'on', seat: values['seat'] }, about(request)); return `/lomba/${contest.id}`; }, (state) => contestPage(request, contest, state));
  });
  app.post<Path>('/lomba/:id/umumkan', async (request, reply) => {
    const contest = await known(request);
    return orAgain(reply, {}, async () => { await perform(actions.publish, request.actor, { contest: contest.id }, about(request)); return `/lomba/${contest.id}`; }, (state) => contestPage(request, contest, state));
  });

  const owned = async (request: FastifyRequest<Path>): Promise<Innovation> => {
    requireOne(request, 'hub/register');
    const innovation = await findInnovation(database, request.params.key);
    if (!innovation) throw new Problem(registerRefusals.unknown);
    requireReach(request.actor, innovation.opd);
    return innovation;
  };
  const proposalOf = async (contest: Contest, innovation: Innovation) => (await proposalsOf(tables(), contest.id)).find((one) => one.innovation === innovation.id);
  app.get<Path>('/lomba/:id/naskah/:key', async (request, reply) => {
    const [contest, innovation] = [await known(request), await owned(request)];
    const proposal = await proposalOf(contest, innovation);
    const values = proposal ? { ...proposal.sections, title: proposal.title, version: String(proposal.version) } : { ...draftSections(innovation.record, await quotedOf(innovation)), title: innovation.title, version: '0' };
    return answer(reply, <ProposalPage contest={contest} code={innovation.code} proposal={proposal} prefilled={!proposal} maySend={can(request.actor, 'hub/submit')} state={{ values }} />);
  });
  app.post<Path>('/lomba/:id/naskah/:key', async (request, reply) => {
    const [contest, innovation] = [await known(request), await owned(request)];
    const values = bodyTexts(request);
    const here = `/lomba/${contest.id}/naskah/${innovation.code}`;
    return orAgain(reply, values, async () => {
      const saved = await perform(actions.save, request.actor, { contest: contest.id, innovation: innovation.id, title: values['title'], version: values['version'], sections: Object.fromEntries(kippEdition.groups[contest.grouping].map((section) => [section.id, values[section.id] ?? ''])) }, about(request));
      values['version'] = String(saved.version);
      if (values['verb'] === 'send') await perform(actions.submit, request.actor, { proposal: saved.id }, about(request));
      return here;
    }, async (state) => {
      const version = state.problem?.facts['version'];
      return <ProposalPage contest={contest} code={innovation.code} proposal={await proposalOf(contest, innovation)} prefilled={false} maySend={can(request.actor, 'hub/submit')} state={typeof version === 'number' ? { ...state, values: { ...state.values, version: String(version) } } : state} />;
    });
  });

  const seated = async (request: FastifyRequest<Path>, contest: Contest) => {
    requireOne(request, 'hub/judge');
    const proposals = (await proposalsOf(tables(), contest.id)).filter((one) => one.submitted_at !== null);
    const panels = await Promise.all(proposals.map((one) => panelOf(tables(), contest.id, one.id)));
    return proposals.filter((_one, at) => panels[at]?.includes(request.actor.id));
  };
  const scoresOf = (account: string) => tables().selectFrom('hub.juror_score').selectAll().where('account', '=', account).execute();
  app.get<Path>('/lomba/:id/nilai', async (request, reply) => {
    const contest = await known(request);
    const scores = await scoresOf(request.actor.id);
    return answer(reply, <JudgeListPage contest={contest} proposals={(await seated(request, contest)).map((one) => ({ id: one.id, number: one.number, final: scores.some((row) => row.proposal === one.id && row.final) }))} />);
  });
  const judgePage = async (request: FastifyRequest<Path>, contest: Contest, state: FormState | undefined) => {
    const proposal = (await seated(request, contest)).find((one) => one.id === request.params.key);
    if (!proposal) throw new Problem(refusals.notJuror);
    const mine = (await scoresOf(request.actor.id)).find((row) => row.proposal === proposal.id);
    return <JudgePage contest={contest} proposal={proposal} final={mine?.final ?? false} state={state ?? { values: { note: mine?.note ?? '', ...Object.fromEntries(Object.entries(mine?.scores ?? {}).map(([id, value]) => [id, String(value)])) } }} />;
  };
  app.get<Path>('/lomba/:id/nilai/:key', async (request, reply) => answer(reply, await judgePage(request, await known(request), undefined)));
  app.post<Path>('/lomba/:id/nilai/:key', async (request, reply) => {
    const contest = await known(request);
    const values = bodyTexts(request);
    return orAgain(reply, values, async () => {
      const proposal = request.params.key;
      if (values['verb'] === 'conflict') await perform(actions.declare, request.actor, { proposal, reason: values['reason'] }, about(request));
      else await perform(actions.score, request.actor, { proposal, note: values['note'] || undefined, final: values['verb'] === 'final', scores: Object.fromEntries(contest.rubric.criteria.flatMap(({ id }) => (values[id] ? [[id, values[id]]] : []))) }, about(request));
      return `/lomba/${contest.id}/nilai`;
    }, (state) => judgePage(request, contest, state));
  });

  /** This month's measured figures of the service, each with its address. */
  async function quotedOf(innovation: Innovation): Promise<Quoted[]> {
    const manifest = manifests.find((one) => one.id === innovation.service);
    const at = await measures.head();
    if (!manifest || !at) return [];
    const to = measures.today();
    const figures = await Promise.all(manifest.measures.map(async (measure) => ({ measure, figure: await measures.compute(measure, { from: to.subtract({ months: 12 }), to, step: 'total' }, at) })));
    return figures.flatMap(({ measure, figure }) => (figure.value === null ? [] : [{ name: measure.name.id, value: formatValue(figure.value, measure.unit, 'id'), address: `/inovasi/${manifest.id}/angka/${measure.id}` }]));
  }
}
