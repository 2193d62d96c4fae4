import { parseNik } from '#kernel/nik';

/** The formats of the vocabulary, for Ajv on the server and, in the same words of code, for the browser. Each judges an answer that was read already. */
export const formats = {
  /** Any name a person may bear: one word, apostrophes, dots, titles. Refused is only what has no letter or could act on a page or a line. */
  'person-name': (text: string) => /\p{L}/u.test(text) && !/[\p{Cc}<>]/u.test(text),
  'nik': (text: string) => /^\d{16}$/.test(text) && parseNik(text).ok,
  'npwp': (text: string) => /^\d{16}$/.test(text),
  'npwp-person': (text: string) => /^\d{16}$/.test(text) && parseNik(text).ok,
  'nitku': (text: string) => /^\d{22}$/.test(text),
  'nib': (text: string) => /^\d{13}$/.test(text),
  'kbli': (text: string) => /^\d{5}$/.test(text),
  /** E.164; Indonesian numbers have 8 to 13 digits after +62. */
  'phone': (text: string) => (text.startsWith('+62') ? /^\+62[1-9]\d{7,12}$/ : /^\+[1-9]\d{6,14}$/).test(text),
  'email': (text: string) => /^[^\s@<>"]{1,64}@[^\s@<>".]+(\.[^\s@<>".]+)+$/.test(text) && text.length <= 254,
  'date': (text: string) => isDate(text),
  /** Code of a village or kelurahan: `16.06.01.1009`. */
  'village': (text: string) => /^\d{2}\.\d{2}\.\d{2}\.\d{4}$/.test(text),
  'uuid': (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
  'rupiah': { type: 'number' as const, validate: (value: number) => Number.isSafeInteger(value) },
};

function isDate(text: string): boolean {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!found) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= ([31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0);
}

/** Schemas a form refers to by name. */
export const shared = [
  { $id: 'serasan:file', type: 'object', properties: { id: { type: 'string', format: 'uuid' }, name: { type: 'string', maxLength: 120 }, type: { type: 'string', maxLength: 100 }, size: { type: 'integer', minimum: 1 }, pages: { type: 'integer', minimum: 1 }, faint: { type: 'boolean' } }, required: ['id', 'name', 'type', 'size'], additionalProperties: false },
  { $id: 'serasan:address', type: 'object', properties: { village: { type: 'string', format: 'village' }, street: { type: 'string', minLength: 1, maxLength: 200 }, rt: { type: 'string', pattern: '^\\d{1,3}$' }, rw: { type: 'string', pattern: '^\\d{1,3}$' } }, required: ['village', 'street'], additionalProperties: false },
  { $id: 'serasan:point', type: 'object', properties: { lat: { type: 'number', minimum: -11, maximum: 6.1 }, lon: { type: 'number', minimum: 95, maximum: 141.1 } }, required: ['lat', 'lon'], additionalProperties: false },
] as const;
