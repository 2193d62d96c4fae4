import { numberSpan, type NumberSpan } from '../rules/number-span.ts';

export type Prefix = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap';

/** Splits at a separator that is not escaped (`\,` `\$` `\|`), leaving the escapes in place. */
export function splitUnescaped(text: string, separator: ',' | '$' | '|'): string[] {
  const parts: string[] = [''];
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index] ?? '';
    if (letter === '\\' && index + 1 < text.length) { parts[parts.length - 1] += letter + (text[index + 1] ?? ''); index += 1; }
    else if (letter === separator) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

/** Takes the escapes away: `\,` is a comma, `\\` a backslash. */
export function unescape(text: string): string {
  return text.replaceAll(/\\([\\,$|])/g, '$1');
}

/** `ge2013` → `ge` and `2013`; without a prefix it means equal. Only before a number or a date. */
export function prefixed(text: string): { prefix: Prefix; rest: string } {
  const found = /^(eq|ne|gt|lt|ge|le|sa|eb|ap)(?=[-+.\d])/.exec(text)?.[1];
  return found === undefined ? { prefix: 'eq', rest: text } : { prefix: found as Prefix, rest: text.slice(2) };
}

/** `[system]|[code]`: an absent bar leaves the system open, an empty one demands that there is none. */
export interface TokenValue {
  readonly system: string | undefined;
  readonly code: string | undefined;
}

export function tokenValue(text: string): TokenValue {
  const parts = splitUnescaped(text, '|').map(unescape);
  if (parts.length === 1) return { system: undefined, code: parts[0] };
  const [system = '', code = ''] = parts;
  return { system, code: code === '' ? undefined : code };
}

export interface QuantityValue extends NumberSpan {
  readonly prefix: Prefix;
  readonly system: string | undefined;
  readonly code: string | undefined;
}

/** `[prefix][number]|[system]|[code]`, also with one or no unit. Nothing when the number is none. */
export function quantityValue(text: string): QuantityValue | undefined {
  const [head = '', system, code] = splitUnescaped(text, '|').map(unescape);
  const { prefix, rest } = prefixed(head);
  const span = numberSpan(rest);
  return span && { ...span, prefix, system: system === '' ? undefined : system, code: code === '' ? undefined : code };
}
