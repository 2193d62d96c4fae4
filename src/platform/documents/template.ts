import type { z } from 'zod';

/**
 * A kind of document: Typst text that begins with `#import "/serasan.typ": *` and reads `data`. A landed version is never changed:
 * raise `version`, because documents in archives name the version they were set with.
 */
export interface Template<Data extends z.ZodType = z.ZodType> {
  /** `saji/permit`. */
  readonly id: string;
  readonly version: number;
  readonly source: string;
  readonly data: Data;
  /** The title in the file's properties, as a reader program shows it. */
  readonly title: (data: z.output<Data>) => string;
  /** Data that renders: the preview, and the proof in the tests. */
  readonly example: z.input<Data>;
}

/** Declares a template with full inference. */
export function template<Data extends z.ZodType>(definition: Template<Data>): Template<Data> {
  return definition;
}

/** What stands around the data: who issues, when, under which number, and where it can be checked. */
export interface Issue {
  /** Creation time in the file and date on the page. Equal data and time give equal bytes. */
  readonly at: Temporal.Instant;
  /** Agency id whose letterhead is printed; without it the regency's own. */
  readonly agency?: string | undefined;
  readonly number?: string | undefined;
  /** Public address that proves the document; drawn as a QR code. */
  readonly verify?: string | undefined;
  /** Word across every page: `RANCANGAN`, `SALINAN`, `CONTOH`. */
  readonly mark?: string | undefined;
  readonly locale?: 'id' | 'en' | undefined;
  /** The original the page was made from (JSON, XML), carried inside: the profile then is PDF/A-3b. */
  readonly original?: { readonly name: string; readonly type: string; readonly text: string; readonly description: string } | undefined;
  /** What to do with characters no font has: print � and report (default), or refuse with `documents/unprintable`. */
  readonly unprintable?: 'replace' | 'refuse' | undefined;
}

export interface Rendered {
  readonly pdf: Uint8Array;
  /** Of `pdf`, lower-case hexadecimal. */
  readonly sha256: string;
  readonly pages: number;
  readonly template: string;
  readonly version: number;
  /** Of everything that made the layout (template, library, typesetter): equal hash, data and time give equal bytes. */
  readonly templateHash: string;
  /** Characters printed as �. */
  readonly replaced: readonly string[];
}
