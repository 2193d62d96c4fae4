import type { Manifest } from '#kernel/manifest';
import { hmacSha256 } from '#kernel/digest';
import type { RandomBytes } from '#kernel/ids';
import { civilDate } from '#kernel/time';
import type { Perform } from '#platform/action';
import type { Database, Work } from '#platform/database';
import type { Http } from '#platform/http';
import type { Vault } from '#platform/vault';
import type { Access } from '#commons/access';
import { answerAction } from './actions/answer.ts';
import { surveyDeclaration } from './declaration.ts';
import { mountAnswerPage } from './pages/mount-answer.tsx';
import { mountSurveyDesk } from './pages/mount-desk.tsx';
import { mountResults } from './pages/mount-results.tsx';
import { maskPersonal } from './rules/mask.ts';
import { elementMeans, resultOf, type Question, type SkmResult } from './store/results.ts';
import { issueToken, lookAtToken, type Invitation, type Rateable } from './store/tokens.ts';
import type { SkmScore } from './rules/score.ts';

export interface SurveyDeps {
  readonly database: Database;
  readonly http: Http;
  readonly perform: Perform;
  readonly vault: Vault;
  readonly access: Access;
  readonly random: RandomBytes;
  readonly zone: string;
  readonly manifests: readonly Manifest[];
  readonly districtName: (code: string) => string;
}

/** Satisfaction surveys of every service: a code for each person served, exact scores, nothing that points back at anybody. */
export interface Survey {
  /** Gives one code for an event of this work; nothing when that event has one already. Put the path on the receipt. */
  issue(work: Work, about: Rateable): Promise<Invitation | undefined>;
  /** The scores of a service, an agency or all, between two days. */
  resultOf(question: Question): Promise<SkmResult>;
  /** Scores by service, for whoever looks for the worst element. */
  byService(question: Question): Promise<ReadonlyMap<string, SkmScore>>;
}

/** Opens the survey with its answer page `/skm/isi/<code>` and the open results `/skm`. */
export function openSurvey(deps: SurveyDeps): Survey {
  const { database, vault, zone, random } = deps;
  deps.access.declare(surveyDeclaration);
  const key = vault.derive('survey/device');
  const deviceOf = (address: string, agent: string) => hmacSha256(key, `${civilDate(database.clock.now(), zone).toString()}|${address}|${agent}`).toString('base64url').slice(0, 22);
  mountAnswerPage({ ...deps, deviceOf, lookAt: (code) => lookAtToken(database, code), answer: answerAction({ zone, mask: maskPersonal }) });
  mountResults(deps);
  mountSurveyDesk(deps);
  return {
    issue: (work, about) => issueToken(work, random, about),
    resultOf: (question) => resultOf(database, question),
    byService: (question) => elementMeans(database, question),
  };
}
