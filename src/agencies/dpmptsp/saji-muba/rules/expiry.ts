/** Days before the end at which the holder is told. */
export const reminderDays = [60, 30, 7] as const;

/** Which reminder is due on `today`: the nearest that has come and has not been sent. One at a time; earlier ones that were missed are passed over. */
export function reminderDue(validUntil: Temporal.PlainDate, today: Temporal.PlainDate, sent: readonly number[]): number | undefined {
  const left = today.until(validUntil).total('days');
  if (left < 0) return undefined;
  const nearest = reminderDays.filter((days) => left <= days).at(-1);
  return nearest !== undefined && !sent.some((days) => days <= nearest) ? nearest : undefined;
}

/** The last day of validity: months counted from the day of issue, less one day; a month that is too short ends on its last day. */
export function validUntil(issued: Temporal.PlainDate, months: number): Temporal.PlainDate {
  return issued.add({ months }).subtract({ days: 1 });
}
