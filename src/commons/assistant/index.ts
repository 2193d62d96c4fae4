export { echoDay, echoWhen, normalise, readText, readWhen } from './understanding/index.ts';
export type { Command, DayOption, DayReading, Entry, IntentName, Match, Moment, PayerWord, Reading, Relation, TimeReading, VisitWord, When } from './understanding/index.ts';
