import type { FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import type { Manifest } from '#kernel/manifest';
import { Problem } from '#kernel/problem';
import { refusals as actionRefusals, type Perform } from '#platform/action';
import type { Database } from '#platform/database';
import type { Files } from '#platform/files';
import type { Http } from '#platform/http';
import type { Jobs } from '#platform/jobs';
import type { Regency } from '#platform/regency';
import type { Vault } from '#platform/vault';
import type { Calendar } from '#commons/calendar';
import type { Complaints } from '#commons/complaints';
import type { Evidence, Measures } from '#commons/evidence';
import type { Survey } from '#commons/survey';
import type { Transparency } from '#commons/transparency';

/** What the hub stands on. */
export interface HubDoors {
  readonly http: Http;
  readonly jobs: Jobs;
  readonly perform: Perform;
  readonly database: Database;
  readonly files: Files;
  readonly measures: Measures;
  readonly evidence: Evidence;
  readonly survey: Survey;
  readonly complaints: Complaints;
  readonly calendar: Calendar;
  readonly transparency: Transparency;
  readonly vault: Vault;
  readonly manifests: readonly Manifest[];
  /** Every service of this program, running here or not, with those it cannot do without. */
  readonly program: readonly { readonly id: string; readonly needs: readonly string[] }[];
  readonly regency: Regency;
  /** Address residents see, for codes on paper. */
  readonly publicUrl: string | undefined;
  /** Made-up data may be planted. */
  readonly demo: boolean;
}

/** A text of the query, or nothing typed. */
export function queryText(request: FastifyRequest, name: string): string {
  const value = (request.query as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}

/** Every text of a posted form. */
export function bodyTexts(request: FastifyRequest): Record<string, string> {
  return Object.fromEntries(Object.entries((request.body ?? {}) as Record<string, unknown>).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Throws unless the visitor holds one of the permissions. */
export function requireOne(request: FastifyRequest, ...permissions: readonly string[]): void {
  if (!permissions.some((permission) => can(request.actor, permission))) throw new Problem(actionRefusals.forbidden);
}
