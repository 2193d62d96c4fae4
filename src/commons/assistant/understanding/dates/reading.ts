/** Where and when the writer is: `now` decides "besok", the coordinates decide prayer times. */
export interface Moment {
  readonly now: Temporal.Instant;
  readonly zone: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** A day or a run of days a phrase may mean, both ends included. */
export interface DayOption {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
}

/** Why a phrase cannot be taken for one day without asking. */
export type Doubt = 'week-or-sunday' | 'which-week' | 'days-disagree' | 'no-such-day' | 'several';

export type DayReading =
  | { readonly kind: 'day'; readonly date: Temporal.PlainDate }
  | ({ readonly kind: 'span' } & DayOption)
  | { readonly kind: 'soonest' }
  | { readonly kind: 'any' }
  | { readonly kind: 'ask'; readonly why: Doubt; readonly options: readonly DayOption[] };

/** A clock time, or a window with its end not included. Times after midnight of the following day do not occur at a counter and are not read. */
export type TimeReading =
  | { readonly kind: 'clock'; readonly time: Temporal.PlainTime }
  | { readonly kind: 'window'; readonly from: Temporal.PlainTime; readonly to: Temporal.PlainTime; readonly name: string };

/** What a message says about when. */
export interface When {
  readonly day?: DayReading;
  readonly time?: TimeReading;
  /** The day, or the day with its time, lies before now: refuse it and propose the nearest open session. */
  readonly past: boolean;
}
