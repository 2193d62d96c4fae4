import type { ColumnType, Generated } from 'kysely';
import type { ElementKey } from '../reference.ts';

type At = ColumnType<Temporal.Instant, string, string>;
type MaybeAt = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>;

/** The schema `survey` as queries see it. */
export interface SurveyTables {
  'survey.token': { code_hash: string; service: string; agency: string; event_type: string; event_subject: string; channel: string; district: string | null; issued_at: At; expires_at: At; used: Generated<boolean> };
  'survey.response': Record<ElementKey, number | null> & {
    id: string; service: string; agency: string; channel: string; district: string | null; at: At; day: string; device: string; facts: ColumnType<Record<string, number>, string, string>;
    comment: string | null; comment_state: 'none' | 'waiting' | 'shown' | 'withheld'; moderated_by: string | null; moderated_because: string | null;
  };
  'survey.publication': { id: string; service: string; from_day: string; to_day: string; body: string; sha256: string; published_at: At; published_by: string; replaces: string | null; reason: string | null };
  'survey.follow_up': { id: string; service: string; agency: string; element: ElementKey; step: string; owner: string; due: string; planned_at: At; planned_by: string; done_at: MaybeAt; done_by: string | null; proof: string | null };
}
