import { Problem } from '#kernel/problem';
import type { Files, Received } from '#platform/files';
import type { PostedFile } from '#platform/http';
import type { FormTree } from '../rules/tree.ts';

/** Files that came with a page: taken in and judged, or refused with the reason at their question. */
export interface Arrivals {
  readonly files: { readonly path: string; readonly file: Received }[];
  readonly faults: Record<string, string>;
}

/** Takes one file in. A refusal becomes a fault of its question, so that the other answers of the page are still saved. */
export async function received(files: Files, posted: PostedFile, kind: string | undefined, into: Arrivals): Promise<void> {
  if (kind === undefined) return;
  try {
    into.files.push({ path: posted.field, file: await files.receive(posted.stream, { kind, name: posted.name }) });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    into.faults[posted.field] = `${error.title}. ${error.detail}`;
  }
}

/** The file kind of the question an input belongs to; `anggota.0.ktp` belongs to `ktp` of a row. */
export function fileKindOf(tree: FormTree, path: string): string | undefined {
  const [top, index, inner] = path.split('.');
  const field = tree.fields.find((one) => one.name === top);
  if (field?.kind === 'file' && index === undefined) return field.question.fileKind;
  if (!field || !/^\d{1,2}$/.test(index ?? '') || Number(index) >= (field.schema.maxItems ?? 0)) return undefined;
  const row = field.rows.find((one) => one.name === inner);
  return row?.kind === 'file' ? row.question.fileKind : undefined;
}
