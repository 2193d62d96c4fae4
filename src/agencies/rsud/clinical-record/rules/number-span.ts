/** What a number may mean: from `lo` to `hi`, both included except where equal to the next one. */
export interface NumberSpan {
  readonly value: number;
  readonly lo: number;
  readonly hi: number;
}

const form = /^[+-]?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * The span a searched number means by the precision it was written with (FHIR R4 search, §3.1.1.4.6, and its examples): `100` is 99.5 up to 100.5, `100.00` is 99.995 up to
 * 100.005, `1e2` is 95 up to 105, `5.40e-3` is 0.005395 up to 0.005405. Nothing for text that is no number.
 */
export function numberSpan(text: string): NumberSpan | undefined {
  const [whole, digits, decimals, exponent] = form.exec(text) ?? [];
  if (whole === undefined || digits === undefined) return undefined;
  const value = Number(text);
  // The specification reads a mantissa without decimals as exact to a tenth: 1e2 is 1.0e2.
  const places = exponent !== undefined && decimals === undefined ? 1 : decimals?.length ?? 0;
  const half = 0.5 * 10 ** (Number(exponent ?? 0) - places);
  return { value, lo: value - half, hi: value + half };
}
