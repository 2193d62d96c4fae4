const graphemes = new Intl.Segmenter('id', { granularity: 'grapheme' });

/** At most `limit` UTF-16 units, cut between graphemes, with `…` when something was cut. Providers count characters differently; UTF-16 units are the strictest. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > limit - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Pieces of at most `limit` units each, cut at paragraph ends where there is one, else at spaces, else between graphemes. Joined by a line break they say the same words. */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const head = shorten(rest, limit + 1).replace(/…$/, '').slice(0, limit);
    const cut = [head.lastIndexOf('\n'), head.lastIndexOf(' ')].find((at) => at > limit / 2) ?? head.length;
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut).replace(/^[\n ]/, '');
  }
  return [...pieces, rest];
}
