export { openEvidence, type Evidence, type Subscriber } from './log.ts';
export type { RecordedEvent } from './tables.ts';
