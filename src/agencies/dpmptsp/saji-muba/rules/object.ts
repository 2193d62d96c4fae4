import { sha256 } from '#kernel/digest';

/** What a case is about, as a short digest of its words: equal for "Toko Maju " and "toko maju", and telling nothing to whoever reads the case. */
export function objectOf(text: string): string {
  const letters = text.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]/g, '');
  return letters === '' ? '' : sha256(letters).slice(0, 16);
}
