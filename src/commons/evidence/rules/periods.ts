export type Step = 'day' | 'week' | 'month' | 'total';

/** Civil days from `from` to `to`, both included. */
export interface Span {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
}

/** The parts of a span, oldest first; weeks begin on Monday and, like months, are cut at the ends of the span. */
export function partsOf(span: Span, step: Step): readonly Span[] {
  const parts: Span[] = [];
  for (let from = span.from; Temporal.PlainDate.compare(from, span.to) <= 0;) {
    const to = earlier(lastDayOf(from, step, span.to), span.to);
    parts.push({ from, to });
    from = to.add({ days: 1 });
  }
  return parts;
}

/** The part a day belongs to, named by the first day of its whole week or month. */
export function partKey(day: Temporal.PlainDate, step: Step): string {
  switch (step) {
    case 'day': return day.toString();
    case 'week': return day.subtract({ days: day.dayOfWeek - 1 }).toString();
    case 'month': return day.with({ day: 1 }).toString();
    case 'total': return 'total';
  }
}

/** Sets of parts whose sums are published beside them: the whole, and for days their weeks and months. */
export function publishedSums(parts: readonly Span[], step: Step): readonly (readonly string[])[] {
  const keys = parts.map((part) => partKey(part.from, step));
  if (step !== 'day') return [keys];
  const grouped = (by: Step) => [...Map.groupBy(parts, (part) => partKey(part.from, by)).values()].map((group) => group.map((part) => partKey(part.from, step)));
  return [keys, ...grouped('week'), ...grouped('month')];
}

/** The calendar month a day lies in. */
export function monthOf(day: Temporal.PlainDate): Span {
  return { from: day.with({ day: 1 }), to: day.with({ day: day.daysInMonth }) };
}

function lastDayOf(day: Temporal.PlainDate, step: Step, end: Temporal.PlainDate): Temporal.PlainDate {
  switch (step) {
    case 'day': return day;
    case 'week': return day.add({ days: 7 - day.dayOfWeek });
    case 'month': return day.with({ day: day.daysInMonth });
    case 'total': return end;
  }
}

function earlier(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) <= 0 ? a : b;
}
