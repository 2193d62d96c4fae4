/**
 * Blacks out what points at a person in free text before anybody else reads it: 16-digit numbers (NIK, KK) however they are spaced, Indonesian mobile
 * numbers, e-mail addresses. Long numbers that are neither (a receipt, a price) stay.
 */
export function maskPersonal(text: string): string {
  return text
    .replace(/(?<!\d)\d(?:[\s.-]?\d){15}(?!\d)/g, '[nomor disamarkan]')
    .replace(/(?<![\d+])(?:\+?62|0)[\s.-]?8(?:[\s.-]?\d){7,11}(?!\d)/g, '[telepon disamarkan]')
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[surel disamarkan]');
}

/** Does the text hold something `maskPersonal` would black out? */
export function holdsPersonal(text: string): boolean {
  return maskPersonal(text) !== text;
}
