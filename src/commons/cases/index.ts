export { openCases, type Cases } from './open.ts';
export type { Budget, DefinitionInput, FactValue, Facts, Guard, Party } from './definition/schema.ts';
export type { Definition } from './definition/definition.ts';
export type { Case, CaseEvent, CaseResult, ClockReading, CommandInput, EffectCall, Fired, OpenInput, PauseInput, ReleaseInput, Task, TaskFilter, TaskInList, Wiring } from './types.ts';
export { ProcedureDrawing, type Place } from './pages/drawing.tsx';
export { CaseStanding } from './pages/standing.tsx';
export { CaseClocks, CaseStory } from './pages/story.tsx';
