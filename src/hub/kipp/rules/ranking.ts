import { Fraction } from '#kernel/fraction';
import type { Rubric } from '../reference.ts';
import { krippendorffAlpha } from './agreement.ts';

export interface Scored {
  readonly id: string;
  readonly submittedAt: Temporal.Instant;
  /** Final scores by juror and criterion. */
  readonly jurors: ReadonlyMap<string, Readonly<Record<string, number>>>;
}

export interface Ranked {
  readonly id: string;
  readonly place: number;
  readonly total: Fraction;
  readonly byCriterion: ReadonlyMap<string, Fraction>;
  readonly jurors: number;
  /** Fewer jurors than the rubric asks for. */
  readonly tooFew: boolean;
  /** Why it stands before the one with the same total. */
  readonly tie: string | undefined;
  /** Jurors far from the others on this proposal: shown, never dropped. */
  readonly outliers: readonly string[];
}

/** Totals, places and agreement of a contest. Equal totals are decided by the rubric's order, then by the earlier submission. */
export function rankProposals(rubric: Rubric, proposals: readonly Scored[]): { ranked: Ranked[]; alpha: number | undefined } {
  const scored = proposals.map((proposal) => {
    const byCriterion = new Map(rubric.criteria.map(({ id }) => [id, aggregate(rubric, [...proposal.jurors.values()].flatMap((scores) => scores[id] ?? []))]));
    const total = rubric.criteria.reduce((sum, { id, weight }) => sum.add(new Fraction(weight).mul(byCriterion.get(id) ?? 0)), new Fraction(0));
    return { proposal, byCriterion, total };
  });
  const compare = (a: (typeof scored)[number], b: (typeof scored)[number]): number => b.total.compare(a.total) || decider(rubric, a, b).order;
  scored.sort(compare);
  const ranked = scored.map(({ proposal, byCriterion, total }, at): Ranked => {
    const next = scored[at + 1];
    const tie = next && next.total.equals(total) ? decider(rubric, { proposal, byCriterion }, next).by : undefined;
    return { id: proposal.id, place: at + 1, total, byCriterion, jurors: proposal.jurors.size, tooFew: proposal.jurors.size < rubric.minJurors, tie, outliers: outliersOf(rubric, proposal) };
  });
  return { ranked, alpha: agreementOf(rubric, proposals) };
}

/** The juror of every seat for a proposal: who declared a conflict is replaced by the first reserve who did not. */
export function panelFor(jurors: readonly { readonly account: string; readonly reserve: boolean; readonly seat: number }[], conflicted: ReadonlySet<string>): string[] {
  const free = jurors.filter((one) => !conflicted.has(one.account)).sort((a, b) => a.seat - b.seat);
  const seats = jurors.filter((one) => !one.reserve).length;
  return [...free.filter((one) => !one.reserve), ...free.filter((one) => one.reserve)].slice(0, seats).map((one) => one.account);
}

function aggregate(rubric: Rubric, values: readonly number[]): Fraction {
  // Trimmed: without the highest and the lowest, once there are enough to leave a mean.
  const kept = rubric.aggregate === 'trimmed' && values.length >= 4 ? [...values].sort((a, b) => a - b).slice(1, -1) : values;
  if (kept.length === 0) return new Fraction(0);
  return kept.reduce((sum, value) => sum.add(new Fraction(String(value))), new Fraction(0)).div(kept.length);
}

function decider(rubric: Rubric, a: { proposal: Scored; byCriterion: ReadonlyMap<string, Fraction> }, b: { proposal: Scored; byCriterion: ReadonlyMap<string, Fraction> }): { order: number; by: string } {
  for (const id of rubric.tieBreak) {
    const order = (b.byCriterion.get(id) ?? new Fraction(0)).compare(a.byCriterion.get(id) ?? new Fraction(0));
    if (order !== 0) return { order, by: id };
  }
  return { order: Temporal.Instant.compare(a.proposal.submittedAt, b.proposal.submittedAt) || (a.proposal.id < b.proposal.id ? -1 : 1), by: 'waktu kirim' };
}

function totalOf(rubric: Rubric, scores: Readonly<Record<string, number>>): number {
  return rubric.criteria.reduce((sum, { id, weight }) => sum + Number(weight) * (scores[id] ?? 0), 0);
}

/** Further from the median than three times the median distance (and more than a tenth of the scale): worth a talk, not a deletion. */
function outliersOf(rubric: Rubric, { jurors }: Scored): string[] {
  const totals = [...jurors].map(([account, scores]) => ({ account, total: totalOf(rubric, scores) }));
  if (totals.length < 3) return [];
  const middle = median(totals.map((one) => one.total));
  const spread = median(totals.map((one) => Math.abs(one.total - middle)));
  const scale = rubric.criteria.reduce((sum, { weight, from, to }) => sum + Number(weight) * (to - from), 0);
  return totals.filter((one) => Math.abs(one.total - middle) > Math.max(3 * spread, scale / 10)).map((one) => one.account);
}

function agreementOf(rubric: Rubric, proposals: readonly Scored[]): number | undefined {
  const accounts = [...new Set(proposals.flatMap((proposal) => [...proposal.jurors.keys()]))];
  return krippendorffAlpha(accounts.map((account) => proposals.map((proposal) => { const scores = proposal.jurors.get(account); return scores ? totalOf(rubric, scores) : undefined; })));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
