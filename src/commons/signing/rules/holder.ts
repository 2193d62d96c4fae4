import type { HolderKind } from '../tables.ts';

export interface Holder {
  readonly id: string;
  readonly position: string;
  readonly kind: HolderKind;
  readonly account: string;
  readonly name: string;
  readonly rank: string | null;
  readonly nip: string | null;
  /** ISO dates, both included. */
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly ended: boolean;
}

/**
 * Who signs for a position on a civil date. A task belongs to the position, never to a person: an acting official (Plh., Plt.) in force goes before
 * the definitive one, the one appointed last before earlier ones. Nobody: the document waits.
 */
export function holderOn<H extends Holder>(holders: readonly H[], date: Temporal.PlainDate): H | undefined {
  const day = date.toString();
  const inForce = holders.filter((one) => !one.ended && one.validFrom <= day && (one.validTo === null || day <= one.validTo));
  const latest = (list: readonly H[]) => list.toSorted((left, right) => (left.validFrom < right.validFrom ? -1 : left.validFrom > right.validFrom ? 1 : left.id < right.id ? -1 : 1)).at(-1);
  return latest(inForce.filter((one) => one.kind !== 'definitive')) ?? latest(inForce.filter((one) => one.kind === 'definitive'));
}

/** Do two terms share a day? A definitive official may not overlap another definitive one. */
export function overlap(left: { readonly validFrom: string; readonly validTo: string | null }, right: { readonly validFrom: string; readonly validTo: string | null }): boolean {
  return (right.validTo === null || left.validFrom <= right.validTo) && (left.validTo === null || right.validFrom <= left.validTo);
}

/** The word before the position under a signature: `Plh.`, `Plt.`, nothing for the definitive official. */
export function actingWord(kind: HolderKind): string | undefined {
  return kind === 'plh' ? 'Plh.' : kind === 'plt' ? 'Plt.' : undefined;
}

/** `Kepala Dinas` of `Dinas Perhubungan` is `Kepala Dinas Perhubungan`; `Direktur` of a hospital is `Direktur` and its name. */
export function positionTitle(head: string, agency: string): string {
  const [first = head, ...rest] = head.split(' ');
  return rest.length > 0 && agency.toLowerCase().startsWith(`${rest.join(' ').toLowerCase()} `) ? `${first} ${agency}` : `${head} ${agency}`;
}
