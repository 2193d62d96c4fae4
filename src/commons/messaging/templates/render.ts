import { Problem } from '#kernel/problem';
import { refusals } from '../problems.ts';

const placeholder = /\(\(([^()?]+)(?:\?\?([^()]*(?:\([^()]*\)[^()]*)*))?\)\)/g;

/**
 * Fills `((nama))` with its value and `((flag??words))` with the words when the flag is `yes`, `ya`, `true` or `1` (the notation of GOV.UK
 * Notify). Values are text, never read as template. Throws a problem that names every missing value.
 */
export function fill(text: string, data: Readonly<Record<string, string>>): string {
  const missing = placeholders(text).filter((name) => data[name] === undefined);
  if (missing.length > 0) throw new Problem(refusals.missingData, { detail: `Isian berikut belum ada: ${missing.join(', ')}. Lengkapi, lalu kirim lagi.`, facts: { missing } });
  const filled = text.replace(placeholder, (_whole, name: string, words: string | undefined) => {
    const value = data[name.trim()] ?? '';
    if (words === undefined) return value;
    return isYes(value) ? words : '';
  });
  return filled.replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').trim();
}

/** Names of all values a text needs, each once, in order of appearance. This order numbers the parameters of a WhatsApp template. */
export function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(placeholder)].map((match) => (match[1] ?? '').trim()))];
}

/** What each parameter of an approved WhatsApp template says, in order; conditional words become their text or a dash (a parameter may not be empty). */
export function parameters(text: string, data: Readonly<Record<string, string>>): string[] {
  const words = new Map([...text.matchAll(placeholder)].map((match) => [(match[1] ?? '').trim(), match[2]]));
  return placeholders(text).map((name) => {
    const value = data[name] ?? '';
    const conditional = words.get(name);
    const said = conditional === undefined ? value : isYes(value) ? conditional : '';
    // WhatsApp refuses parameters with line breaks, tabs or more than four spaces in a row.
    return said.replace(/\s+/g, ' ').trim() || '-';
  });
}

function isYes(value: string): boolean {
  return /^(yes|ya|true|1)$/i.test(value);
}
