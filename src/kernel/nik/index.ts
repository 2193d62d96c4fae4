/**
 * NIK, the 16-digit population number: 6 digits region (province, regency, district), DDMMYY of birth with the day plus 40 for women,
 * 4 digits serial (UU 23/2006 art. 13 and its implementing rules). It has no check digit.
 */
export type Nik = string & { readonly nik: unique symbol };

export type NikFault = 'length' | 'serial' | 'birth-date';

/** Reads a NIK as people write it (spaces, dots, dashes). Returns the NIK or the fault; an unknown region is not a fault here (it is a warning for a person). */
export function parseNik(typed: string): { ok: true; nik: Nik } | { ok: false; fault: NikFault } {
  const digits = typed.replace(/[\s.-]/g, '');
  if (!/^\d{16}$/.test(digits)) return { ok: false, fault: 'length' };
  if (digits.endsWith('0000')) return { ok: false, fault: 'serial' };
  if (!birthDateIsPossible(digits)) return { ok: false, fault: 'birth-date' };
  return { ok: true, nik: digits as Nik };
}

/** `1606••••••••0001`: region and serial only; the birth date is hidden. */
export function maskNik(nik: string): string {
  return nik.length === 16 ? `${nik.slice(0, 4)}••••••••${nik.slice(12)}` : '•'.repeat(nik.length);
}

/** What the NIK itself says of its holder. The century is not in it: `twoDigitYear` only. */
export function readNik(nik: Nik): { region: string; sex: 'L' | 'P'; day: number; month: number; twoDigitYear: number } {
  const day = Number(nik.slice(6, 8));
  return { region: nik.slice(0, 6), sex: day > 40 ? 'P' : 'L', day: day > 40 ? day - 40 : day, month: Number(nik.slice(8, 10)), twoDigitYear: Number(nik.slice(10, 12)) };
}

function birthDateIsPossible(digits: string): boolean {
  const { day, month, twoDigitYear } = readNik(digits as Nik);
  // A leap day is possible if either century makes it so; 2000 was a leap year and 1900 was not.
  return [1900, 2000].some((century) => dateExists(century + twoDigitYear, month, day));
}

/** Plain arithmetic, so that the same check runs in browsers without Temporal. */
function dateExists(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return length !== undefined && day >= 1 && day <= length;
}
