import type { Option, Step, Turn } from '#commons/assistant';
import { civilDate, formatLongDate } from '#kernel/time';
import type { Saroale } from '../rooms.ts';
import type { Visit } from '../store/visits.ts';
import { familyOf, type FamilyDoor, type Member } from './family.ts';
import { texts } from './words.ts';

/** A booking of somebody this conversation may speak about. */
export interface OwnVisit {
  readonly visit: Visit;
  readonly member: Member;
}

/** Bookings from today on that still stand, and those whose session the hospital cancelled and that were not chosen anew. */
export async function ownVisits(saroale: Saroale, people: FamilyDoor, turn: Turn, which: 'standing' | 'movable'): Promise<OwnVisit[]> {
  const family = await familyOf(people, turn);
  if (family.length === 0) return [];
  const visits = await saroale.reads.visitsOf(family.map(({ personId }) => personId), { from: civilDate(turn.now, turn.zone) }, turn.work);
  return visits.flatMap((visit) => {
    const member = family.find(({ personId }) => personId === visit.personId);
    return member && (stands(visit) || (which === 'movable' && orphaned(visit))) ? [{ visit, member }] : [];
  });
}

function stands(visit: Visit): boolean {
  return (visit.status === 'booked' || visit.status === 'checked-in') && visit.sessionStatus !== 'cancelled';
}

/** The hospital cancelled the session and the patient has not chosen another. */
export function orphaned(visit: Visit): boolean {
  return visit.status === 'cancelled' && visit.sessionStatus === 'cancelled' && !visit.movedTo;
}

/** The one meant, or the question which; nothing to choose from ends the task. */
export function oneOf<Slots extends object>(own: readonly OwnVisit[], chosen: string | undefined): { own: OwnVisit } | { step: Step<Slots> } {
  const found = chosen === undefined ? (own.length === 1 ? own[0] : undefined) : own.find(({ visit }) => visit.bookingId === chosen || visit.code === chosen);
  if (found) return { own: found };
  if (own.length === 0 || chosen !== undefined) return { step: { kind: 'done', message: { text: chosen === undefined ? texts.noVisit : `Antrean itu sudah tidak berlaku. ${own.length === 0 ? texts.noVisit : 'Tulis “status” untuk melihat yang masih berlaku.'}` } } };
  return { step: { kind: 'ask', slot: 'visit', text: texts.which, options: own.map(visitOption) } };
}

/** `A-4, Selasa, 24 November 2026 — A.S. (2019) – anak`. */
export function visitLine({ visit, member }: OwnVisit): string {
  return `${visit.label}, ${formatLongDate(visit.date)} — ${member.label}`;
}

function visitOption(own: OwnVisit): Option {
  return { value: own.visit.bookingId, title: `${own.visit.label} · ${own.visit.date.day}/${own.visit.date.month} · ${own.member.initials}`, description: visitLine(own) };
}
