/** What one civil day holds of a measure: cases the value rests on, and those of them that hit (numerator of a share). */
export interface DayCount {
  readonly day: Temporal.PlainDate;
  readonly n: number;
  readonly hits: number;
}

/** Whole days published as one number. */
export interface Window {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly n: number;
  readonly hits: number;
}

/**
 * Which windows to publish tonight. A day joins the days after it until together they hold `least` cases; a day without cases, with none waiting, stands alone.
 * Every public total is a sum of whole windows, so subtracting any two of them, of one state or of successive ones, leaves whole windows: nothing of 1 to `least`−1 cases.
 * Late events change a published window only when they are `least` or more; until then they wait. (Innovation register, section 13: disclosure control, differencing.)
 *
 * `days` are closed days without gaps, oldest first; `released` the newest state of what was published, oldest first.
 */
export function planWindows(days: readonly DayCount[], released: readonly Window[], least: number): { readonly added: readonly Window[]; readonly corrected: readonly Window[] } {
  const last = released.at(-1)?.to;
  const waiting = days.filter((one) => !last || Temporal.PlainDate.compare(one.day, last) > 0);
  const first = days[0]?.day;
  const corrected = released.filter((window) => first && Temporal.PlainDate.compare(window.from, first) >= 0).flatMap((window) => {
    const now = sumOf(days.filter((one) => Temporal.PlainDate.compare(one.day, window.from) >= 0 && Temporal.PlainDate.compare(one.day, window.to) <= 0), window);
    return isTellable(now.n - window.n, now.hits - window.hits, least) ? [now] : [];
  });
  return { added: joined(waiting, least), corrected };
}

function joined(days: readonly DayCount[], least: number): Window[] {
  const windows: Window[] = [];
  let open: DayCount[] = [];
  for (const day of days) {
    open.push(day);
    const window = sumOf(open, { from: open[0]?.day ?? day.day, to: day.day });
    if (window.n > 0 && window.n < least) continue;
    windows.push(window);
    open = [];
  }
  return windows;
}

function sumOf(days: readonly DayCount[], span: { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate }): Window {
  return { from: span.from, to: span.to, n: days.reduce((sum, one) => sum + one.n, 0), hits: days.reduce((sum, one) => sum + one.hits, 0) };
}

/** A change is told when it is one, and no part of it is of 1 to `least`−1 cases. */
function isTellable(cases: number, hits: number, least: number): boolean {
  const whole = (change: number) => change === 0 || Math.abs(change) >= least;
  return (cases !== 0 || hits !== 0) && whole(cases) && whole(hits);
}
