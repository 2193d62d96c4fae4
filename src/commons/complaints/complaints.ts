import { system } from '#kernel/actor';
import type { Manifest } from '#kernel/manifest';
import type { Perform } from '#platform/action';
import type { Database } from '#platform/database';
import type { Http } from '#platform/http';
import type { Jobs } from '#platform/jobs';
import type { Access } from '#commons/access';
import { complaintActions, type ComplaintDeps } from './actions.ts';
import { complaintsDeclaration } from './declaration.ts';
import type { Lapor } from './lapor/client.ts';
import { exchange, type Exchanged } from './lapor/exchange.ts';
import { mountComplaints } from './pages/mount.tsx';
import { complaintOf, publishedComplaints, solvedOf, type PublicComplaint } from './reads.ts';

interface Deps extends ComplaintDeps {
  readonly database: Database;
  readonly http: Http;
  readonly perform: Perform;
  readonly jobs: Jobs;
  readonly access: Access;
  readonly zone: string;
  readonly manifests: readonly Manifest[];
  /** The national complaints system; nothing where no key was given. */
  readonly lapor: Lapor | undefined;
  readonly agencies: readonly { readonly id: string; readonly acronym: string }[];
}

/** Complaints about any service, answered within the deadlines of SP4N-LAPOR!. */
export interface Complaints {
  readonly actions: ReturnType<typeof complaintActions>;
  of(tracking: string): Promise<PublicComplaint | undefined>;
  published(options?: { limit?: number; before?: Temporal.Instant | undefined; service?: string | undefined }): Promise<PublicComplaint[]>;
  /** Complaints about a service, or forwarded to an agency, received between two days, how many were answered, how many are late. */
  readonly solvedOf: (about: string | { readonly agency: string }, from: Temporal.PlainDate, to: Temporal.PlainDate) => Promise<{ all: number; solved: number; late: number }>;
  /** One pass of the exchange with LAPOR!; nothing where it is not set up. */
  exchange(): Promise<Exchanged | undefined>;
  /** Closes what was answered and got no reply in time. Returns how many. */
  closeSilent(): Promise<number>;
}

/** Opens the complaints with their pages and the nightly closing. */
export function openComplaints(deps: Deps): Complaints {
  const { database, perform, zone } = deps;
  deps.access.declare(complaintsDeclaration);
  const actions = complaintActions(deps);
  const closeSilent = () => perform(actions.closeSilent, system('complaints'), {});
  deps.jobs.handle({ queue: 'complaints-close-silent', schedule: '10 1 * * *', handle: async () => { await closeSilent(); } });
  const { lapor } = deps;
  const exchangeNow = async () => lapor && exchange({ ...deps, lapor });
  deps.jobs.handle({ queue: 'complaints-lapor', schedule: '*/10 * * * *', handle: async () => { await exchangeNow(); } });
  mountComplaints({ ...deps, actions });
  return {
    actions, closeSilent,
    exchange: exchangeNow,
    of: (tracking) => complaintOf(database, tracking),
    published: (options) => publishedComplaints(database, options),
    solvedOf: (about, from, to) => solvedOf(database, zone, about, from, to),
  };
}
