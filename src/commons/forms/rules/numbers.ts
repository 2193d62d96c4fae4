/** A number as read, or why not. `meanings`: how the text can be taken, for the words that ask to write it otherwise. */
export type ReadNumber = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly why: 'not-a-number' | 'two-meanings' | 'not-whole'; readonly meanings?: readonly [string, string] };

/**
 * Reads a number as people write it: `1.234,5`, `1234.5`, `Rp 15.000,00`, spaces and non-breaking spaces, `(1.000)` for minus. A single separator
 * before exactly three digits (`1.234`, `1,234`) can mean two things: for money and whole numbers it parts thousands, otherwise it is refused.
 * Scientific notation is refused: it has lost digits already.
 */
export function readNumber(typed: string, { whole }: { whole: boolean }): ReadNumber {
  const spaced = typed.normalize('NFKC').trim().replace(/^(-?)\s*Rp\.?\s*/i, '$1').replace(/,-$/, '').trim();
  const bracketed = /^\((.+)\)$/.exec(spaced);
  const inner = (bracketed?.[1] ?? spaced).trim();
  const minus = bracketed !== null || inner.startsWith('-');
  const text = inner.replace(/^-/, '').trim();
  if (!/^\d+([ .,']\d+)*$/.test(text)) return { ok: false, why: 'not-a-number' };
  const read = partsOf(text.replaceAll("'", ' '), whole);
  if (!read.ok) return read;
  const decimals = read.decimals.replace(/0+$/, '');
  if (whole && decimals !== '') return { ok: false, why: 'not-whole' };
  const value = Number(`${minus ? '-' : ''}${read.whole}${decimals ? `.${decimals}` : ''}`);
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? { ok: true, value: value === 0 ? 0 : value } : { ok: false, why: 'not-a-number' };
}

type Parts = { readonly ok: true; readonly whole: string; readonly decimals: string } | Extract<ReadNumber, { ok: false }>;

function partsOf(text: string, whole: boolean): Parts {
  const marks = [...new Set(text.replace(/\d/g, ''))];
  const groups = text.split(/[ .,]/);
  if (groups.length === 1) return { ok: true, whole: text, decimals: '' };
  const last = text.replace(/\d/g, '').at(-1) ?? '';
  // Two kinds of marks: the last is the decimal mark, if it stands once and is no space; the others part thousands.
  if (marks.length === 2) {
    const [head, decimals] = [text.slice(0, text.lastIndexOf(last)), text.slice(text.lastIndexOf(last) + 1)];
    const other = marks.find((mark) => mark !== last) ?? '';
    if (last === ' ' || head.includes(last) || !areThousands(head.split(other))) return { ok: false, why: 'not-a-number' };
    return { ok: true, whole: head.replaceAll(other, ''), decimals };
  }
  if (marks.length > 2) return { ok: false, why: 'not-a-number' };
  if (last === ' ' || groups.length > 2) return areThousands(groups) ? { ok: true, whole: groups.join(''), decimals: '' } : { ok: false, why: 'not-a-number' };
  const [head = '', tail = ''] = groups;
  const maybeThousands = areThousands(groups);
  if (maybeThousands && whole) return { ok: true, whole: head + tail, decimals: '' };
  if (maybeThousands) return { ok: false, why: 'two-meanings', meanings: [head + tail, `${head},${tail}0`] };
  return { ok: true, whole: head, decimals: tail };
}

/** `1` `234` `567`: one to three digits without a leading zero, then threes. */
function areThousands(groups: readonly string[]): boolean {
  return groups.length > 0 && /^[1-9]\d{0,2}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => /^\d{3}$/.test(group));
}
