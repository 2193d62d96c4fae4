export { openBooking, type BookingFloor } from './open.ts';
export { bookingConstraints, refusals as bookingRefusals } from './problems.ts';
export type { Booking, Claimed, ClaimInput, Estimate, Offer, Session, SessionInput, SessionState, Ticket } from './types.ts';
export type { BookingState, SessionStatus, TicketState } from './tables.ts';
export { bookingCode } from './rules/code.ts';
export { sayWhy, type WhyFacts } from './rules/explain.ts';
export { bpjsWaitSeconds, isMaterial } from './rules/wait.ts';
export { countersNeeded, erlangC, meanWait } from './rules/erlang.ts';
