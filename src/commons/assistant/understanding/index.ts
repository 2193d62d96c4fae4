import { readAnswer, readCode, readCommand, readPick, type Command } from './answers.ts';
import { readWhen } from './dates/when.ts';
import type { Moment, When } from './dates/reading.ts';
import { emergencySign } from './emergency.ts';
import { findEntries, type Entry, type Match } from './entities.ts';
import { readIntents, type ScoredIntent } from './intents.ts';
import { normalise } from './normalise.ts';
import { readPayer, readRelation, readVisit, type PayerWord, type Relation, type VisitWord } from './people.ts';
import { findPersonalNumbers, type PersonalNumbers } from './personal.ts';

export { echoDay, echoWhen } from './dates/echo.ts';
export { readWhen } from './dates/when.ts';
export { normalise } from './normalise.ts';
export type { Moment, DayReading, DayOption, TimeReading, When } from './dates/reading.ts';
export type { Entry, Match } from './entities.ts';
export type { IntentName } from './words/intents.ts';
export type { PayerWord, Relation, VisitWord } from './people.ts';
export type { Command } from './answers.ts';

/** Everything one message says, read without state and without the outside world. */
export interface Reading {
  /** Normalised, with long numbers masked. */
  readonly text: string;
  readonly personal: PersonalNumbers;
  readonly emergency: string | undefined;
  readonly command: Command | undefined;
  readonly intents: readonly ScoredIntent[];
  readonly when: When;
  readonly found: readonly Match[];
  readonly relation: Relation | undefined;
  readonly payer: PayerWord | undefined;
  readonly visit: VisitWord | undefined;
  readonly answer: 'yes' | 'no' | undefined;
  readonly pick: number | undefined;
  readonly code: string | undefined;
}

/** Reads a message as its writer meant it at `moment` (the time of sending: "besok" is the writer's tomorrow). */
export function readText(raw: string, moment: Moment, vocabulary: readonly Entry[] = []): Reading {
  const personal = findPersonalNumbers(raw.slice(0, longest));
  const text = normalise(personal.masked.replace(/\d\d•+\d\d/g, ' '), doctorNames(vocabulary));
  return {
    text, personal, emergency: emergencySign(text), command: readCommand(text), intents: readIntents(text), when: readWhen(text, moment),
    found: findEntries(text, vocabulary), relation: readRelation(text), payer: readPayer(text), visit: readVisit(text),
    answer: readAnswer(text), pick: readPick(text), code: readCode(raw.slice(0, longest)),
  };
}

/** Characters of a message that are read: four screens of text; the longest provider body is 4,096. */
const longest = 2000;

function doctorNames(vocabulary: readonly Entry[]): ReadonlySet<string> {
  return new Set(vocabulary.filter(({ kind }) => kind === 'dokter').flatMap(({ name, aliases }) => [name, ...aliases].flatMap((words) => words.toLowerCase().split(/[\s.,]+/))).filter((word) => word.length > 2));
}
