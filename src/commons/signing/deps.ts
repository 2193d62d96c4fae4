import type { Logger } from 'pino';
import type { Words } from '#kernel/manifest';
import type { RandomBytes } from '#kernel/ids';
import type { Perform } from '#platform/action';
import type { Database, Work } from '#platform/database';
import type { Documents } from '#platform/documents';
import type { Files } from '#platform/files';
import type { Regency } from '#platform/regency';
import type { Vault } from '#platform/vault';
import type { Cases } from '#commons/cases';
import type { Signer } from './signers/signer.ts';

/** What stands under the text once somebody signs: known only then. */
export interface IssueFacts {
  readonly number: string;
  readonly date: Temporal.PlainDate;
  readonly verifyUrl: string;
  readonly signatory: { readonly mode: 'electronic'; readonly position: string; readonly name: string; readonly rank?: string; readonly nip?: string; readonly onBehalf?: string };
}

/** A document at the moment its signature is accepted, for the service it belongs to. */
export interface SignedDocument {
  readonly id: string;
  readonly subject: string;
  readonly number: string;
  /** Code of the public verification page. */
  readonly code: string;
  readonly sha256: string;
  readonly issuedAt: Temporal.Instant;
  readonly position: string;
}

/** A class of documents a service issues. */
export interface DocumentClass {
  /** `saji/practice-permit`: also the series of its numbers unless `series` says another. */
  readonly id: string;
  /** Service id; downloads of its documents are recorded under it. */
  readonly service: string;
  /** What the public page calls it. */
  readonly name: Words;
  /** Id of a registered template. */
  readonly template: string;
  readonly series?: string;
  /** Permission that may download signed documents of this class. */
  readonly permission: string;
  /** Template data from what was prepared and what signing adds; default: the prepared data with `signatory`, as the standard letter wants it. */
  /** How its numbers look, where the service keeps that as data of its own; otherwise the regency's `numbering.json` says. */
  readonly numberFormat?: string;
  /** The service's own objection to this signer: somebody who verified does not sign. Throws a Problem; the document goes back to the basket with its words. */
  readonly maySign?: (work: Work, subject: string) => Promise<void>;
  /** What the service does in the transaction that accepts the signature. */
  readonly signed?: (work: Work, document: SignedDocument) => Promise<void>;
  readonly compose?: (data: Readonly<Record<string, unknown>>, issue: IssueFacts) => unknown;
}

/** What the parts of signing stand on. */
export interface SigningDeps {
  readonly database: Database;
  readonly documents: Documents;
  readonly files: Files;
  readonly vault: Vault;
  readonly perform: Perform;
  readonly regency: Regency;
  readonly random: RandomBytes;
  readonly log: Logger;
  /** The one list of positions. */
  readonly positions: Pick<Cases['positions'], 'list' | 'lock' | 'name' | 'succeed' | 'vacate'>;
  /** Nothing: no service is connected and baskets only fill. */
  readonly signer: Signer | undefined;
  /** Address residents see, without a slash at the end; in QR codes. */
  readonly origin: string;
  readonly demo: boolean;
  readonly classOf: (id: string) => DocumentClass;
}
