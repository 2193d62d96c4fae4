import { parseNik, type Nik } from '#kernel/nik';
import { parsePhone, type Phone } from '#kernel/phone';

/** Long numbers found in a message. They leave the text at once: only `masked` may be stored, shown or repeated. */
export interface PersonalNumbers {
  readonly masked: string;
  /** A 16-digit number was written, possible as a NIK or not. */
  readonly nikWritten: boolean;
  readonly nik?: Nik;
  readonly phone?: Phone;
  /** 13-digit JKN card number. */
  readonly card?: string;
}

const longNumber = /(?<![\d\p{L}])\+?\d(?:[ .-]?\d){8,18}(?![\d])/gu;

/** Finds NIK, card and phone numbers as people write them (spaces, dots, dashes) and masks every run of nine digits or more. */
export function findPersonalNumbers(raw: string): PersonalNumbers {
  const found: { nikWritten: boolean; nik?: Nik; phone?: Phone; card?: string } = { nikWritten: false };
  const text = raw.normalize('NFKC');
  const masked = text.replace(longNumber, (written) => {
    const digits = written.replace(/\D/g, '');
    if (digits.length === 16) {
      found.nikWritten = true;
      const nik = parseNik(digits);
      if (nik.ok) found.nik = nik.nik;
    } else if (/^(?:\+?62[ .-]?|0)[2-9]/.test(written)) {
      const phone = parsePhone(written.replace(/[ .-]/g, ''));
      if (phone) found.phone = phone;
    } else if (digits.length === 13) found.card = digits;
    else if (isDate(written)) return written;
    return `${digits.slice(0, 2)}••••${digits.slice(-2)}`;
  });
  return { masked, ...found };
}

/** `24 11 2026 08 00` is a date and a clock, not a secret. */
function isDate(written: string): boolean {
  return /^\d{1,2}[ .-]\d{1,2}[ .-](?:19|20)\d{2}(?:[ .-]\d{1,2})*$/.test(written) || /^(?:19|20)\d{2}-\d{2}-\d{2}/.test(written);
}
