export { openAssistant, type Assistant, type AssistantDeps } from './open.ts';
export { attempt } from './dialogue/attempt.ts';
export { goChoice } from './dialogue/choices.ts';
export type { Fact, FactSource } from './dialogue/facts.ts';
export type { Option, Step, Task, Turn } from './dialogue/task.ts';
export { echoDay, echoWhen, normalise, readText, readWhen } from './understanding/index.ts';
export type { Command, DayOption, DayReading, Entry, IntentName, Match, Moment, PayerWord, Reading, Relation, TimeReading, VisitWord, When } from './understanding/index.ts';
