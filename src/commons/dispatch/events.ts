import { civilDate } from '#kernel/time';
import type { DomainEvent } from '#platform/database';
import type { Visit } from './types.ts';

/** Types of the facts this floor emits; `data.service` says for whom. A service counts them by naming them in its manifest. */
export const dispatchEvents = {
  visitFinished: 'dispatch/visit-finished', visitFailed: 'dispatch/visit-failed', visitHeld: 'dispatch/visit-held', dayPlanned: 'dispatch/day-planned', feeReported: 'dispatch/fee-reported',
  dayClosed: 'dispatch/day-closed', deviceRevoked: 'dispatch/device-revoked',
} as const;

/** `onTime`: on the day first promised. */
export function visitFinished(visit: Visit, at: Temporal.Instant, zone: string, grade: string | undefined): DomainEvent {
  return {
    type: dispatchEvents.visitFinished, version: 1, subject: visit.id, occurredAt: at,
    data: { service: visit.service, kind: visit.kind, district: visit.district, attempts: visit.attempts + 1, onTime: visit.firstPromise !== undefined && civilDate(at, zone).toString() <= visit.firstPromise, atCounter: visit.officer === undefined, ...(grade ? { grade } : {}) },
  };
}

export function visitFailed(visit: Visit): DomainEvent {
  return { type: dispatchEvents.visitFailed, version: 1, subject: visit.id, data: { service: visit.service, kind: visit.kind, district: visit.district, attempt: visit.attempts } };
}

export function visitHeld(visit: Visit): DomainEvent {
  return { type: dispatchEvents.visitHeld, version: 1, subject: visit.id, data: { service: visit.service, kind: visit.kind, district: visit.district } };
}

/** Somebody was asked to pay for what is free of charge. No names: the head of office reads the report with a purpose. */
export function feeReported(visit: Visit): DomainEvent {
  return { type: dispatchEvents.feeReported, version: 1, subject: visit.id, data: { service: visit.service, kind: visit.kind, district: visit.district } };
}

/** `aloneMetres`: what the same visits would have cost as one trip each; `tripsAvoided` = stops − trips. */
export function dayPlanned(plan: { id: string; agency: string; date: string; version: number; metres: number; aloneMetres: number; stops: number; trips: number; unserved: number }): DomainEvent {
  const { id, ...data } = plan;
  return { type: dispatchEvents.dayPlanned, version: 1, subject: id, data: { ...data, km: Math.round(plan.metres / 1000), kmAvoided: Math.round((plan.aloneMetres - plan.metres) / 1000), tripsAvoided: plan.stops - plan.trips } };
}

export function dayClosed(officer: string, date: string, items: number): DomainEvent {
  return { type: dispatchEvents.dayClosed, version: 1, subject: officer, data: { date, items } };
}

export function deviceRevoked(device: string, facts: { agency: string; held: number; queued: number }): DomainEvent {
  return { type: dispatchEvents.deviceRevoked, version: 1, subject: device, data: facts };
}
