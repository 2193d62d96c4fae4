import { Problem } from '#kernel/problem';
import type { Doors } from '../doors.ts';
import { refusals } from '../problems.ts';
import type { Payer, VisitKind } from '../store/tables.ts';

/** A registration under way, carried sealed in the address from step to step, so that the form needs neither login nor cookie nor script. */
export interface Draft {
  /** Becomes the idempotency key: sending the last step twice books once. */
  readonly id: string;
  /** Epoch milliseconds after which the form begins again. */
  readonly until: number;
  readonly person: string;
  readonly initials: string;
  readonly phone?: string;
  readonly payer?: Payer;
  readonly visitKind?: VisitKind;
  readonly reference?: string;
  readonly poli?: string;
  readonly session?: string;
  /** The chosen session is full: wait for a place. */
  readonly wait?: boolean;
}

const hours = 2;

export function newDraft(doors: Doors, person: { id: string; initials: string; phone?: string | undefined }): Draft {
  return { id: crypto.randomUUID(), until: doors.clock.now().add({ hours }).epochMilliseconds, person: person.id, initials: person.initials, ...(person.phone ? { phone: person.phone } : {}) };
}

/** The next step's address with everything known so far. */
export function stepPath(doors: Doors, step: 'bayar' | 'poli' | 'jadwal' | 'periksa', draft: Draft): string {
  return `/saroale/daftar/${step}?d=${doors.seal(JSON.stringify(draft))}`;
}

/** The draft behind `d`; a changed or old one asks to begin again. */
export function openDraft(doors: Doors, sealed: string | undefined): Draft {
  const text = sealed ? doors.unseal(sealed) : undefined;
  const draft = text ? JSON.parse(text) as Draft : undefined;
  if (!draft || draft.until < doors.clock.now().epochMilliseconds) throw new Problem(refusals.draftGone);
  return draft;
}
