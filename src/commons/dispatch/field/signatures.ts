import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';

/** The public half of a device's key, as browsers export it. */
export const publicKeySchema = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string().max(60), y: z.string().max(60) });

/** Is this the signature of the device's own key? Never throws on garbage. */
export function isSignedBy(publicKey: unknown, text: string, signature: string): boolean {
  const parsed = publicKeySchema.safeParse(publicKey);
  if (!parsed.success) return false;
  try {
    return verify('sha256', Buffer.from(text), { key: createPublicKey({ key: { ...parsed.data }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

const challengeSchema = z.strictObject({
  device: z.uuid(), event: z.uuid(), code: z.string().length(8), toKind: z.enum(['officer', 'counter', 'agency']), to: z.string().max(80), toName: z.string().max(120),
  /** Item, the custody it follows, the custody it makes. */
  items: z.array(z.tuple([z.uuid(), z.uuid(), z.uuid()])).min(1).max(40),
});
export type Challenge = z.infer<typeof challengeSchema>;

/**
 * Reads the text of a QR: `1~device~event~code~kind~to~name~items.signature`, short so that a cheap camera can read it. Ids are 22 letters of base64url, three to an
 * item. Nothing in it is trusted before `isSignedBy(payload, signature)`.
 */
export function readChallenge(text: string): { challenge: Challenge; payload: string; signature: string } | undefined {
  const [payload = '', signature = '', ...rest] = text.split('.');
  const [version, device = '', event = '', code, toKind, to = '', toName = '', items = '', ...more] = payload.split('~');
  if (rest.length > 0 || more.length > 0 || version !== '1' || items.length % 66 !== 0) return undefined;
  try {
    const triples = Array.from({ length: items.length / 66 }, (_, at) => [0, 22, 44].map((from) => uuidOf(items.slice(at * 66 + from, at * 66 + from + 22))));
    const parsed = challengeSchema.safeParse({ device: uuidOf(device), event: uuidOf(event), code, toKind, to: decodeURIComponent(to), toName: decodeURIComponent(toName), items: triples });
    return parsed.success ? { challenge: parsed.data, payload, signature } : undefined;
  } catch {
    return undefined;
  }
}

function uuidOf(short: string): string {
  const hex = Buffer.from(short, 'base64url').toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
