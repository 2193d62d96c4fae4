/** Text as string searches compare it: without case, accents and doubled spaces (FHIR R4 search, string). */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

/**
 * A name as it sounds in Indonesian: the spellings before 1972 (Soeharto, Djoko, Tjokro) and the common doubles (Muhammad, Mohamad; Achmad, Ahmad; Syarif, Sjarif) fall together.
 */
export function soundOf(name: string): string {
  return fold(name).replaceAll(/[^a-z ]/g, '').replaceAll('oe', 'u').replaceAll('dj', 'j').replaceAll('tj', 'c').replaceAll('sj', 'sy').replaceAll('nj', 'ny').replaceAll(/ch|kh/g, 'h')
    .replaceAll('ph', 'f').replaceAll('v', 'f').replaceAll('z', 's').replaceAll('sy', 's').replaceAll('th', 't').replaceAll('dh', 'd').replaceAll('o', 'u').replaceAll('q', 'k').replaceAll(/y(?![aiueo])/g, 'i').replaceAll(/(.)\1+/g, '$1');
}
