export { openTerminology, type Terminology } from './open.ts';
export { definitionTypes, type Definition } from './conformance.ts';
export { importable, isImportable, readCodeFile, type CodeFile, type Fault, type Importable } from './files/index.ts';
export { countedSystems, type CountedSystem } from './concepts.ts';
export type { CodeSystemRow, Difference, ImportReport, NewConcept } from './concepts.ts';
export type { Concept } from './concepts.ts';
