import type { Actor } from '#kernel/actor';
import { uuidv7, type RandomBytes } from '#kernel/ids';
import type { Database, Work } from '#platform/database';
import type { Jobs } from '#platform/jobs';
import { openSealedLog, type SealedLog } from '#platform/sealing';
import { openCatalogue, type Catalogue } from './catalogue.ts';
import { currentGrants, grantActions, permissionsFor, storeGrant, type Grant } from './grants.ts';
import { ownDeclaration } from './own.ts';
import { readingFor, readingsAbout, readingsFor, recordReading, type Reading, type RecordedReading } from './readings.ts';
import type { AccessTables } from './tables.ts';

export interface Access extends Catalogue {
  readonly actions: ReturnType<typeof grantActions>;
  /** Grants of an account that are or will be in force. */
  grantsOf(account: string): Promise<Grant[]>;
  /** What an account may do for one agency now. */
  permissionsFor(account: string, agency: string): Promise<ReadonlySet<string>>;
  /** Stores a grant without asking who may; for the first administrator, demonstrations and tests. */
  storeGrant: typeof storeGrant;
  /** Records a look at personal data in the transaction that reads. */
  recordReading(work: Work, ...readings: readonly Reading[]): Promise<void>;
  /** Records a look at personal data outside a write; hand the data out only after it returned. */
  readingFor(actor: Actor, reading: Reading, requestId?: string): Promise<void>;
  /** The same for many looks of different actors at once. */
  readingsFor(looks: readonly { actor: Actor; reading: Reading; requestId?: string | undefined }[]): Promise<void>;
  readingsAbout(persons: readonly string[], options?: { limit?: number; before?: string | undefined }): Promise<RecordedReading[]>;
  /** The log of readings as a sealed chain, for the verifying command. */
  readonly readings: SealedLog;
}

/** Opens roles, grants and the log of personal-data readings. Manifests are declared by the composition root. */
export function openAccess({ database, jobs, random }: { database: Database; jobs: Jobs; random: RandomBytes }): Access {
  const catalogue = openCatalogue();
  catalogue.declare(ownDeclaration);
  const newId = () => uuidv7(database.clock.now().epochMilliseconds, random);
  const readings = openSealedLog(database, 'access.reading');
  jobs.handle({ queue: 'access-seal-readings', schedule: '* * * * *', handle: async () => { await readings.seal(); } });
  return {
    ...catalogue,
    actions: grantActions(catalogue),
    grantsOf: (account) => currentGrants(database.read<AccessTables>(), account, database.clock.now()),
    permissionsFor: (account, agency) => permissionsFor({ database, catalogue }, account, agency),
    storeGrant,
    recordReading,
    readingFor: (actor, reading, requestId) => readingFor(database, newId, actor, reading, requestId),
    readingsFor: (looks) => readingsFor(database, newId, looks),
    readingsAbout: (persons, options) => readingsAbout(database, persons, options),
    readings,
  };
}
