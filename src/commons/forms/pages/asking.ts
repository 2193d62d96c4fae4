import type { Places } from '#commons/places';
import type { FormState } from '#platform/ui';
import type { Answers } from '../rules/answers.ts';

/** What a question needs to know of the page it stands on. */
export interface Asking {
  readonly state: FormState;
  readonly places: Places;
  /** Answers as stored: files already kept, computed figures. */
  readonly answers: Answers;
  readonly asked: ReadonlySet<string>;
}
