import { z } from 'zod';

/** The facts Sih Larajaket emits, versioned. The subject is the visit id. Never a name, number, diagnosis or drug: ids, codes of places, durations. */
const poli = z.string();
const minutes = z.number().int().min(0);

export const events = {
  arrived: fact('sih-larajaket/arrived', 1, z.object({ poli, payer: z.string() })),
  triaged: fact('sih-larajaket/triaged', 1, z.object({ poli, waitMinutes: minutes })),
  seen: fact('sih-larajaket/seen', 1, z.object({ poli, waitMinutes: minutes })),
  signed: fact('sih-larajaket/signed', 1, z.object({ poli, typedMinutes: z.number().min(0), likeness: z.number().min(0).max(1) })),
  amended: fact('sih-larajaket/amended', 1, z.object({ poli, byRecordUnit: z.boolean() })),
  left: fact('sih-larajaket/left-before-seen', 1, z.object({ poli, waitMinutes: minutes })),
  ordered: fact('sih-larajaket/ordered', 1, z.object({ kind: z.enum(['lab', 'rad']), urgent: z.boolean() })),
  resulted: fact('sih-larajaket/resulted', 1, z.object({ kind: z.enum(['lab', 'rad']), minutes, critical: z.boolean() })),
  resultWithdrawn: fact('sih-larajaket/result-withdrawn', 1, z.object({ kind: z.enum(['lab', 'rad']), wrongPatient: z.boolean() })),
  criticalTold: fact('sih-larajaket/critical-told', 1, z.object({ minutes, within: z.boolean() })),
  prescribed: fact('sih-larajaket/prescribed', 1, z.object({ poli, items: z.number().int(), compounded: z.boolean(), overridden: z.number().int() })),
  medicineHanded: fact('sih-larajaket/medicine-handed', 1, z.object({ compounded: z.boolean(), waitMinutes: minutes, way: z.enum(['handed', 'delivery']) })),
  shortage: fact('sih-larajaket/shortage', 1, z.object({ drug: z.string() })),
  deliveryRequested: fact('sih-larajaket/delivery-requested', 1, z.object({ prescription: z.string(), items: z.number().int(), cold: z.boolean() })),
  finished: fact('sih-larajaket/finished', 1, z.object({ poli, payer: z.string(), resumeSameDay: z.boolean(), sheets: z.number().int(), complete: z.boolean(), totalMinutes: minutes })),
  printed: fact('sih-larajaket/printed', 1, z.object({ what: z.string(), sheets: z.number().int() })),
  glassBroken: fact('sih-larajaket/glass-broken', 1, z.object({ agency: z.string() })),
  sentAway: fact('sih-larajaket/satusehat-acked', 1, z.object({ resource: z.string(), minutes })),
} as const;

export interface Fact<Data extends z.ZodType> {
  readonly type: string;
  readonly version: number;
  /** The event for `work.emit`: data that does not fit its schema is our bug and throws. */
  of(subject: string, data: z.input<Data>): { type: string; version: number; subject: string; data: Record<string, unknown> };
}

function fact<Data extends z.ZodType>(type: string, version: number, data: Data): Fact<Data> {
  return { type, version, of: (subject, value) => ({ type, version, subject, data: data.parse(value) as Record<string, unknown> }) };
}
