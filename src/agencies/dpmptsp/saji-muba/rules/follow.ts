import type { PermitStatus, Purpose } from '../store/tables.ts';
import { reminderDays } from './expiry.ts';

/** What a holder may ask for about a permit they have. */
export type FollowUp = Exclude<Purpose, 'new'>;

export const followUps: readonly FollowUp[] = ['renewal', 'amendment', 'copy'];

/** Why this cannot be asked for now. */
export type FollowRefusal = 'not-in-force' | 'not-renewable' | 'too-early';

/**
 * May `purpose` be asked for about this permit on `today`? A renewal from sixty days before the end (when the holder is first told) and after the end;
 * an amendment or a copy while the permit is in force. Nothing about a permit that is suspended, revoked or superseded.
 */
export function mayFollow(purpose: FollowUp, permit: { readonly status: PermitStatus; readonly validUntil: Temporal.PlainDate | undefined; readonly renewable: boolean }, today: Temporal.PlainDate): FollowRefusal | undefined {
  const ended = permit.status === 'expired' || (permit.validUntil !== undefined && Temporal.PlainDate.compare(permit.validUntil, today) < 0);
  if (permit.status !== 'valid' && permit.status !== 'expired') return 'not-in-force';
  if (purpose !== 'renewal') return ended ? 'not-in-force' : undefined;
  if (!permit.renewable || permit.validUntil === undefined) return 'not-renewable';
  return !ended && Temporal.PlainDate.compare(today, permit.validUntil.subtract({ days: reminderDays[0] })) < 0 ? 'too-early' : undefined;
}
