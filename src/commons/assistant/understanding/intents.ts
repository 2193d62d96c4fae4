import { intentSigns, type IntentName } from './words/intents.ts';

export interface ScoredIntent {
  readonly name: IntentName;
  readonly score: number;
}

const enough = 1.5;

/** The intents a normalised text carries, strongest first. Empty when nothing weighs enough: not knowing is an answer too. */
export function readIntents(normalised: string): ScoredIntent[] {
  return (Object.keys(intentSigns) as IntentName[])
    .map((name) => ({ name, score: intentSigns[name].reduce((sum, [pattern, weight]) => sum + (pattern.test(normalised) ? weight : 0), 0) }))
    .filter(({ score }) => score >= enough)
    .sort((a, b) => b.score - a.score);
}
