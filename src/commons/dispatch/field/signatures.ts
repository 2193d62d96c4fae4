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
  v: z.literal(1), d: z.uuid(), e: z.uuid(), c: z.string().length(8), k: z.string().max(80), t: z.enum(['officer', 'counter', 'agency']), n: z.string().max(120),
  i: z.array(z.tuple([z.uuid(), z.uuid(), z.uuid()])).min(1).max(40), at: z.iso.datetime(),
});
export type Challenge = z.infer<typeof challengeSchema>;

/** `payload.signature` of a QR: what is handed over, by which device, to whom. Nothing is trusted before `isSignedBy`. */
export function readChallenge(text: string): { challenge: Challenge; payload: string; signature: string } | undefined {
  const [payload = '', signature = '', ...rest] = text.split('.');
  if (rest.length > 0) return undefined;
  try {
    const parsed = challengeSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return parsed.success ? { challenge: parsed.data, payload, signature } : undefined;
  } catch {
    return undefined;
  }
}
