export { openTerminology, type Terminology } from './open.ts';
export { definitionTypes, type Definition } from './conformance.ts';
export type { Concept } from './concepts.ts';
