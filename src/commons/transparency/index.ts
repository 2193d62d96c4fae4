export { openTransparency, type Transparency, type TransparencyOptions } from './transparency.ts';
export type { ReceiptState } from './receipts.ts';
export type { WitnessAddress } from './witness/ask.ts';
export { mountLogRoutes } from './routes.ts';
export { faultOfProof } from './verify-receipt.ts';
