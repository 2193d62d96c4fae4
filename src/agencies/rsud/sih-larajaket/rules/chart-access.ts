/** Why somebody may open a chart, or nothing when they may not. */
export type ChartGround = 'today' | 'own-signature' | 'results' | 'records' | 'glass';

export interface ChartRequest {
  readonly visitDate: Temporal.PlainDate;
  readonly visitState: string;
  readonly today: Temporal.PlainDate;
  readonly actor: string;
  readonly author: string | undefined;
  /** Results of this visit that nobody has read. */
  readonly unreadResults: boolean;
  readonly recordUnit: boolean;
  /** An opened glass of this actor for this person that still holds. */
  readonly glassOpen: boolean;
}

/**
 * A chart is open to who treats: the visit is of today and not over for more than that, or the entry is their own, or results wait to be read. The medical-record unit works with all of them.
 * Everybody else breaks the glass with a reason, and is asked about it the next day.
 */
export function chartGround(request: ChartRequest): ChartGround | undefined {
  if (request.recordUnit) return 'records';
  if (request.visitDate.equals(request.today) && !['cancelled', 'entered-in-error', 'left-before-seen'].includes(request.visitState)) return 'today';
  if (request.author === request.actor) return 'own-signature';
  if (request.unreadResults) return 'results';
  return request.glassOpen ? 'glass' : undefined;
}
