import type { Party } from '../definition/schema.ts';

/**
 * One fact about whose time passes. A `base` entry comes with a move of the case; a `pause` puts somebody else's time in its place until a `release` or the next
 * move. Times are milliseconds since 1970. Of one instant, moves come first and in their own order (`turn`, the case's version), then pauses and releases by the
 * command's id (`tie`): never by delivery.
 */
export interface Entry {
  readonly at: number;
  readonly tie: string;
  readonly turn: number;
  readonly is: 'base' | 'pause' | 'release';
  readonly party?: Party | undefined;
  readonly reason?: string | undefined;
  /** Only the clock of this branch (one recommendation of several); nothing: every clock of the case. */
  readonly branch?: string | undefined;
  /** A new attempt begins: the applicant came back after a return. */
  readonly attempt?: boolean | undefined;
}

export interface Segment {
  readonly starts: number;
  /** Nothing: still running. Half-open, like every window. */
  readonly ends: number | undefined;
  readonly party: Party;
  readonly reason: string | undefined;
  readonly attempt: number;
}

/** Entries in the order they took effect. */
function inOrder(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((a, b) => a.at - b.at || rank(a) - rank(b) || (a.is === 'base' ? a.turn - b.turn : 0) || (a.tie < b.tie ? -1 : a.tie > b.tie ? 1 : 0));
}

const rank = (entry: Entry) => (entry.is === 'base' ? 0 : 1);

/** Tiles [starts, ends) without gap or overlap: the one true reading of the entries, whatever order they arrived in. Segments of no length are left out. */
export function tile(entries: readonly Entry[], life: { readonly starts: number; readonly ends?: number | undefined; readonly branch?: string | undefined }): Segment[] {
  let base: Party = 'agency';
  let paused: { party: Party; reason: string | undefined } | undefined;
  let attempt = 1;
  const segments: Segment[] = [];
  const hold = (at: number) => {
    const party = paused?.party ?? base;
    const reason = paused?.reason;
    const last = segments.at(-1);
    if (last && at <= last.starts) segments.pop();
    else if (last) segments[segments.length - 1] = { ...last, ends: at };
    const before = segments.at(-1);
    if (before && before.party === party && before.reason === reason && before.attempt === attempt) segments[segments.length - 1] = { ...before, ends: undefined };
    else segments.push({ starts: last && at <= last.starts ? last.starts : at, ends: undefined, party, reason, attempt });
  };
  hold(life.starts);
  for (const entry of inOrder(entries)) {
    if (life.ends !== undefined && entry.at >= life.ends) break;
    if (entry.branch !== undefined && entry.branch !== life.branch) continue;
    if (entry.is === 'base') [base, paused] = [entry.party ?? 'agency', undefined];
    else paused = entry.is === 'pause' ? { party: entry.party ?? 'agency', reason: entry.reason } : undefined;
    if (entry.attempt) attempt += 1;
    hold(Math.max(entry.at, life.starts));
  }
  const last = segments.at(-1);
  if (last && life.ends !== undefined) segments[segments.length - 1] = { ...last, ends: life.ends };
  return life.ends === life.starts ? [] : segments;
}
