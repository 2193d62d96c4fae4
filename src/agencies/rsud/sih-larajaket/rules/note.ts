/** A progress note. Each part is plain text of several lines. */
export interface NoteBody {
  readonly subjective: string;
  readonly objective: string;
  readonly assessment: string;
  readonly plan: string;
  /** Lines taken from an earlier visit, each to be confirmed by itself before the note can be signed. */
  readonly copied: readonly CopiedLine[];
}
export interface CopiedLine { readonly part: NotePart; readonly text: string; readonly confirmed: boolean }
export const noteParts = ['subjective', 'objective', 'assessment', 'plan'] as const;
export type NotePart = (typeof noteParts)[number];
export const isNotePart = (name: string): name is NotePart => (noteParts as readonly string[]).includes(name);

export const emptyNote: NoteBody = { subjective: '', objective: '', assessment: '', plan: '', copied: [] };

/** Takes an earlier note's lines over as proposals: nothing stands in the new note until each line is confirmed. */
export function copyFrom(earlier: NoteBody): CopiedLine[] {
  return noteParts.flatMap((part) => linesOf(earlier[part]).map((text) => ({ part, text, confirmed: false })));
}

/** Confirms the copied lines at these places: they become part of the note. Lines dropped are gone; the others wait. */
export function confirmCopied(note: NoteBody, take: readonly number[], drop: readonly number[]): NoteBody {
  const taken = note.copied.filter((line, index) => take.includes(index) && !line.confirmed);
  const with_ = Object.fromEntries(noteParts.map((part) => [part, [note[part], ...taken.filter((line) => line.part === part).map((line) => line.text)].filter(Boolean).join('\n')])) as Record<NotePart, string>;
  return { ...with_, copied: note.copied.flatMap((line, index) => (drop.includes(index) ? [] : [take.includes(index) ? { ...line, confirmed: true } : line])) };
}

export function unconfirmed(note: NoteBody): number {
  return note.copied.filter((line) => !line.confirmed).length;
}

/** How much of a note stands word for word in an earlier one: shared word triples ÷ triples of this note, 0–1. Shown to author and auditor; copy and paste is not forbidden, only seen. */
export function likeness(note: NoteBody, earlier: NoteBody): number {
  const mine = triples(note);
  if (mine.size === 0) return 0;
  const theirs = triples(earlier);
  return [...mine].filter((triple) => theirs.has(triple)).length / mine.size;
}

export interface PartMerge { readonly part: NotePart; readonly text: string; readonly conflict?: { readonly mine: string; readonly theirs: string } }

/** Three-way merge by part: who alone changed a part wins it; where both did, both texts are kept and shown, mine below theirs. */
export function mergeNotes(base: NoteBody, mine: NoteBody, theirs: NoteBody): PartMerge[] {
  return noteParts.map((part) => {
    if (mine[part] === theirs[part] || mine[part] === base[part]) return { part, text: theirs[part] };
    if (theirs[part] === base[part]) return { part, text: mine[part] };
    return { part, text: `${theirs[part]}\n${mine[part]}`, conflict: { mine: mine[part], theirs: theirs[part] } };
  });
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter(Boolean);
}

function triples(note: NoteBody): Set<string> {
  const words = noteParts.flatMap((part) => note[part].toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter(Boolean);
  return new Set(words.slice(0, -2).map((word, index) => `${word} ${words[index + 1]} ${words[index + 2]}`));
}
