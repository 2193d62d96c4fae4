import type { RandomBytes } from '#kernel/ids';
import type { Clock } from '#kernel/time';
import type { Access } from '#commons/access';
import type { Messaging } from '#commons/messaging';
import type { People } from '#commons/people';
import type { Database } from '#platform/database';
import type { Files } from '#platform/files';
import type { SaroaleOffers } from '#agencies/rsud/saroale/offers';
import type { RecordDoor } from './record/door.ts';

/** What Sih Larajaket's rooms stand on, made once by the service. */
export interface Doors {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** IANA zone of the regency. */
  readonly zone: string;
  readonly people: Pick<People, 'summaries' | 'names' | 'reveal' | 'candidates' | 'current' | 'phoneOf'>;
  readonly access: Pick<Access, 'recordReading' | 'readingFor' | 'readingsAbout'>;
  readonly messaging: Pick<Messaging, 'notify'>;
  readonly files: Files;
  readonly saroale: SaroaleOffers;
  readonly record: RecordDoor;
  /** Names of officers' accounts. */
  readonly accountNames: (ids: readonly string[]) => Promise<Map<string, string>>;
  /** Signed link about one visit, good for a year; `unsign` gives the visit back. */
  readonly sign: (visitId: string) => string;
  readonly unsign: (token: string) => string | undefined;
  /** Signed link to the spoken label of one line of a prescription; `unsignLabel` gives the line back. */
  readonly signLabel: (itemId: string) => string;
  readonly unsignLabel: (token: string) => string | undefined;
  /** An officer's account by its user name. */
  readonly accountOf: (username: string) => Promise<{ readonly id: string; readonly name: string } | undefined>;
  /** An agency's name as residents know it. */
  readonly agencyName: (id: string) => string;
  readonly publicUrl: (path: string) => string;
}

/** The service id, as readings, files and events name it. */
export const service = 'sih-larajaket';

/** The side of a person read for care: written down before it is handed out. */
export const care = { purpose: 'care', service } as const;
