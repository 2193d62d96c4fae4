import type { WhyFacts } from './rules/explain.ts';
import type { BookingState, Detail, Pools, SessionStatus, TicketState } from './tables.ts';

/** One sitting of a resource (a doctor's morning, a class, an inspection lane's hours) in which places are given out. */
export interface Session {
  readonly id: string;
  readonly service: string;
  readonly resource: string;
  /** What the resource belongs to: a poli, a lane, a course. */
  readonly group: string;
  readonly date: string;
  readonly opensAt: Temporal.Instant;
  readonly closesAt: Temporal.Instant;
  readonly claimUntil: Temporal.Instant;
  readonly label: string;
  readonly codePrefix: string;
  readonly status: SessionStatus;
  readonly accepting: boolean;
  readonly expectedStart?: Temporal.Instant | undefined;
  readonly actualStart?: Temporal.Instant | undefined;
  readonly actualEnd?: Temporal.Instant | undefined;
  readonly breaks: readonly { readonly from: string; readonly to: string }[];
  readonly reason?: string | undefined;
  /** Grows with every change of the session, its bookings and its queue. */
  readonly revision: number;
  readonly lastNo: number;
  /** `left` counts the shared places too. The pool `*` is what is shared. */
  readonly pools: readonly { readonly pool: string; readonly quota: number; readonly issued: number; readonly left: number; readonly flagged: boolean }[];
  /** No place left in any pool. */
  readonly full: boolean;
  /** More issued than the quota now allows. */
  readonly flagged: boolean;
  readonly detail: Detail;
}

export interface Booking {
  readonly id: string;
  readonly sessionId: string;
  readonly service: string;
  readonly resource: string;
  readonly group: string;
  readonly date: string;
  readonly opensAt: Temporal.Instant;
  readonly pool: string;
  readonly party: string;
  readonly scope: string;
  readonly reference?: string | undefined;
  readonly number: number;
  /** `A-12`. */
  readonly label: string;
  /** `SKY261124K7Q2M`. */
  readonly code: string;
  readonly state: BookingState;
  readonly channel: string;
  readonly kind: string;
  readonly heldUntil?: Temporal.Instant | undefined;
  readonly checkedInAt?: Temporal.Instant | undefined;
  readonly cancelledBy?: 'patient' | 'hospital' | 'bpjs' | undefined;
  readonly reason?: string | undefined;
  readonly movedTo?: string | undefined;
  readonly createdAt: Temporal.Instant;
  readonly detail: Detail;
}

/** A booking just made, or the same one again when the key was used before. */
export interface Claimed extends Booking {
  readonly repeated: boolean;
  readonly estimate: Estimate;
}

/** When service will begin: best guess, P10 and P80, and why. */
export interface Estimate {
  readonly point: Temporal.Instant;
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  /** How many are called first. */
  readonly ahead: number;
  readonly why: WhyFacts;
  readonly computedAt: Temporal.Instant;
}

export interface Ticket {
  readonly id: string;
  readonly bookingId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly service: string;
  readonly group: string;
  readonly date: string;
  readonly station: string;
  readonly label: string;
  readonly number: number;
  readonly state: TicketState;
  readonly place: number;
  readonly calls: number;
  readonly desk?: string | undefined;
  readonly reason?: string | undefined;
  readonly kind: string;
  readonly enteredAt: Temporal.Instant;
  readonly calledAt?: Temporal.Instant | undefined;
  readonly startedAt?: Temporal.Instant | undefined;
  readonly finishedAt?: Temporal.Instant | undefined;
}

/** A place that came free and is now held for the first who waits: tell them. */
export interface Offer {
  readonly waitingId: string;
  readonly booking: Booking;
}

/** Where everybody of a session is. */
export interface SessionState {
  readonly session: Session;
  /** In the order of the line; those done last. */
  readonly tickets: readonly Ticket[];
  readonly nowServing?: Ticket | undefined;
  readonly lastCalled?: Ticket | undefined;
  readonly waiting: number;
  readonly notYetHere: number;
  /** Not served yet, here or not: what BPJS calls `sisaantrean`. */
  readonly remaining: number;
}

export interface ClaimInput {
  readonly sessionId: string;
  readonly pool: string;
  /** Who the place is for: a person's id. */
  readonly party: string;
  /** One active booking per party, date and scope. */
  readonly scope: string;
  readonly reference?: string | undefined;
  /** Idempotency: the same key gives the same booking. */
  readonly key: string;
  readonly channel: string;
  readonly kind?: string | undefined;
  /** Hold for 5 minutes until `confirmHold`. */
  readonly confirm?: boolean | undefined;
  /** An officer may still book when the public intake is over, as long as the session is not ended or cancelled. */
  readonly evenIfClosed?: boolean | undefined;
  /** An officer's reason for one place more than the quota; the pool is flagged. */
  readonly beyondQuota?: string | undefined;
  readonly detail?: Detail | undefined;
}

export interface SessionInput {
  readonly service: string;
  readonly resource: string;
  readonly group?: string | undefined;
  readonly date: string;
  readonly opensAt: Temporal.Instant;
  readonly closesAt: Temporal.Instant;
  readonly claimUntil?: Temporal.Instant | undefined;
  readonly label: string;
  readonly codePrefix: string;
  readonly pools: Pools;
  readonly shared?: number | undefined;
  readonly breaks?: readonly { readonly from: Temporal.Instant; readonly to: Temporal.Instant }[] | undefined;
  readonly detail?: Detail | undefined;
}
