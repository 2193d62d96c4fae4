/** Where a signature stands in a file, and what it covers. */
export interface SignaturePlace {
  /** Everything the signature covers: the file without the signature's own hexadecimal text. */
  readonly content: Uint8Array<ArrayBuffer>;
  /** The bytes of the CMS, without the zeros that fill the room kept free. */
  readonly cms: Uint8Array;
  readonly hexStart: number;
  readonly hexLength: number;
  /** From the first byte to the last, with nothing left out but that text. */
  readonly coversAll: boolean;
  readonly subFilter: string | undefined;
  /** The time the signer claims (entry M). */
  readonly claimedAt: Temporal.Instant | undefined;
}

/** More signatures than this in one file are an attack on the reader. */
const mostSignatures = 100;

/**
 * Every signature in a PDF, in the order they stand. Reads bytes, not objects: because a covering signature covers every byte but its own hexadecimal
 * text, nothing a reader shows can differ from what was signed. A byte range that does not frame exactly one hexadecimal text is not a signature.
 */
export function locateSignatures(pdf: Uint8Array): SignaturePlace[] {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const places: SignaturePlace[] = [];
  for (const match of text.matchAll(/\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g)) {
    if (places.length >= mostSignatures) break;
    const [start = 0, before = 0, after = 0, rest = 0] = match.slice(1).map(Number);
    const end = after + rest;
    if (start !== 0 || before < 8 || after <= before + 1 || end > pdf.length) continue;
    if (!/^<[0-9A-Fa-f]*>$/.test(text.slice(before, after))) continue;
    const content = new Uint8Array(before + rest);
    content.set(pdf.subarray(0, before), 0);
    content.set(pdf.subarray(after, end), before);
    const dictionary = text.slice(Math.max(0, text.lastIndexOf(' obj', match.index)), boundary(text.indexOf('endobj', Math.max(after, match.index)), text.length));
    places.push({
      content, cms: unpad(Buffer.from(text.slice(before + 1, after - 1), 'hex')), hexStart: before + 1, hexLength: after - before - 2, coversAll: end === pdf.length,
      subFilter: /\/SubFilter\s*\/([A-Za-z0-9.]+)/.exec(dictionary)?.[1], claimedAt: claimedTime(dictionary),
    });
  }
  return places;
}

function boundary(found: number, otherwise: number): number {
  return found < 0 ? otherwise : found;
}

/** The length of the outermost DER value says where the signature ends; an indefinite length (BER) keeps everything. */
function unpad(bytes: Uint8Array): Uint8Array {
  const first = bytes[1] ?? 0;
  if (bytes[0] !== 0x30 || first === 0x80) return bytes;
  const count = first < 0x80 ? 0 : first & 0x7f;
  const length = count === 0 ? first : [...bytes.subarray(2, 2 + count)].reduce((sum, byte) => sum * 256 + byte, 0);
  return bytes.subarray(0, Math.min(bytes.length, 2 + count + length));
}

function claimedTime(dictionary: string): Temporal.Instant | undefined {
  const found = /\/M\s*\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-])(\d\d)'?(\d\d)'?)?[^)]*\)/.exec(dictionary);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second, sign = '+', offsetHours = '00', offsetMinutes = '00'] = found;
  try {
    return Temporal.Instant.from(`${year}-${month}-${day}T${hour}:${minute}:${second}${sign}${offsetHours}:${offsetMinutes}`);
  } catch {
    return undefined;
  }
}
