import type { Work } from '#platform/database';

export type ChannelName = 'whatsapp' | 'telegram' | 'sms' | 'email';
export type AddressKind = 'phone' | 'bsuid' | 'telegram' | 'email';
export type Importance = 'urgent' | 'normal' | 'reminder' | 'survey';

/** Something a person can tap. `id` carries the meaning (`v1|sesi|<id>`), the title never does; both may be of any length. */
export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
}

/** What we want to say; each channel renders it within its own limits. */
export interface OutMessage {
  readonly text: string;
  readonly choices?: readonly Choice[];
  readonly link?: { readonly url: string; readonly title: string };
  /** Offers the button that shares one's own phone number, where the channel has one (Telegram). */
  readonly askContact?: boolean;
}

/** One message of a person, as a handler sees it. */
export interface Incoming {
  readonly id: string;
  readonly conversationId: string;
  readonly channel: ChannelName;
  readonly sentAt: Temporal.Instant;
  readonly receivedAt: Temporal.Instant;
  /** Handled long after it was written, or after a newer one: say so and look again at what is still true. */
  readonly late: boolean;
  readonly kind: 'text' | 'choice' | 'location' | 'contact' | 'media' | 'start';
  readonly text?: string;
  readonly choiceId?: string;
  /** E.164, only when it is the sender's own. */
  readonly phone?: string;
  readonly fileId?: string;
  readonly location?: { readonly latitude: number; readonly longitude: number };
  readonly startPayload?: string;
  readonly conversation: Conversation;
}

export type ContactRef = { readonly conversationId: string } | { readonly personId: string } | { readonly phone: string } | { readonly email: string };

export interface Conversation {
  readonly id: string;
  readonly channel: ChannelName;
  readonly locale: 'id' | 'en';
  readonly state: Readonly<Record<string, unknown>>;
  readonly stateVersion: number;
  /** Who answers: the assistant, nobody yet (a person was asked for), or a person. */
  readonly handling: 'bot' | 'waiting' | 'person';
  readonly agency?: string;
  readonly assignedTo?: string;
  readonly optIn: boolean;
  readonly blocked: boolean;
  /** The number changed hands or may have: no personal data until the person proved again who they are. */
  readonly mustRebind: boolean;
  readonly phone?: string;
  readonly displayName?: string;
  readonly lastUserAt?: Temporal.Instant;
  readonly windowExpiresAt?: Temporal.Instant;
}

/** A calendar entry that travels with an e-mail (RFC 5545). The same `uid` with a higher `sequence` replaces, `cancelled` withdraws it. */
export interface Invite {
  readonly uid: string;
  readonly sequence: number;
  readonly title: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly place?: string;
  readonly note?: string;
  readonly cancelled?: boolean;
}

/** A notice a service wants a person to have, by whichever channel reaches them. */
export interface Notice {
  readonly to: ContactRef;
  /** Name of a registered template. */
  readonly template: string;
  readonly data: Readonly<Record<string, string>>;
  readonly importance: Importance;
  /** One fact, one notice: a second call with the same key changes nothing. */
  readonly dedupe: string;
  readonly notBefore?: Temporal.Instant;
  /** A notice nobody could deliver by then is dropped. Default: 24 hours. */
  readonly expiresAt?: Temporal.Instant;
  /** Id of the thing it is about (a booking). Never personal data. */
  readonly subject: string;
  readonly choices?: readonly Choice[];
  readonly link?: { readonly url: string; readonly title: string };
  /** About something that changes today: quiet hours do not hold it. `urgent` implies it. */
  readonly sameDay?: boolean;
  /** Default true: an unsent notice with the same subject and template is dropped. */
  readonly replaces?: boolean;
  /** The person asked for SMS: reminders may fall back to it. */
  readonly smsAllowed?: boolean;
  readonly invite?: Invite;
}

export type Handler = (incoming: Incoming, work: Work) => Promise<OutMessage[]>;
