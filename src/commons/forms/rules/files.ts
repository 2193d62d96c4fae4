import type { Answers } from './answers.ts';
import type { Field, FormTree } from './tree.ts';

/** What an answer to a file question holds: the id of a kept file and how to name it. */
export interface FileAnswer { readonly id: string; readonly name: string; readonly type: string; readonly size: number; readonly pages?: number; readonly faint?: boolean }

/** Paths of files on which there is little to read. */
export function faintFiles(tree: FormTree, answers: Answers): { readonly path: string; readonly field: Field }[] {
  return tree.fields.flatMap((field) => {
    const value = answers[field.name];
    if (field.kind === 'file') return isFaint(value) ? [{ path: field.name, field }] : [];
    const rows = Array.isArray(value) ? value as readonly Answers[] : [];
    return field.rows.filter((row) => row.kind === 'file').flatMap((row) => rows.flatMap((one, index) => (isFaint(one[row.name]) ? [{ path: `${field.name}.${index}.${row.name}`, field: row }] : [])));
  });
}

function isFaint(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'faint' in value && value.faint === true;
}

/** Ids of every file the answers hold. */
export function fileIds(tree: FormTree, answers: Answers): string[] {
  return tree.fields.flatMap((field) => {
    const value = answers[field.name];
    if (field.kind === 'file') return idsIn([value]);
    const inRows = field.rows.filter((row) => row.kind === 'file');
    return Array.isArray(value) ? (value as Answers[]).flatMap((row) => idsIn(inRows.map((file) => row[file.name]))) : [];
  });
}

function idsIn(values: readonly unknown[]): string[] {
  return values.filter((value): value is FileAnswer => typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string').map((value) => value.id);
}
