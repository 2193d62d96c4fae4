import { civilDate } from '#kernel/time';
import type { Work } from '#platform/database';
import { elementKeys, type ElementKey } from './reference.ts';
import type { SurveyTables } from './store/tables.ts';

/** A made-up answer of the demonstration. */
export interface MadeUpAnswer {
  readonly service: string;
  readonly agency: string;
  readonly channel: string;
  readonly district: string | undefined;
  readonly at: Temporal.Instant;
  readonly device: string;
  readonly scores: Readonly<Partial<Record<ElementKey, number>>>;
}

/** Stores made-up answers of a demonstration in one write, without codes. */
export async function plantAnswers(work: Work, zone: string, answers: readonly MadeUpAnswer[]): Promise<void> {
  if (answers.length === 0) return;
  await work.tables<SurveyTables>().insertInto('survey.response').values(answers.map((one) => ({
    id: work.newId(), service: one.service, agency: one.agency, channel: one.channel, district: one.district ?? null, at: one.at.toString(), day: civilDate(one.at, zone).toString(), device: one.device, facts: '{}',
    ...(Object.fromEntries(elementKeys.map((key) => [key, one.scores[key] ?? null])) as Record<ElementKey, number | null>),
    comment: null, comment_state: 'none' as const, moderated_by: null, moderated_because: null,
  }))).execute();
}
