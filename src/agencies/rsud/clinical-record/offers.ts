export { openRecord, type ClinicalRecord } from './record.ts';
export type { Concept, Terminology } from './terminology/index.ts';
export type { KeptType, ResourceOf, Stored } from './fhir/types.ts';
export type { Results, Why } from './verbs/reading.ts';
export type { Patch } from './verbs/patch.ts';
export type { Written } from './verbs/write.ts';
