import { maskNik } from '#kernel/nik';

/** Hides every run of 16 digits, written together or with single spaces, dots or dashes between: it may be a NIK. */
export function maskDigits(text: string): string {
  return text.replace(/(?<!\d)\d(?:[ .-]?\d){15}(?!\d)/g, (run) => maskNik(run.replace(/\D/g, '')));
}
