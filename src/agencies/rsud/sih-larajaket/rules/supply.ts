/** What was ordered of one item and what left the pharmacy so far. Quantities are whole dispensing units. */
export interface Supply {
  readonly ordered: number;
  readonly handed: number;
  /** `iter n×`: how many times more the whole item may be given, and from which date the next one may be. */
  readonly iter: { readonly left: number; readonly nextFrom?: Temporal.PlainDate };
  readonly days: number;
}

export type Handing =
  | { readonly ok: true; readonly after: Supply; readonly remark: 'full' | 'det' | 'iter'; readonly owed: number }
  | { readonly ok: false; readonly fault: 'nothing' | 'too-much' | 'too-early' | 'exhausted'; readonly from?: Temporal.PlainDate };

/**
 * Hands out `quantity` of an item on a day. Part of it is *det* and the remainder stays open; what is handed after everything was given is an iteration and counts down.
 * More than is owed is refused: negative remainders do not exist.
 */
export function handOut(supply: Supply, quantity: number, on: Temporal.PlainDate): Handing {
  if (!Number.isInteger(quantity) || quantity < 1) return { ok: false, fault: 'nothing' };
  const owed = supply.ordered - supply.handed;
  if (owed > 0) {
    if (quantity > owed) return { ok: false, fault: 'too-much' };
    const handed = supply.handed + quantity;
    const done = handed === supply.ordered;
    return { ok: true, remark: done ? 'full' : 'det', owed: supply.ordered - handed, after: { ...supply, handed, iter: done && supply.iter.left > 0 ? { left: supply.iter.left, nextFrom: on.add({ days: refillAfter(supply.days) }) } : supply.iter } };
  }
  if (supply.iter.left === 0) return { ok: false, fault: 'exhausted' };
  if (supply.iter.nextFrom && Temporal.PlainDate.compare(on, supply.iter.nextFrom) < 0) return { ok: false, fault: 'too-early', from: supply.iter.nextFrom };
  if (quantity > supply.ordered) return { ok: false, fault: 'too-much' };
  return { ok: true, remark: quantity === supply.ordered ? 'iter' : 'det', owed: supply.ordered - quantity, after: { ...supply, handed: quantity, iter: { left: supply.iter.left - 1, nextFrom: on.add({ days: refillAfter(supply.days) }) } } };
}

/** A refill may come when four fifths of the days are over (domain 15). */
function refillAfter(days: number): number {
  return Math.max(1, Math.floor(days * 0.8));
}

/** *ne det*: the pharmacy has nothing; the doctor is told and chooses. */
export function isShort(stock: number, quantity: number): 'enough' | 'part' | 'none' {
  return stock <= 0 ? 'none' : stock < quantity ? 'part' : 'enough';
}
