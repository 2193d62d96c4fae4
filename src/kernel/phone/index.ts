import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** A phone number in E.164 (`+6281234567890`). */
export type Phone = string & { readonly phone: unique symbol };

/** Reads `0812…`, `62812…`, `+62 812-…`. Returns nothing when it cannot be a phone number. Numbers without a country are Indonesian. */
export function parsePhone(typed: string): Phone | undefined {
  const cleaned = typed.trim();
  const international = /^62\d{8,13}$/.test(cleaned.replace(/\D/g, '')) && !cleaned.startsWith('+') ? `+${cleaned.replace(/\D/g, '')}` : cleaned;
  const parsed = parsePhoneNumberFromString(international, 'ID');
  return parsed?.isPossible() ? (parsed.number as string as Phone) : undefined;
}

/** `+62812••••7890`: enough to recognise one's own number, not enough to call it. */
export function maskPhone(phone: string): string {
  return phone.length > 9 ? `${phone.slice(0, 6)}••••${phone.slice(-4)}` : '••••';
}
