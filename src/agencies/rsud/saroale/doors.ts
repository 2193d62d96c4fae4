import type { Actor } from '#kernel/actor';
import type { Words } from '#kernel/manifest';
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
  /** Carries a half-filled form through addresses without a login: sealed, so that nobody reads or changes it. */
  readonly seal: (text: string) => string;
  readonly unseal: (sealed: string) => string | undefined;
  /** `https://…` before a path, for links in messages. */
  readonly publicUrl: (path: string) => string;
  /** Code of the receipt of a served visit. */
  readonly receiptCode: (bookingId: string) => string;
}

/** The service id under which booking keeps Saroale's sessions. */
export const service = 'saroale';

export type ChatContact = { readonly conversationId: string } | { readonly phone: string };
export const relations = ['saya', 'anak', 'ibu', 'ayah', 'istri', 'suami', 'kakek-nenek', 'cucu', 'saudara', 'keluarga', 'tetangga', 'bidan', 'perangkat-desa', 'lainnya'] as const;
export type Relation = (typeof relations)[number];
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
  findBy(kind: 'nik' | 'norm', value: string, within?: Work): Promise<PersonSummary | undefined>;
  register(work: Work, person: { name: string; sex: 'L' | 'P'; birthDate: string; nik?: string }): Promise<{ personId: string; existing: boolean }>;
  reveal(by: Actor | Work, personId: string, why: { purpose: 'own'; fields: readonly ['birthDate']; service: string }): Promise<{ birthDate?: string | undefined }>;
  bind(work: Work, tie: { contact: ChatContact; personId: string; relation: Relation; consent: { version: string; showPoli: boolean }; proof: 'link' | 'counter' }): Promise<unknown>;
  readonly consent: { readonly current: { readonly version: string; readonly text: Words } };
  readonly links: {
    make(work: Work, link: { contact: ChatContact; purpose: string; minutes?: number }): Promise<string>;
    read(token: string, within?: Work): Promise<{ contactLabel: string } | undefined>;
    use(work: Work, token: string): Promise<{ contact: ChatContact }>;
  };
  names(by: Actor | Work, ids: readonly string[], why: { purpose: 'registration'; service: string }): Promise<Map<string, { name: string; shownName: string }>>;
}
