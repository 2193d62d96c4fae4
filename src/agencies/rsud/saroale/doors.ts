import type { Actor } from '#kernel/actor';
import type { Clock } from '#kernel/time';
import type { BookingFloor } from '#commons/booking';
import type { Database, Work } from '#platform/database';

/** What Saroale's rooms stand on, made once by `openSaroale`. */
export interface Doors {
  readonly database: Database;
  readonly clock: Clock;
  readonly booking: BookingFloor;
  readonly messaging: MessagingDoor;
  readonly people: PeopleDoor;
  /** IANA zone of the regency. */
  readonly zone: string;
  readonly isHoliday: (date: Temporal.PlainDate) => boolean;
  /** The unguessable part of a link about one thing: its id with a signature; `unsign` gives the id back. */
  readonly sign: (id: string) => string;
  readonly unsign: (token: string) => string | undefined;
  /** `https://…` before a path, for links in messages. */
  readonly publicUrl: (path: string) => string;
}

/** The service id under which booking keeps Saroale's sessions. */
export const service = 'saroale';

export type Contact = { readonly conversationId: string } | { readonly personId: string } | { readonly phone: string } | { readonly email: string };

/** The part of #commons/messaging Saroale speaks through. */
export interface MessagingDoor {
  notify(work: Work, notice: {
    to: Contact; template: string; data: Record<string, string>; importance: 'urgent' | 'normal' | 'reminder' | 'survey'; dedupe: string; subject: string;
    notBefore?: Temporal.Instant; expiresAt?: Temporal.Instant; choices?: { id: string; title: string; description?: string }[]; sameDay?: boolean; replaces?: boolean;
  }): Promise<unknown>;
}

/** A person as pages may show one: never a name, never a whole number. */
export interface PersonSummary {
  readonly id: string;
  readonly initials: string;
  readonly birthYear?: number | undefined;
  readonly sex?: 'L' | 'P' | undefined;
  readonly maskedNorm?: string | undefined;
}

/** The part of #commons/people Saroale asks. */
export interface PeopleDoor {
  summaries(ids: readonly string[], within?: Work): Promise<Map<string, PersonSummary>>;
  addIdentifier(work: Work, entry: { personId: string; kind: 'norm'; value: string }): Promise<unknown>;
  names(by: Actor | Work, ids: readonly string[], why: { purpose: 'registration'; service: string }): Promise<Map<string, { name: string; shownName: string }>>;
}
