/** The GSM 03.38 default alphabet (3GPP TS 23.038 §6.2.1) and its extension table, whose characters take two septets. */
const basic = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà');
const extension = new Set('\f^{}\\[~]|€');

/** What phones and word processors put into Indonesian text, and its plain equal. */
const plain: Readonly<Record<string, string>> = {
  '\u2018': "'", '\u2019': "'", '\u201A': "'", '\u201C': '"', '\u201D': '"', '\u201E': '"', '\u2032': "'", '\u2033': '"', '`': "'", '\u00B4': "'",
  '\u2010': '-', '\u2011': '-', '\u2012': '-', '\u2013': '-', '\u2014': '-', '\u2015': '-', '\u2022': '-', '\u00B7': '-', '\u2026': '...',
  '\u00A0': ' ', '\u2009': ' ', '\u202F': ' ', '\t': ' ', '\u200B': '', '\u200C': '', '\uFEFF': '', '\u00D7': 'x', '\u2192': '->', '\u2713': '',
};

export interface SmsText {
  readonly text: string;
  readonly encoding: 'gsm-7' | 'ucs-2';
  /** Number of messages billed: 160 septets or 70 UTF-16 units alone, 153 or 67 when joined. */
  readonly segments: number;
  readonly parts: readonly string[];
}

/**
 * Prepares text for SMS: typographic quotes, dashes and bullets become plain, emoji go, accents GSM-7 lacks are dropped. Text that still holds
 * a letter outside GSM-7 (Arabic, Han) is sent as UCS-2. Parts never cut a character, an escape pair or a grapheme in two.
 */
export function prepareSms(text: string): SmsText {
  const clean = toPlain(text);
  const isGsm = Array.from(clean).every((character) => septets(character) > 0);
  const size = isGsm ? septets : (character: string) => character.length;
  const [alone, joined] = isGsm ? [160, 153] : [70, 67];
  const parts = splitBySize(clean, size, alone, joined);
  return { text: clean, encoding: isGsm ? 'gsm-7' : 'ucs-2', segments: parts.length, parts };
}

/** Septets a character takes; 0 when GSM-7 cannot write it. */
export function septets(character: string): number {
  return basic.has(character) ? 1 : extension.has(character) ? 2 : 0;
}

/** Removes emoji and rewrites what GSM-7 has an equal for. */
function toPlain(text: string): string {
  const replaced = Array.from(text.normalize('NFC')).map((character) => plain[character] ?? character).join('');
  const withoutEmoji = replaced.replace(/\p{Extended_Pictographic}(\u200D\p{Extended_Pictographic}|[\u{1F3FB}-\u{1F3FF}]|\uFE0F|\u20E3)*|[\u{1F1E6}-\u{1F1FF}]|\uFE0F/gu, '');
  return Array.from(withoutEmoji).map(plainLetter).join('').replace(/ {2,}/g, ' ').replace(/ +$/gm, '');
}

function plainLetter(character: string): string {
  if (septets(character) > 0) return character;
  const bare = character.normalize('NFD').replace(/\p{Mark}/gu, '');
  return bare !== '' && Array.from(bare).every((part) => septets(part) > 0) ? bare : character;
}

function splitBySize(text: string, size: (character: string) => number, alone: number, joined: number): string[] {
  const sizeOf = (part: string) => Array.from(part).reduce((sum, character) => sum + size(character), 0);
  if (sizeOf(text) <= alone) return [text];
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter('id', { granularity: 'grapheme' }).segment(text)) {
    // A grapheme longer than a whole part (hostile stacks of marks) is cut between its characters.
    for (const piece of sizeOf(segment) <= joined ? [segment] : Array.from(segment)) {
      const wide = sizeOf(piece);
      if (used + wide > joined) { parts.push(part); part = ''; used = 0; }
      part += piece;
      used += wide;
    }
  }
  return [...parts, part];
}
