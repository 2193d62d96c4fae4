/** A person's name with what stands around it. Titles are kept, never compared. */
export interface ReadName {
  readonly titlesBefore: string;
  /** The name itself, with bin/binti, apostrophes and dots as written. One word is a whole name. */
  readonly name: string;
  readonly titlesAfter: string;
}

const titlesBefore = new Set(['dr', 'drg', 'drh', 'drs', 'dra', 'prof', 'ir', 'h', 'hj', 'kh', 'ust', 'ustadz', 'ustadzah', 'tn', 'ny', 'nn', 'an', 'sdr', 'sdri', 'apt', 'ns', 'bdn']);
/** Written with full stops (`S.E.`, `Sp.PD`, `Sp.A(K)`), as a consultant (`K-GEH`), or one of the short ones people write without. */
const titleAfter = /^(?:(?:[a-z]{1,5}\.)+[a-z]{0,6}\.?(?:\(k\))?|k-[a-z]+|sp[a-z]{1,4}|s[ehtpk]|m[hmt]|mkes|skm|amd|akt?|mba|bsc|phd)$/i;
const invisible = /[\p{Cc}\p{Cf}\u{FE0F}]/gu;

/** Splits titles off: `dr. Budi bin Ali, Sp.A` → `dr.`, `Budi bin Ali`, `Sp.A`. Returns nothing when no letter is left or it is longer than 100 characters. `By. Ny. Siti` (a newborn not yet named) stays whole. */
export function readName(typed: string): ReadName | undefined {
  const text = typed.normalize('NFC').replace(invisible, '').replace(/\s+/g, ' ').trim();
  if (text.length > 100 || !/\p{L}/u.test(text)) return undefined;
  const [head = '', ...tail] = text.split(/\s*,\s*/);
  const areTitles = tail.length > 0 && tail.every((part) => part === '' || part.split(' ').every((word) => titleAfter.test(word)));
  const words = (areTitles ? head : text).split(' ');
  let first = 0;
  // The last word is a name whatever it looks like.
  while (first < words.length - 1 && isTitleBefore(words[first] ?? '')) first += 1;
  const name = words.slice(first).join(' ');
  if (!/\p{L}/u.test(name)) return { titlesBefore: '', name: text, titlesAfter: '' };
  return { titlesBefore: words.slice(0, first).join(' '), name, titlesAfter: areTitles ? tail.filter((part) => part !== '').join(', ') : '' };
}

/** The name with its titles, as people expect to be called: `dr. Budi, Sp.A`. */
export function shownName({ titlesBefore: before, name, titlesAfter: after }: ReadName): string {
  return `${before ? `${before} ` : ''}${name}${after ? `, ${after}` : ''}`;
}

/** What names are compared on: letters only, lower case, without accents. `Siti Nur'aini` and `SITI NURAINI` agree. */
export function nameLetters(name: string): string {
  return name.normalize('NFKD').toLowerCase().replace(/[^\p{L}]/gu, '');
}

/** Are these the same name, leaving titles, case, spaces and punctuation aside? */
export function sameName(a: string, b: string): boolean {
  const letters = (typed: string) => nameLetters(readName(typed)?.name ?? typed);
  return letters(a) === letters(b) && letters(a) !== '';
}

/** `A.S.` for Ahmad Sulaiman, `S.` for Suparno: at most three, without titles and bin/binti. Enough to pick oneself from a family, not to know a stranger. */
export function initials(name: string): string {
  const words = (readName(name)?.name ?? name).split(/[\s.]+/).filter((word) => /\p{L}/u.test(word) && !/^(bin|binti|bt|al)$/i.test(word));
  const letters = words.slice(0, 3).map((word) => /\p{L}/u.exec(word)?.[0]?.toUpperCase() ?? '');
  return letters.length > 0 ? `${letters.join('.')}.` : '?';
}

function isTitleBefore(word: string): boolean {
  // A title is written with its full stop, or is one that nobody bears as a name.
  const bare = word.toLowerCase().replace(/\./g, '');
  return titlesBefore.has(bare) && (word.endsWith('.') || ['dr', 'drg', 'prof', 'hj', 'drs', 'dra', 'ir', 'kh'].includes(bare));
}
