import { z } from 'zod';

/**
 * The facts Saroale emits, versioned. The subject is the booking or session id. Never a name, NIK, phone, code or letter number: public figures,
 * BPJS stamps and the hospital's other services all read these.
 */
const poli = z.string();
const channel = z.string();
const payer = z.enum(['jkn', 'umum', 'other']);
const minutes = z.number().int();

export const events = {
  booked: fact('saroale/booked', 1, z.object({ session: z.string(), poli, channel, payer, visitKind: z.number().int(), newPatient: z.boolean(), leadDays: z.number().int(), repeatedFrom: z.string().optional() })),
  moved: fact('saroale/moved', 1, z.object({ to: z.string(), poli, by: z.enum(['patient', 'hospital', 'bpjs']) })),
  cancelled: fact('saroale/cancelled', 1, z.object({ session: z.string(), poli, channel, by: z.enum(['patient', 'hospital', 'bpjs']), noticeMinutes: minutes })),
  checkedIn: fact('saroale/checked-in', 1, z.object({ session: z.string(), poli, via: z.string(), aheadOfOpening: minutes })),
  called: fact('saroale/called', 1, z.object({ session: z.string(), poli, waitMinutes: minutes, promiseMinutes: minutes, within: z.boolean(), channel })),
  served: fact('saroale/served', 1, z.object({ session: z.string(), poli, channel, payer, serviceMinutes: minutes })),
  noShow: fact('saroale/no-show', 1, z.object({ session: z.string(), poli, channel })),
  taskRecorded: fact('saroale/task-recorded', 1, z.object({ task: z.number().int(), at: z.number().int() })),
  sessionOpened: fact('saroale/session-opened', 1, z.object({ poli, date: z.string(), quotaJkn: z.number().int(), quotaOther: z.number().int() })),
  sessionLate: fact('saroale/session-late', 1, z.object({ poli, minutes, noticeMinutes: minutes, told: z.number().int() })),
  sessionCancelled: fact('saroale/session-cancelled', 1, z.object({ poli, noticeMinutes: minutes, early: z.boolean(), bookings: z.number().int() })),
  sessionEnded: fact('saroale/session-ended', 1, z.object({ poli, served: z.number().int(), absent: z.number().int(), issued: z.number().int(), quota: z.number().int() })),
  quotaChanged: fact('saroale/quota-changed', 1, z.object({ jkn: z.number().int(), other: z.number().int(), flagged: z.boolean() })),
  quotaOverridden: fact('saroale/quota-overridden', 1, z.object({ session: z.string(), poli })),
  waitingJoined: fact('saroale/waiting-joined', 1, z.object({ session: z.string(), poli })),
  pharmacyQueued: fact('saroale/pharmacy-queued', 1, z.object({ number: z.number().int(), compounded: z.boolean() })),
  medicineReady: fact('saroale/medicine-ready', 1, z.object({ compounded: z.boolean(), waitMinutes: minutes })),
  bpjsDelivered: fact('saroale/bpjs-delivered', 1, z.object({ call: z.string(), task: z.number().int(), lagSeconds: z.number().int(), within: z.boolean() })),
  bpjsHeld: fact('saroale/bpjs-held', 1, z.object({ cause: z.string(), dead: z.boolean() })),
} as const;

export interface Fact<Data extends z.ZodType> {
  readonly type: string;
  readonly version: number;
  readonly data: Data;
  /** The event for `work.emit`: data that does not fit its schema is our bug and throws. */
  of(subject: string, data: z.input<Data>, occurredAt?: Temporal.Instant): { type: string; version: number; subject: string; data: Record<string, unknown>; occurredAt?: Temporal.Instant };
}

function fact<Data extends z.ZodType>(type: string, version: number, data: Data): Fact<Data> {
  return {
    type, version, data,
    of: (subject, value, occurredAt) => ({ type, version, subject, data: data.parse(value) as Record<string, unknown>, ...(occurredAt ? { occurredAt } : {}) }),
  };
}
