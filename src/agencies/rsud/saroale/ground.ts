import type { Perform } from '#platform/action';
import type { Config } from '#platform/config';
import type { Database } from '#platform/database';
import type { Vault } from '#platform/vault';
import type { BookingFloor } from '#commons/booking';
import type { Messaging } from '#commons/messaging';
import type { People } from '#commons/people';
import type { Transparency } from '#commons/transparency';
import type { Clock } from '#kernel/time';
import { openSaroale, type Saroale } from './rooms.ts';
import { openTicket, signTicket } from './rules/ticket-token.ts';

/** The floors Saroale's verbs and reads need; its pages, jobs and chat need more. */
export interface Ground {
  readonly config: Config;
  readonly regency: { readonly zone: string };
  readonly vault: Vault;
  readonly clock: Clock;
  readonly database: Database;
  readonly perform: Perform;
  readonly calendar: { holidayOn(date: Temporal.PlainDate): unknown };
  readonly people: People;
  readonly booking: BookingFloor;
  readonly messaging: Messaging;
  readonly transparency: Pick<Transparency, 'receiptCode'>;
}

/** Opens Saroale's rooms on the floors of the house. It keeps nothing, so that whoever is offered something may open it again. */
export function openOn(floors: Ground): Saroale {
  const { config, vault, database, clock, booking, messaging, people, perform } = floors;
  return openSaroale({
    database, clock, booking, messaging, people, zone: floors.regency.zone,
    isHoliday: (date) => floors.calendar.holidayOn(date) !== undefined,
    sign: (id) => signTicket(id, [vault.derive('saroale/ticket')]),
    unsign: (token) => openTicket(token, vault.deriveAll('saroale/ticket')),
    seal: (text) => vault.seal(text, 'saroale/draft'),
    unseal: (sealed) => openDraftText(vault, sealed),
    receiptCode: (bookingId) => floors.transparency.receiptCode({ type: 'saroale/served', subject: bookingId }),
    publicUrl: (path) => `${config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`}${path}`,
  }, perform);
}

/** A draft that was changed, cut off or sealed elsewhere is no draft. */
function openDraftText(vault: Vault, sealed: string): string | undefined {
  try {
    return vault.open(sealed, 'saroale/draft');
  } catch {
    return undefined;
  }
}
