export { openTerminology, type Terminology } from './open.ts';
export type { Concept } from './concepts.ts';
