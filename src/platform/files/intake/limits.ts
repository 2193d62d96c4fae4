/** What one file may cost. A file that needs more is refused in words; it never costs the web process more than waiting. */
export const limits = {
  /** Points of one page before it is made smaller: 60 million unfold to 240 MB. */
  pixels: 60_000_000,
  pages: 100,
  /** A4 at 200 dots per inch, the long side; enough to read a stamp. */
  longSide: 2339,
  /** Bytes of one page after re-encoding. */
  pageBytes: 300_000,
  /** Objects walked in a PDF. */
  objects: 200_000,
  /** Wall time of one file. */
  seconds: 60,
  /** Resident memory of the process that decodes. */
  memoryBytes: 900_000_000,
  /** Files that may wait for their turn. */
  waiting: 30,
} as const;

/** Why a file was not taken; each is a refusal of `problems.ts`. */
export type Why = 'too-many-pixels' | 'too-many-pages' | 'broken' | 'encrypted' | 'active' | 'attached' | 'hybrid' | 'too-heavy';

/** What the decoding process answers. */
export type Cleaned =
  | { readonly ok: true; readonly type: 'image/jpeg' | 'application/pdf'; readonly pages: number; readonly faint: boolean }
  | { readonly ok: false; readonly why: Why };
