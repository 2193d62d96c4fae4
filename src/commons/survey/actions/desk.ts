import { z } from 'zod';
import { canonicalJson, sha256 } from '#kernel/digest';
import { fixed } from '#kernel/fraction';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import { wholeRegency } from '#commons/access';
import { refusals } from '../problems.ts';
import { elementKeys, skmReference } from '../reference.ts';
import type { SkmResult } from '../store/results.ts';
import type { SurveyTables } from '../store/tables.ts';

const day = z.iso.date('Tulis tanggal sebagai tttt-bb-hh.');

/** `survey/moderate-comment`: a comment is shown or withheld by somebody who is not rated by it. */
export const moderateAction = action({
  name: 'survey/moderate-comment',
  input: z.object({ response: z.uuid(), show: z.boolean(), because: z.string().trim().max(300).optional() }),
  allow: 'survey/moderate',
  async run(work, input) {
    const tables = work.tables<SurveyTables>();
    const row = await tables.selectFrom('survey.response').select(['agency', 'comment_state']).where('id', '=', input.response).forUpdate().executeTakeFirst();
    if (!row || row.comment_state !== 'waiting') throw new Problem(refusals.unknownComment);
    if (row.agency === work.actor.agency) throw new Problem(refusals.ownAnswers);
    await tables.updateTable('survey.response').set({ comment_state: input.show ? 'shown' : 'withheld', moderated_by: work.actor.id, moderated_because: input.because ?? null }).where('id', '=', input.response).execute();
    work.note({ subject: input.response, shown: input.show });
  },
});

/**
 * `survey/publish`: freezes the result of a service and a period with n, interval and what looks arranged. A second time is a correction: a new row that
 * names the old one and says why; the old one stays. `result` was computed just before, outside the write.
 */
export function publishAction(result: SkmResult) {
  return action({
    name: 'survey/publish',
    input: z.object({ service: z.string().min(1), from: day, to: day, reason: z.string().trim().max(500).optional() }).refine((input) => input.from <= input.to, { path: ['to'], message: 'Tanggal akhir sesudah tanggal awal.' }),
    allow: 'survey/publish',
    constraints: { publication_chain: refusals.alreadyPublished, publication_first: refusals.alreadyPublished, correction_says_why: refusals.correctionNeedsReason },
    async run(work, input) {
      const { score } = result;
      if (score.n < skmReference.leastGroup || !score.shown) throw new Problem(refusals.nothingToPublish);
      const tables = work.tables<SurveyTables>();
      const earlier = await tables.selectFrom('survey.publication').select(['id', 'replaces']).where('service', '=', input.service).where('from_day', '=', input.from).where('to_day', '=', input.to).execute();
      const last = earlier.find((row) => !earlier.some((other) => other.replaces === row.id));
      if (last && !input.reason) throw new Problem(refusals.correctionNeedsReason, { fields: { reason: refusals.correctionNeedsReason.detail } });
      const body = canonicalJson({
        service: input.service, from: input.from, to: input.to, n: score.n, index: score.shown, grade: score.grade, oldWeight: score.oldShown, without: { n: result.without.n, index: result.without.shown ?? null }, arranged: result.suspicious,
        elements: Object.fromEntries(score.elements.map((element) => [element.key, { n: element.n, mean: element.mean ? fixed(element.mean, 4) : null }])), source: skmReference.source,
      });
      const id = work.newId();
      await tables.insertInto('survey.publication').values({ id, service: input.service, from_day: input.from, to_day: input.to, body, sha256: sha256(body), published_at: work.now.toString(), published_by: work.actor.id, replaces: last?.id ?? null, reason: last ? input.reason ?? null : null }).execute();
      work.note({ subject: id, service: input.service, sha256: sha256(body) });
      work.emit({ type: 'survey/published', version: 1, subject: id, data: { service: input.service, n: score.n, correction: last !== undefined } });
      return { sha256: sha256(body) };
    },
  });
}

/** `survey/plan-follow-up` and `survey/finish-follow-up`: what the agency will mend of its lowest elements, by when, and the proof that it did. */
export const planAction = action({
  name: 'survey/plan-follow-up',
  input: z.object({ service: z.string().min(1), agency: z.string().min(1), element: z.enum(elementKeys), step: z.string().trim().min(10, 'Tulis langkahnya.').max(500), owner: z.string().trim().min(3).max(120), due: day }),
  allow: 'survey/follow-up',
  async run(work, input) {
    if (work.actor.kind !== 'system' && work.actor.agency !== wholeRegency && work.actor.agency !== input.agency) throw new Problem(refusals.otherAgency);
    const id = work.newId();
    await work.tables<SurveyTables>().insertInto('survey.follow_up').values({ id, ...input, planned_at: work.now.toString(), planned_by: work.actor.id, done_by: null, proof: null }).execute();
    work.note({ subject: id, service: input.service, element: input.element });
    return { id };
  },
});

export const finishAction = action({
  name: 'survey/finish-follow-up',
  input: z.object({ id: z.uuid(), proof: z.string().trim().min(10, 'Sebutkan buktinya.').max(500) }),
  allow: 'survey/follow-up',
  async run(work, { id, proof }) {
    const tables = work.tables<SurveyTables>();
    const row = await tables.selectFrom('survey.follow_up').select(['agency', 'done_at']).where('id', '=', id).forUpdate().executeTakeFirst();
    if (!row) throw new Problem(refusals.unknownPlan);
    if (work.actor.kind !== 'system' && work.actor.agency !== wholeRegency && work.actor.agency !== row.agency) throw new Problem(refusals.otherAgency);
    if (row.done_at) throw new Problem(refusals.planDone);
    await tables.updateTable('survey.follow_up').set({ done_at: work.now.toString(), done_by: work.actor.id, proof }).where('id', '=', id).execute();
    work.note({ subject: id });
  },
});
