export { openTransparency, type Transparency, type TransparencyOptions } from './transparency.ts';
export type { ReceiptState } from './receipts.ts';
export type { WitnessAddress } from './witness/ask.ts';
export { mountLogRoutes } from './routes.ts';
export { mountLogPages } from './pages/mount.tsx';
export { readWholeLog, type LogReading } from './verify-log.ts';
export { checkProof, type Proven } from './verify-proof.ts';
export { readWitnesses, readWitnessedLogs } from './witness/settings.ts';
export { transparencyDeclaration } from './declaration.ts';
