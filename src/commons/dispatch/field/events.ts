import { z } from 'zod';

const point = z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180), accuracy: z.number().min(0).max(100_000) });
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const reason = z.string().trim().min(3).max(300);
/** An SVG path of strokes: moves and lines in whole numbers, nothing else, not more than a signature needs. */
const strokes = z.string().max(12_000).regex(/^(?:M\d{1,4} \d{1,4}(?:L\d{1,4} \d{1,4})*)+$/);
const handoverCode = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{8}$/);

/** What a phone can report, by kind. */
export const bodies = {
  depart: z.strictObject({ etaMinutes: z.int().min(0).max(600).optional() }),
  'turn-back': z.strictObject({ why: reason }),
  arrive: z.strictObject({ point: point.optional() }),
  /** Things taken over from the resident: each becomes an item in the officer's hands. */
  collect: z.strictObject({
    items: z.array(z.strictObject({ id: z.uuid(), first: z.uuid(), custody: z.uuid(), label: z.string().trim().min(1).max(120), ref: z.string().max(100) })).min(1).max(40),
    sealNo: z.string().trim().max(40).optional(), method: z.enum(['signature', 'otp', 'qr']), photoHash: hash.optional(), point: point.optional(),
  }),
  /** Things given to the receiver at the door. */
  give: z.strictObject({
    items: z.array(z.strictObject({ id: z.uuid(), previous: z.uuid(), custody: z.uuid() })).min(1).max(40),
    receiver: z.string().trim().min(1).max(120), method: z.enum(['signature', 'otp', 'qr']), photoHash: hash.optional(), point: point.optional(),
  }),
  /** The giver's side of a handover between officers: shown as QR and as a code to type. */
  hand: z.strictObject({
    items: z.array(z.strictObject({ id: z.uuid(), previous: z.uuid(), custody: z.uuid() })).min(1).max(40),
    code: handoverCode, toKind: z.enum(['officer', 'counter', 'agency']), to: z.string().max(80), toName: z.string().max(120),
  }),
  /** The taker's side: the code, and with a camera the whole signed challenge, which counts even if the giver's phone never speaks again. */
  receive: z.strictObject({ code: handoverCode, challenge: z.string().max(6000).optional() }),
  finish: z.strictObject({
    base: z.int(), receiver: z.string().trim().max(120), relation: z.string().trim().max(60), nikLast4: z.string().regex(/^\d{4}$/).optional(), code: z.string().max(20).optional(), signature: strokes.optional(),
    photoHash: hash.optional(), point: point.optional(), ticked: z.array(z.string().max(60)).max(60), answers: z.record(z.string().max(60), z.union([z.string().max(2000), z.number(), z.boolean()])),
    note: z.string().max(2000).optional(), askedToPay: z.boolean().optional(), scans: z.array(z.uuid()).max(100),
  }),
  fail: z.strictObject({ why: reason, photoHash: hash.optional(), point: point.optional() }),
  scan: z.strictObject({ id: z.uuid(), label: z.string().trim().max(120), page: z.int().min(1).max(200), sha256: hash, size: z.int().min(1).max(400_000) }),
  /** A correction of how to reach somebody: merges by field. */
  correct: z.strictObject({ field: z.enum(['phone', 'address', 'landmark']), base: z.string().max(300), value: z.string().trim().max(300) }),
} as const;

export type EventKind = keyof typeof bodies;
const kinds = Object.keys(bodies) as [EventKind, ...EventKind[]];

/** An event as it travels. `signature`: ECDSA P-256 over SHA-256 of `signedText`, base64url, by the device's own key. */
export const fieldEvent = z.strictObject({
  id: z.uuid(), counter: z.int().min(1), kind: z.enum(kinds), visit: z.uuid().optional(), occurredAt: z.iso.datetime(), body: z.string().max(40_000), signature: z.string().max(120),
});
export type FieldEvent = z.infer<typeof fieldEvent>;

/** The text a device signs: everything that counts, in one order. */
export function signedText(device: string, event: Pick<FieldEvent, 'id' | 'counter' | 'kind' | 'visit' | 'occurredAt' | 'body'>): string {
  return [device, event.id, event.counter, event.kind, event.visit ?? '', event.occurredAt, event.body].join('\n');
}

/** What a phone is told about each of its events. */
export interface EventAnswer {
  readonly id: string;
  readonly outcome: 'applied' | 'duplicate' | 'waiting' | 'conflict' | 'rejected';
  /** Number of the receipt: `diterima (nomor)`. */
  readonly number: string;
  readonly field?: string;
  readonly theirs?: string;
  readonly reason?: string;
}
