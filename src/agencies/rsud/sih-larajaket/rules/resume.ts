import type { NoteBody } from './note.ts';

export interface ResumeSource {
  readonly note: Pick<NoteBody, 'subjective' | 'objective' | 'assessment' | 'plan'>;
  readonly codings: readonly { readonly kind: 'diagnosis' | 'procedure'; readonly rank: number; readonly code: string; readonly display: string }[];
  readonly medicines: readonly { readonly name: string; readonly words: string; readonly quantity: number }[];
  readonly results: readonly { readonly name: string; readonly shown: string }[];
  readonly allergies: readonly string[];
  readonly control: readonly string[];
}
export interface Section { readonly id: 'complaint' | 'findings' | 'diagnosis' | 'procedure' | 'results' | 'medicine' | 'allergy' | 'plan' | 'control'; readonly lines: readonly string[] }

/** The résumé, made from what was recorded and nothing else; empty parts are left out. The doctor reads it and signs it with the note. */
export function resumeOf(source: ResumeSource): Section[] {
  const codes = (kind: 'diagnosis' | 'procedure') => source.codings.filter((coding) => coding.kind === kind).sort((a, b) => a.rank - b.rank).map((coding) => `${coding.display} (${coding.code})`);
  const sections: Section[] = [
    { id: 'complaint', lines: linesOf(source.note.subjective) }, { id: 'findings', lines: linesOf(source.note.objective) }, { id: 'diagnosis', lines: codes('diagnosis') }, { id: 'procedure', lines: codes('procedure') },
    { id: 'results', lines: source.results.map((result) => `${result.name}: ${result.shown}`) }, { id: 'medicine', lines: source.medicines.map((medicine) => `${medicine.name} (${medicine.quantity}): ${medicine.words}`) }, { id: 'allergy', lines: source.allergies },
    { id: 'plan', lines: linesOf(source.note.plan) }, { id: 'control', lines: source.control },
  ];
  return sections.filter((section) => section.lines.length > 0);
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter(Boolean);
}
