import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import { constraints, refusals } from '../problems.ts';
import { confirmCopied, copyFrom, mergeNotes, noteParts, type NoteBody, type NotePart } from '../rules/note.ts';
import { addVersion, bodyOfVersion, lastVersion, noteOf, previousNote } from '../store/notes.ts';
import type { Tables } from '../store/tables.ts';
import { holdVisit, type Visit } from '../store/visits.ts';
import * as inputs from './inputs.ts';

export const noteText = z.strictObject({ subjective: inputs.longText, objective: inputs.longText, assessment: inputs.longText, plan: inputs.longText });

export interface Saved {
  readonly version: number;
  /** Parts both people wrote: both texts stand in the note, and both versions can be read. */
  readonly conflicts: readonly { readonly part: NotePart; readonly mine: string; readonly theirs: string }[];
}

/** Saves the doctor's note. `base` is the version the writer saw; when somebody saved in between, both texts are kept and merged by part, and the writer is shown where. */
export function saveNoteAction() {
  return action({
    name: 'sih-larajaket/saveNote', input: z.strictObject({ visitId: inputs.visitId, base: z.coerce.number().int().min(0), note: noteText }), allow: 'sih-larajaket/treat', constraints,
    async run(work, input): Promise<Saved> {
      const visit = await openVisit(work, input.visitId);
      return saveNote(work, visit, input.base, input.note);
    },
  });
}

/** The step itself, also for what a device wrote without network. */
export async function saveNote(work: Work, visit: Visit, base: number, text: Omit<NoteBody, 'copied'>): Promise<Saved> {
  const current = await noteOf(work.tables<Tables>(), visit.id);
  if (current.state === 'signed') throw new Problem(refusals.noteSigned);
  const mine: NoteBody = { ...text, copied: current.body.copied };
  const next = await lastVersion(work, visit.id) + 1;
  work.note({ subject: visit.id, base, current: current.version });
  if (noteParts.every((part) => mine[part] === current.body[part])) return { version: current.version, conflicts: [] };
  if (base === current.version) {
    await addVersion(work, visit.id, { version: next, kind: 'draft', base, body: mine, current: true });
    return { version: next, conflicts: [] };
  }
  const merged = mergeNotes(await bodyOfVersion(work, visit.id, base), mine, current.body);
  await addVersion(work, visit.id, { version: next, kind: 'beside', base, body: mine, current: false });
  const body: NoteBody = { ...Object.fromEntries(merged.map(({ part, text: whole }) => [part, whole])) as Record<NotePart, string>, copied: current.body.copied };
  await addVersion(work, visit.id, { version: next + 1, kind: 'merged', base: current.version, body, current: true });
  return { version: next + 1, conflicts: merged.flatMap(({ part, conflict }) => (conflict ? [{ part, ...conflict }] : [])) };
}

/** Takes the last signed note over as proposals, each line to be confirmed by itself. Done again, nothing is added. */
export function copyPreviousAction() {
  return action({
    name: 'sih-larajaket/copyPrevious', input: z.strictObject({ visitId: inputs.visitId }), allow: 'sih-larajaket/treat', constraints,
    async run(work, input): Promise<{ lines: number }> {
      const visit = await openVisit(work, input.visitId);
      const current = await draftOf(work, visit.id);
      const earlier = await previousNote(work.tables<Tables>(), visit.personId, visit.id);
      work.note({ subject: visit.id, from: earlier?.visitId });
      if (!earlier || current.body.copied.length > 0) return { lines: current.body.copied.length };
      const body = { ...current.body, copied: copyFrom(earlier.body) };
      await addVersion(work, visit.id, { version: await lastVersion(work, visit.id) + 1, kind: 'draft', base: current.version, body, current: true });
      return { lines: body.copied.length };
    },
  });
}

const places = z.array(z.coerce.number().int().min(0)).default([]);

/** Confirms or drops copied lines, one by one. */
export function settleCopiedAction() {
  return action({
    name: 'sih-larajaket/settleCopied', input: z.strictObject({ visitId: inputs.visitId, take: places, drop: places }), allow: 'sih-larajaket/treat', constraints,
    async run(work, input): Promise<void> {
      const visit = await openVisit(work, input.visitId);
      const current = await draftOf(work, visit.id);
      const body = confirmCopied(current.body, input.take, input.drop);
      await addVersion(work, visit.id, { version: await lastVersion(work, visit.id) + 1, kind: 'draft', base: current.version, body, current: true });
      work.note({ subject: visit.id, taken: input.take.length, dropped: input.drop.length });
    },
  });
}

/** A visit the doctor is at work on. */
export async function openVisit(work: Work, visitId: string): Promise<Visit> {
  const visit = await holdVisit(work, visitId);
  if (visit.state !== 'in-progress' && visit.state !== 'waiting-support') throw new Problem(visit.state === 'arrived' || visit.state === 'triaged' ? refusals.notNow : refusals.noteSigned, { facts: { state: visit.state } });
  return visit;
}

async function draftOf(work: Work, visitId: string) {
  const current = await noteOf(work.tables<Tables>(), visitId);
  if (current.state === 'signed') throw new Problem(refusals.noteSigned);
  return current;
}
