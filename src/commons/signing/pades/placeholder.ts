import { PDF } from '@libpdf/core';
import { locateSignatures } from './locate.ts';

/** Bytes kept free for the CMS with its certificates. */
const room = 6_000;

/**
 * Appends a signature field to a PDF (an incremental update: the bytes before stay as they are) and calls `sign` with the bytes the signature
 * covers. The library writes field, appearance and byte range; its own CMS is thrown away because it signs signing-time, which PAdES forbids.
 */
export async function signIncrementally(pdf: Uint8Array, { at, reason, location, certificate, sign }: { at: Temporal.Instant; reason: string; location: string; certificate: Uint8Array; sign: (content: Uint8Array<ArrayBuffer>) => Promise<Uint8Array> }): Promise<Uint8Array> {
  const document = await PDF.load(pdf);
  const { bytes } = await document.sign({
    signer: { certificate, keyType: 'EC', signatureAlgorithm: 'ECDSA', sign: () => Promise.resolve(new Uint8Array(72)) },
    signingTime: new Date(at.epochMilliseconds), reason, location, estimatedSize: room,
  });
  const place = locateSignatures(bytes).at(-1);
  if (!place?.coversAll) throw new Error('The prepared document has no place for its signature.');
  const cms = await sign(place.content);
  const hex = Buffer.from(Buffer.from(cms).toString('hex').padEnd(place.hexLength, '0'));
  if (hex.length !== place.hexLength) throw new Error(`The signature needs ${cms.length} bytes and ${place.hexLength / 2} are kept free.`);
  const signed = new Uint8Array(bytes);
  signed.set(hex, place.hexStart);
  return signed;
}
