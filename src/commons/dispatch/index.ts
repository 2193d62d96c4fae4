export { openDispatch, type Dispatch } from './open.ts';
export { dispatchDeclaration } from './declaration.ts';
export { dispatchConstraints } from './problems.ts';
export { dispatchEvents } from './events.ts';
export type { Crew } from './store/crews.ts';
export type { VisitQuery } from './store/reading.ts';
export type { CustodyMethod, Half, HolderKind, VisitKind, VisitStatus } from './tables.ts';
export type { Contact, Custody, HandOver, Holder, Item, Served, Sheet, Tracking, Visit, VisitResult, VisitWish } from './types.ts';
