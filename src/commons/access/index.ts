export { openAccess, type Access } from './access.ts';
export { mountReadings } from './pages/mount.tsx';
export { wholeRegency } from './own.ts';
export { purposes, type Purpose } from './purposes.ts';
export type { Declaration, DeclaredRole } from './catalogue.ts';
export type { Grant } from './grants.ts';
export type { Reading, RecordedReading } from './readings.ts';
