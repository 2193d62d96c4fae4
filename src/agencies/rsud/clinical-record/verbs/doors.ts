import type { Database } from '#platform/database';
import type { Terminology } from '../terminology/index.ts';

/** What the verbs stand on. */
export interface RecordDoors {
  readonly database: Database;
  /** IANA zone of the regency: where dates without an offset count. */
  readonly zone: string;
  /** `checked`: a reference to a resource of this record must lead somewhere. `open` is for taking over records in pieces. */
  readonly references: 'checked' | 'open';
  /** PUT to an unknown id makes it. */
  readonly updateCreates: boolean;
  readonly terminology: Terminology;
}
