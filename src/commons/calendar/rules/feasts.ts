/** A holiday whose date follows from the year alone. Islamic, Chinese, Hindu and Buddhist feasts never do: they are `dated`, by decree. */
export interface Feast {
  readonly date: Temporal.PlainDate;
  readonly name: string;
  readonly rule: 'fixed' | 'computed';
}

const fixed = [[1, 1, 'Tahun Baru Masehi'], [5, 1, 'Hari Buruh Internasional'], [6, 1, 'Hari Lahir Pancasila'], [8, 17, 'Proklamasi Kemerdekaan'], [12, 25, 'Kelahiran Yesus Kristus']] as const;
/** Days from Easter Sunday. */
const computed = [[-2, 'Wafat Yesus Kristus'], [0, 'Kebangkitan Yesus Kristus'], [39, 'Kenaikan Yesus Kristus']] as const;

/** The national holidays of a year that need no decree to be dated (Keppres 8/2024 lists the names). */
export function feastsOf(year: number): Feast[] {
  const easter = easterSunday(year);
  return [
    ...fixed.map(([month, day, name]): Feast => ({ date: Temporal.PlainDate.from({ year, month, day }), name, rule: 'fixed' })),
    ...computed.map(([days, name]): Feast => ({ date: easter.add({ days }), name, rule: 'computed' })),
  ].sort((a, b) => Temporal.PlainDate.compare(a.date, b.date));
}

/** Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, as in Meeus, Astronomical Algorithms, ch. 8). */
function easterSunday(year: number): Temporal.PlainDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const moon = (19 * golden + century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - moon - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * weekday) / 451);
  const sum = moon + weekday - 7 * late + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(sum / 31), day: (sum % 31) + 1 });
}
