import { Fraction } from '#kernel/fraction';
import type { Band } from '../editions.ts';

export interface Banded {
  readonly parameter: number;
  /** The value stands on an edge the publication leaves open; which way it was decided is said. */
  readonly edge: { readonly at: string; readonly owner: 'upper' | 'lower'; readonly published: Band['published'] } | undefined;
}

/** Which parameter a value earns. Bands are ordered and half-open; every edge has one owner, so no value falls between two or into both. */
export function parameterOf(bands: readonly Band[], value: Fraction): Banded {
  let found: Banded = { parameter: bands[0]?.parameter ?? 0, edge: undefined };
  for (const band of bands) {
    if (band.from === null) continue;
    const order = value.compare(new Fraction(band.from));
    const onEdge = order === 0 ? { at: band.from, owner: band.edge, published: band.published } : undefined;
    if (order > 0 || (order === 0 && band.edge === 'upper')) found = { parameter: band.parameter, edge: onEdge };
    else if (onEdge) found = { ...found, edge: onEdge };
  }
  return found;
}
