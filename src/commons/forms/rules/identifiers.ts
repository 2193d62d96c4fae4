/**
 * Identifiers as people write them. Reading takes away what only separates (spaces, dots, dashes); judging is left to the formats, so that a fault
 * is told once. Lengths: NPWP 16 digits since 2024 (an old one of 15 of a legal body gets a 0 in front; persons use their NIK), NITKU 22, NIB 13, KBLI 5.
 */
export function readDigits(typed: string): string {
  return typed.replace(/[\s.\-/\u00a0]/g, '');
}

/** An old NPWP of 15 digits belongs to a legal body here and gets its 0; the NPWP of a person is the NIK and is left for the format to judge. */
export function readNpwp(typed: string, person: boolean): string {
  const digits = readDigits(typed);
  return !person && /^\d{15}$/.test(digits) ? `0${digits}` : digits;
}

/** E.164 of an Indonesian number in any usual writing: `0812-3456-7890`, `62 812…`, `+62 (812)…`. Other countries keep their `+`. */
export function readPhone(typed: string): string {
  const bare = typed.replace(/[\s().\-/\u00a0]/g, '');
  if (bare.startsWith('+')) return bare;
  if (bare.startsWith('00')) return `+${bare.slice(2)}`;
  if (bare.startsWith('0')) return `+62${bare.slice(1)}`;
  return /^62\d{8,}$/.test(bare) ? `+${bare}` : /^8\d{8,}$/.test(bare) ? `+62${bare}` : bare;
}
