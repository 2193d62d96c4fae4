import type { Edition } from '../editions.ts';

/** Why an innovation cannot be reported under an edition. */
export type NotReportable = 'undated' | 'too-old' | 'too-young' | 'reported-enough' | 'not-developed';

/** What decides whether an innovation may be reported. */
export interface ReportFacts {
  /** Day it was put into use; nothing while undated. */
  readonly appliedOn: string | undefined;
  /** Days it was visibly developed on. */
  readonly developedOn: readonly string[];
  /** Years it was reported in before, oldest first. */
  readonly reportedIn: readonly number[];
}

/**
 * May an innovation be reported in `year`? It must have been put into use between 1 January and 31 December of the years the edition's window names (2026: of the two before), may be
 * reported at most `mostReports` times, and again only with a development since the year it was last reported in. An edition without a window or a number asks for neither.
 */
export function whyNotReportable(edition: Pick<Edition, 'window' | 'mostReports'>, facts: ReportFacts, year: number): readonly NotReportable[] {
  const reasons: NotReportable[] = [];
  const earlier = facts.reportedIn.filter((one) => one < year);
  const last = earlier.at(-1);
  if (facts.appliedOn === undefined) reasons.push('undated');
  if (edition.window && facts.appliedOn !== undefined && earlier.length === 0) {
    if (facts.appliedOn < `${year - edition.window.fromYearsBack}-01-01`) reasons.push('too-old');
    if (facts.appliedOn > `${year - edition.window.toYearsBack}-12-31`) reasons.push('too-young');
  }
  if (edition.mostReports !== undefined && earlier.length >= edition.mostReports) reasons.push('reported-enough');
  else if (edition.mostReports !== undefined && last !== undefined && !facts.developedOn.some((day) => day > `${last}-12-31` || day.startsWith(String(year)))) reasons.push('not-developed');
  return reasons;
}
