import type { FastifyRequest } from 'fastify';
import type { Manifest } from '#kernel/manifest';
import type { Perform } from '#platform/action';
import type { Database } from '#platform/database';
import type { Http } from '#platform/http';
import type { Jobs } from '#platform/jobs';
import type { Measures } from '#commons/evidence';
import type { Announced } from './catalogue.ts';

/** What the hub stands on. */
export interface HubDoors {
  readonly http: Http;
  readonly jobs: Jobs;
  readonly perform: Perform;
  readonly database: Database;
  readonly measures: Measures;
  readonly manifests: readonly Manifest[];
  readonly regency: { readonly innovations: readonly Announced[]; readonly agencies: readonly { id: string; name: string }[] };
  /** Address residents see, for codes on paper. */
  readonly publicUrl: string | undefined;
}

/** A text of the query, or nothing typed. */
export function queryText(request: FastifyRequest, name: string): string {
  const value = (request.query as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}
