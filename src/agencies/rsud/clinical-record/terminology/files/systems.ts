import type { NewConcept } from '../concepts.ts';

/** The systems a hospital has files of, and the shape of their codes. */
export const importable = {
  'http://hl7.org/fhir/sid/icd-10': { name: 'ICD-10', code: /^[A-Z]\d{2}(\.\d{1,2})?$/, dotAfter: 3 },
  'http://hl7.org/fhir/sid/icd-9-cm': { name: 'ICD-9-CM', code: /^\d{2}(\.\d{1,2})?$/, dotAfter: 2 },
  'http://sys-ids.kemkes.go.id/kfa': { name: 'KFA', code: /^9[1-4]\d{6}$/, dotAfter: 0 },
} as const;
export type Importable = keyof typeof importable;

export function isImportable(system: string): system is Importable {
  return Object.hasOwn(importable, system);
}

/** Something in a file that was left out, and why; `line` is 0 where a file has no lines. */
export interface Fault { readonly line: number; readonly why: string }

/** What a file says, before anything of it is kept. */
export interface CodeFile {
  /** How it was understood: `CSV (;)`, `ClaML`, `XLSX`, `teks`, `KFA JSON`. */
  readonly format: string;
  readonly concepts: readonly NewConcept[];
  readonly faults: readonly Fault[];
}

export interface CodeOf { readonly code: string; readonly mark: 'dagger' | 'asterisk' | undefined }

/**
 * A code as the system writes it: `a 011` is `A01.1`, `0001` of ICD-9-CM is `00.01`, and a number cell that lost its zero (`1`, `8.4`) gets it back. Dagger (+, †) and asterisk of ICD-10 are
 * told apart from the code. Nothing when it has no such shape.
 */
export function codeOf(system: Importable, written: string): CodeOf | undefined {
  const { code: shape, dotAfter } = importable[system];
  const bare = written.toUpperCase().replaceAll(/\s/g, '');
  const [, body = '', sign] = /^(.*?)([*+†])?$/.exec(bare) ?? [];
  const whole = system === 'http://hl7.org/fhir/sid/icd-9-cm' && /^\d(\.\d+)?$/.test(body) ? `0${body}` : body;
  const code = dotAfter > 0 && whole.length > dotAfter && !whole.includes('.') ? `${whole.slice(0, dotAfter)}.${whole.slice(dotAfter)}` : whole.replace(/\.$/, '');
  return shape.test(code) ? { code, mark: sign === undefined ? undefined : sign === '*' ? 'asterisk' : 'dagger' } : undefined;
}

/** Gives each concept the nearest broader one of the same file as parent; what has narrower ones is a heading. */
export function withParents(concepts: ReadonlyMap<string, NewConcept>): NewConcept[] {
  const parentOf = (code: string) => {
    if (!code.includes('.')) return undefined;
    const shorter = code.slice(0, -1).replace(/\.$/, '');
    return concepts.has(shorter) ? shorter : code.split('.')[0];
  };
  const known = [...concepts.values()].map((concept) => ({ ...concept, parent: concept.parent ?? parentOf(concept.code) }));
  const headings = new Set(known.flatMap((concept) => concept.parent ?? []));
  return known.map((concept) => ({ ...concept, selectable: concept.selectable ?? !headings.has(concept.code) }));
}
