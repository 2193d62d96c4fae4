import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as Typst from '@myriaddreamin/typst-ts-node-compiler';
import { fontBytes } from './fonts.ts';

/** What the typesetter is given: a template's text and one JSON text, so that data stays data. */
export interface Sheet {
  readonly source: string;
  readonly input: string;
  readonly standard: 'a-2b' | 'a-3b';
  /** Whole seconds since 1970: the creation time in the file. Nothing else in the output depends on the machine. */
  readonly createdAt: number;
}

/** Pages more than this are somebody's mistake; a list of that length belongs in a table file. */
const mostPages = 2_000;

export type Typeset = { readonly ok: true; readonly pdf: Uint8Array; readonly pages: number } | { readonly ok: false; readonly fault: string; readonly tooLong?: true };

/** Folder templates may import from: `#import "/serasan.typ": *`. */
export const library = fileURLToPath(new URL('./typst/', import.meta.url));

/** Opens the typesetter in this thread. It is synchronous: a letter takes milliseconds, a long report must not be set in the thread that serves pages. */
export function openEngine(): (sheet: Sheet) => Typeset {
  const { NodeCompiler } = createRequire(import.meta.url)('@myriaddreamin/typst-ts-node-compiler') as typeof Typst;
  const compiler = NodeCompiler.create({ workspace: library, fontArgs: [{ fontBlobs: fontBytes() }] });
  return (sheet) => {
    try {
      const compiled = compiler.compile({ mainFileContent: sheet.source, inputs: { input: sheet.input } });
      const error = compiled.takeError();
      if (error || !compiled.result) return { ok: false, fault: error ? JSON.stringify(compiler.fetchDiagnostics(error)) : 'no document' };
      // A missing font is only a warning to the typesetter; to an archive it is a fault.
      const warning = compiled.takeWarnings();
      if (warning) return { ok: false, fault: JSON.stringify(compiler.fetchDiagnostics(warning)) };
      const pages = compiled.result.numOfPages;
      if (pages > mostPages) return { ok: false, fault: `${pages} pages`, tooLong: true };
      return { ok: true, pdf: compiler.pdf(compiled.result, { pdfStandard: sheet.standard, creationTimestamp: sheet.createdAt }), pages };
    } catch (error) {
      return { ok: false, fault: error instanceof Error ? error.message : String(error) };
    } finally {
      // Without this 1,100 documents grew memory from 0.24 to 1.67 GB.
      compiler.evictCache(2);
    }
  };
}
