/** Hours within which a request about one's own data is answered (UU 27/2022 art. 30: correction within 3 × 24 hours). Wall-clock hours: the law knows no weekend. */
export const answerHours = 72;

export type Standing = 'open' | 'soon' | 'late' | 'done' | 'refused';

/** How a request stands at an instant; `soon` in its last day. */
export function standingOf(request: { readonly dueAt: Temporal.Instant; readonly outcome: 'done' | 'refused' | undefined }, now: Temporal.Instant): Standing {
  if (request.outcome) return request.outcome;
  const left = request.dueAt.since(now).total('hours');
  return left < 0 ? 'late' : left <= 24 ? 'soon' : 'open';
}
