/** What printing changed, so that whoever signs can see it. */
export interface Printable<T> {
  readonly data: T;
  /** Characters no font of the house has, each once, in order of appearance. They are printed as �. */
  readonly replaced: readonly string[];
}

/** What stands for a character that cannot be printed: visible, so that nobody believes the text is whole. */
const standIn = '\ufffd';

/** Controls act on a terminal or a parser, never on paper; bidirectional overrides can make a name read as another one (Unicode TR36). */
const acting = /[^\P{Cc}\n\t]|\p{Cf}|\p{Zl}|\p{Zp}|\p{Variation_Selector}/gu;

/**
 * Makes every text inside `data` printable with fonts that have the code points in `covered`: well-formed, composed (NFC), without characters
 * that act instead of showing; what no font has is replaced by � and reported. Numbers, booleans and null stay; bigints become decimal text.
 */
export function makePrintable<T>(data: T, covered: ReadonlySet<number>): Printable<T> {
  const replaced = new Set<string>();
  const clean = (text: string): string => {
    const plain = text.toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n').replace(acting, '');
    let out = '';
    for (const character of plain) {
      const code = character.codePointAt(0) ?? 0;
      if (character !== standIn && (code === 9 || code === 10 || covered.has(code))) out += character;
      else {
        replaced.add(character);
        out += standIn;
      }
    }
    return out;
  };
  return { data: walk(data, clean) as T, replaced: [...replaced] };
}

function walk(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map((item) => walk(item, clean));
  if (value === null || typeof value !== 'object') return value === undefined ? null : value;
  if ('toJSON' in value && typeof value.toJSON === 'function') return walk(value.toJSON(), clean);
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined).map(([key, item]) => [clean(key), walk(item, clean)]));
}
