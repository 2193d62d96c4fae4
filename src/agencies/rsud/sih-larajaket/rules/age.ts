/** Age at a date in days, whole months and whole years. Nothing for a birth after the date: a negative age is a wrong birth date, not a young patient. */
export function ageOn(birth: Temporal.PlainDate, on: Temporal.PlainDate): { days: number; months: number; years: number } | undefined {
  if (Temporal.PlainDate.compare(birth, on) > 0) return undefined;
  const days = birth.until(on, { largestUnit: 'day' }).days;
  const months = birth.until(on, { largestUnit: 'month' }).months;
  return { days, months, years: Math.floor(months / 12) };
}

/** `8 hari`, `5 bulan`, `2 tahun 3 bulan`, `47 tahun`. */
export function sayAge(age: { days: number; months: number; years: number }): string {
  if (age.months < 1) return `${age.days} hari`;
  if (age.years < 1) return `${age.months} bulan`;
  if (age.years < 6 && age.months % 12 > 0) return `${age.years} tahun ${age.months % 12} bulan`;
  return `${age.years} tahun`;
}
