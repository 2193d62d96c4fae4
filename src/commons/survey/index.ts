export { plantAnswers, type MadeUpAnswer } from './demo.ts';
export { openSurvey, type Survey, type SurveyDeps } from './survey.ts';
export type { Invitation, Rateable } from './store/tokens.ts';
export { elementKeys, skmReference, type ElementKey } from './reference.ts';
export { gradeOf, sampleNeeded, scoreOf, type Scores, type SkmScore } from './rules/score.ts';
export { holdsPersonal, maskPersonal } from './rules/mask.ts';
export type { Question, SkmResult } from './store/results.ts';
