const monthNames: readonly (readonly string[])[] = [
  ['januari', 'jan'], ['februari', 'pebruari', 'feb', 'peb'], ['maret', 'mar', 'mrt'], ['april', 'apr'], ['mei'], ['juni', 'jun'], ['juli', 'jul'],
  ['agustus', 'agust', 'agu', 'ags', 'agt'], ['september', 'sept', 'sep'], ['oktober', 'okt'], ['november', 'nopember', 'nov', 'nop'], ['desember', 'des'],
];
const dayNames = ['senin', 'selasa', 'rabu', 'kamis', 'jumat', 'sabtu', 'minggu'] as const;

export const monthPattern = monthNames.flat().sort((a, b) => b.length - a.length).join('|');
export const dayPattern = [...dayNames, 'ahad'].join('|');

/** 1…12 of a month's name in old or new spelling, or 0. */
export function monthNumber(name: string): number {
  return monthNames.findIndex((names) => names.includes(name)) + 1;
}

/** ISO weekday 1 = senin … 7 = minggu or ahad. */
export function dayNumber(name: string): number {
  return name === 'ahad' ? 7 : dayNames.indexOf(name as (typeof dayNames)[number]) + 1;
}
