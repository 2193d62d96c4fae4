export { openBilling, type Billing } from './billing.ts';
export { BillFacts } from './pages/cashier.tsx';
export { billingRoutes } from './pages/mount.tsx';
export { openStandInBank, type Deliver, type StandInBank } from './standin/bank.ts';
export { compute, fixed, type Computed, type Factor, type Formula } from './rules/formula.ts';
export { statusAt } from './rules/judge.ts';
export type { InterestRule } from './rules/interest.ts';
export type { Bill, BillStatus, Receipt } from './types.ts';
