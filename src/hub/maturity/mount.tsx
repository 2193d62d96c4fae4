import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { answer } from '#platform/http';
import { bodyTexts, queryText, requireOne, type HubDoors } from '../doors.ts';
import { reaches } from '../register/actions/reach.ts';
import { refusals as registerRefusals } from '../register/problems.ts';
import { lockAction, refusals, regionalActions } from './actions.ts';
import { assess } from './assess.ts';
import { loadEditions, type Edition } from './editions.ts';
import { IndexPage } from './pages/index-page.tsx';
import { RowsPage } from './pages/rows-page.tsx';
import { differencesBetween, mapAnswers } from './rules/compare.ts';
import { indexOf } from './rules/score.ts';
import { bestWithin } from './rules/steps.ts';
import type { MaturityTables } from './tables.ts';

const mostHours = 2000;

/** `/indeks`: the index of any edition, its next steps, the comparison of editions, the answers of the region and the lock. */
export function mountMaturity(doors: HubDoors): void {
  const { http: { app }, database, perform, regency } = doors;
  const editions = loadEditions();
  const sources = { ...doors, complaintsOf: doors.complaints.solvedOf };
  const regional = regionalActions(editions);
  const thisYear = () => civilDate(database.clock.now(), regency.zone).year;

  const editionAsked = (request: FastifyRequest): Edition => {
    const asked = editions.get(queryText(request, 'edisi') || bodyTexts(request)['edition'] || String(thisYear()));
    const found = asked ?? [...editions.values()].findLast((one) => Number(one.id) <= thisYear());
    if (!found) throw new Problem(refusals.unknownEdition);
    return found;
  };

  async function page(request: FastifyRequest, problem?: Problem) {
    const edition = editionAsked(request);
    const assessment = await assess(sources, edition, thisYear());
    const otherEdition = editions.get(queryText(request, 'banding'));
    const tables = database.read<MaturityTables>();
    const answers = await tables.selectFrom('hub.regional_answer').selectAll().where('edition', '=', edition.id).execute();
    const lock = await tables.selectFrom('hub.index_lock').selectAll().where('edition', '=', edition.id).where('year', '=', thisYear()).executeTakeFirst();
    const hours = Math.trunc(Number(queryText(request, 'jam')));
    const plan = hours > 0 && hours <= mostHours ? { hours, ...bestWithin(assessment.steps, hours) } : undefined;
    return (
      <IndexPage assessment={assessment} editions={[...editions.values()]} plan={plan} year={thisYear()} state={{ values: {}, problem }} other={otherEdition && otherEdition.id !== edition.id ? otherSide(assessment, otherEdition) : undefined}
        answers={answers.map((row) => ({ row: row.row, parameter: row.parameter, figure: row.figure, source: row.source, verified: row.verified_by !== null }))} locked={lock ? { index: (JSON.parse(lock.body) as { shown: string }).shown, hash: lock.sha256 } : undefined}
        mayLock={can(request.actor, 'hub/index')} mayVerify={can(request.actor, 'hub/evaluate')} />
    );
  }

  app.get('/indeks', async (request, reply) => {
    requireOne(request, 'hub/index', 'hub/lead', 'hub/evaluate');
    return answer(reply, await page(request));
  });
  app.get<{ Params: { key: string } }>('/indeks/:key', async (request, reply) => {
    requireOne(request, 'hub/see');
    const assessment = await assess(sources, editionAsked(request), thisYear());
    const assessed = assessment.innovations.find((one) => one.innovation.code === request.params.key);
    if (!assessed) throw new Problem(registerRefusals.unknown);
    if (!reaches(request.actor, assessed.innovation.opd)) throw new Problem(registerRefusals.otherAgency);
    return answer(reply, <RowsPage assessment={assessment} assessed={assessed} />);
  });
  const step = (path: string, run: (request: FastifyRequest, values: Record<string, string>) => Promise<unknown>) => app.post(path, async (request, reply): Promise<FastifyReply> => {
    const values = bodyTexts(request);
    requireOne(request, 'hub/index', 'hub/evaluate');
    try {
      await run(request, values);
      return await reply.redirect(`/indeks?edisi=${encodeURIComponent(values['edition'] ?? '')}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return answer(reply, await page(request, error), error.status);
    }
  });
  step('/indeks/daerah', (request, values) => perform(regional.answer, request.actor, { edition: values['edition'], row: values['row'], figure: values[`figure-${values['row'] ?? ''}`] || undefined, parameter: values[`parameter-${values['row'] ?? ''}`] || undefined, source: values[`source-${values['row'] ?? ''}`] }, { requestId: request.id }));
  step('/indeks/periksa', (request, values) => perform(regional.verify, request.actor, { edition: values['edition'], row: values['row'] }, { requestId: request.id }));
  step('/indeks/kunci', async (request, values) => perform(lockAction(await assess(sources, editionAsked(request), thisYear()), thisYear()), request.actor, { edition: values['edition'] }, { requestId: request.id }));
}

/** The same proofs under another edition: answers mapped by row, what has no row there listed. */
function otherSide(assessment: Awaited<ReturnType<typeof assess>>, edition: Edition) {
  const unmapped = new Set<string>();
  const map = (answers: ReadonlyMap<string, number>) => {
    const result = mapAnswers(assessment.edition, edition, answers);
    for (const key of result.unmapped) unmapped.add(key);
    return result.mapped;
  };
  const input = { ...assessment.provenInput, regional: map(assessment.provenInput.regional), innovations: assessment.provenInput.innovations.map((one) => ({ ...one, parameters: map(one.parameters) })) };
  return { edition, differences: differencesBetween(assessment.edition, edition), result: indexOf(edition, input), unmapped: [...unmapped] };
}
