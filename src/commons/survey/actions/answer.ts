import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { action } from '#platform/action';
import { refusals } from '../problems.ts';
import { elementKeys, type ElementKey } from '../reference.ts';
import { spendToken } from '../store/tokens.ts';
import type { SurveyTables } from '../store/tables.ts';

const score = z.coerce.number().int().min(1).max(4).optional();

/** `survey/answer`: whoever holds a code rates once. Nothing says afterwards whose answer it was. */
export function answerAction({ zone, mask }: { zone: string; mask: (text: string) => string }) {
  return action({
    name: 'survey/answer',
    input: z.object({
      code: z.string().min(1).max(40), device: z.string().min(1).max(100), comment: z.string().trim().max(1000, 'Paling banyak 1.000 huruf.').optional(),
      scores: z.object(Object.fromEntries(elementKeys.map((key) => [key, score])) as Record<ElementKey, typeof score>),
      facts: z.record(z.string().regex(/^[a-z-]{1,30}$/), z.coerce.number().int().min(0).max(5)).optional(),
    }),
    allow: 'anyone',
    async run(work, input) {
      if (elementKeys.every((key) => input.scores[key] === undefined)) throw new Problem(refusals.empty, { fields: { [elementKeys[0]]: refusals.empty.detail } });
      const facts = await spendToken(work, input.code);
      const id = work.newId();
      const comment = input.comment ? mask(input.comment) : null;
      await work.tables<SurveyTables>().insertInto('survey.response').values({
        id, service: facts.service, agency: facts.agency, channel: facts.channel, district: facts.district ?? null,
        at: work.now.toString(), day: civilDate(work.now, zone).toString(), device: input.device, facts: JSON.stringify(input.facts ?? {}),
        ...(Object.fromEntries(elementKeys.map((key) => [key, input.scores[key] ?? null])) as Record<ElementKey, number | null>),
        comment, comment_state: comment ? 'waiting' : 'none', moderated_by: null, moderated_because: null,
      }).execute();
      work.note({ subject: id, service: facts.service });
      work.emit({ type: 'survey/answered', version: 1, subject: id, data: { service: facts.service, channel: facts.channel } });
      return { service: facts.service };
    },
  });
}
