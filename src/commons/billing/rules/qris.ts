/** What a QRIS code of one bill says (EMVCo Merchant-Presented Mode, as Bank Indonesia's QRIS profiles it). */
export interface QrisOrder {
  /** National merchant id: `ID` and 13 digits. */
  readonly nmid: string;
  readonly merchant: string;
  readonly city: string;
  readonly amount: bigint;
  /** Bill reference, at most 25 characters; comes back with the payment. */
  readonly reference: string;
}

/** The text of a dynamic QRIS code: tag, length, value; the last field is a CRC of everything before it. */
export function qrisPayload(order: QrisOrder): string {
  const body = [
    field('00', '01'),
    field('01', '12'),
    field('51', field('00', 'ID.CO.QRIS.WWW') + field('02', order.nmid) + field('03', 'UBE')),
    field('52', '9399'),
    field('53', '360'),
    field('54', order.amount.toString()),
    field('58', 'ID'),
    field('59', plain(order.merchant, 25)),
    field('60', plain(order.city, 15)),
    field('62', field('01', order.reference.slice(0, 25))),
  ].join('');
  return `${body}6304${crc16(`${body}6304`)}`;
}

/** The fields of a QRIS text by tag, or nothing when a length or the CRC is wrong. */
export function readQris(payload: string): ReadonlyMap<string, string> | undefined {
  if (payload.length < 8 || payload.slice(-8, -4) !== '6304' || crc16(payload.slice(0, -4)) !== payload.slice(-4)) return undefined;
  return readFields(payload);
}

/** CRC-16/CCITT-FALSE (polynomial 1021, start FFFF) in four hexadecimal digits, as EMVCo asks. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff) >>> 0;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

function readFields(text: string): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  for (let at = 0; at < text.length;) {
    const size = Number(text.slice(at + 2, at + 4));
    const value = text.slice(at + 4, at + 4 + size);
    if (!Number.isInteger(size) || value.length !== size) return undefined;
    fields.set(text.slice(at, at + 2), value);
    at += 4 + size;
  }
  return fields;
}

function field(tag: string, value: string): string {
  return `${tag}${String(value.length).padStart(2, '0')}${value}`;
}

/** The format counts characters of plain ASCII only. */
function plain(text: string, most: number): string {
  return text.normalize('NFKD').replace(/[^\x20-\x7e]/g, '').toUpperCase().slice(0, most).trim();
}
