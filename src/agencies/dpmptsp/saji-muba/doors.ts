import type { RandomBytes } from '#kernel/ids';
import type { Clock } from '#kernel/time';
import type { Access } from '#commons/access';
import type { Billing } from '#commons/billing';
import type { Calendar } from '#commons/calendar';
import type { Cases } from '#commons/cases';
import type { Dispatch } from '#commons/dispatch';
import type { Forms } from '#commons/forms';
import type { Messaging } from '#commons/messaging';
import type { People } from '#commons/people';
import type { Places } from '#commons/places';
import type { Signing } from '#commons/signing';
import type { Survey } from '#commons/survey';
import type { Database } from '#platform/database';
import type { Documents } from '#platform/documents';
import type { Catalogue } from './catalogue.ts';

/** The service id: in addresses, events, permissions and other floors' rows. */
export const service = 'saji-muba';

/** What the rooms of Saji-Muba stand on. */
export interface Doors {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** IANA zone of the regency. */
  readonly zone: string;
  readonly catalogue: Catalogue;
  readonly cases: Cases;
  readonly billing: Billing;
  readonly dispatch: Dispatch;
  readonly survey: Survey;
  readonly signing: Signing;
  readonly forms: Forms;
  readonly documents: Documents;
  readonly people: People;
  readonly places: Places;
  readonly calendar: Calendar;
  readonly access: Access;
  readonly messaging: Pick<Messaging, 'notify'>;
  /** Straight-line kilometres from a district to the seat of the regency; nothing where the district has no point. */
  readonly kmToSeat: (district: string) => number | undefined;
  /** Where officers start: the seat of the regency. */
  readonly seat: { readonly latitude: number; readonly longitude: number };
  readonly agencyName: (id: string) => string;
  readonly seal: (text: string, about: string) => string;
  readonly unseal: (sealed: string, about: string) => string;
  /** Keys that sign links without a login, the current one first. */
  readonly linkKeys: readonly Uint8Array[];
  /** Code of the receipt of whoever was served. */
  readonly receiptCode: (event: { type: string; subject: string }) => string;
  /** `https://…` before a path, for links in messages and QR codes. */
  readonly publicUrl: (path: string) => string;
}
