/** The pharmacist's telaah resep (domain 3.5): what is looked at, in three parts. */
export const reviewLines = [
  { id: 'identity', part: 'administrative' }, { id: 'doctor', part: 'administrative' }, { id: 'date', part: 'administrative' }, { id: 'weight', part: 'administrative' },
  { id: 'form', part: 'pharmaceutical' }, { id: 'strength', part: 'pharmaceutical' }, { id: 'stability', part: 'pharmaceutical' },
  { id: 'indication', part: 'clinical' }, { id: 'dose', part: 'clinical' }, { id: 'interaction', part: 'clinical' }, { id: 'duplication', part: 'clinical' }, { id: 'allergy', part: 'clinical' }, { id: 'renal', part: 'clinical' },
] as const;
export type ReviewLine = (typeof reviewLines)[number]['id'];

export interface Verdict { readonly line: ReviewLine; readonly verdict: 'pass' | 'problem'; readonly note?: string | undefined; readonly solvedBy?: string | undefined }

/** Which lines apply: weight only for children. */
export function linesFor(years: number | undefined): ReviewLine[] {
  return reviewLines.map((line) => line.id).filter((id) => id !== 'weight' || (years !== undefined && years < 12));
}

export type ReviewFault = { readonly kind: 'unanswered' | 'unexplained' | 'unsolved'; readonly line: ReviewLine };

/** A prescription may be prepared when every line was looked at, every problem is written down and each was solved by somebody. */
export function reviewFaults(verdicts: readonly Verdict[], years: number | undefined): ReviewFault[] {
  return linesFor(years).flatMap((line): ReviewFault[] => {
    const given = verdicts.find((verdict) => verdict.line === line);
    if (!given) return [{ kind: 'unanswered', line }];
    if (given.verdict === 'pass') return [];
    if (!given.note?.trim()) return [{ kind: 'unexplained', line }];
    return given.solvedBy?.trim() ? [] : [{ kind: 'unsolved', line }];
  });
}
