/**
 * Reads a number as people in Indonesia write it: `1,5`, `0,25`, `1/2`, `1 1/2`, `½`, `1.234,5`, `36.5`. A lone full stop is a decimal point only when one or two
 * digits follow it or a zero stands before it; `1.234` could be either and is refused, because a dose may not be guessed. Returns nothing when it is no number or ambiguous.
 */
export function readDecimal(typed: string): number | undefined {
  const text = typed.trim().replace(/½/g, ' 1/2').replace(/¼/g, ' 1/4').replace(/¾/g, ' 3/4').trim();
  const fraction = /^(?:(\d{1,3})\s+)?(\d{1,2})\/(\d{1,2})$/.exec(text);
  if (fraction) {
    const [, whole = '0', above = '0', below = '0'] = fraction;
    return Number(below) === 0 ? undefined : Number(whole) + Number(above) / Number(below);
  }
  if (/^-?\d{1,3}(\.\d{3})+,\d+$/.test(text)) return Number(text.replace(/\./g, '').replace(',', '.'));
  if (/^-?\d+,\d+$/.test(text)) return Number(text.replace(',', '.'));
  if (/^-?(?:\d+\.\d{1,2}|0\.\d+)$/.test(text)) return Number(text);
  if (/^-?\d+$/.test(text)) return Number(text);
  return undefined;
}

/** `1,5`, `0,25`, `1.250`: at most three decimals, with a decimal comma. */
export function writeDecimal(value: number): string {
  const [whole = '0', decimals = ''] = String(Math.round(Math.abs(value) * 1000) / 1000).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return `${value < 0 ? '−' : ''}${grouped}${decimals ? `,${decimals}` : ''}`;
}
