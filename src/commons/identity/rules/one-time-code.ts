import type { RandomBytes } from '#kernel/ids';

export const codeMinutes = 10;
const codeTries = 5;

/** Six digits, every one of the million equally likely: numbers that would favour some are thrown away. */
export function sixDigits(random: RandomBytes): string {
  for (;;) {
    const number = new DataView(Uint8Array.from(random(4)).buffer).getUint32(0);
    if (number < 4_294_000_000) return String(number % 1_000_000).padStart(6, '0');
  }
}

/** What a person typed, without the spaces and dashes phones put in; nothing when it cannot be a code. */
export function readDigits(typed: string | undefined): string | undefined {
  const digits = (typed ?? '').normalize('NFKC').replace(/[\s-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : undefined;
}

export interface CodeState {
  readonly tries: number;
  readonly used: boolean;
  readonly expiresAt: Temporal.Instant;
}

/** May this code still be tried? */
export function codeIsOpen(code: CodeState, now: Temporal.Instant): boolean {
  return !code.used && code.tries < codeTries && Temporal.Instant.compare(now, code.expiresAt) < 0;
}
