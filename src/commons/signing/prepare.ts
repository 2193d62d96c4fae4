import { can } from '#kernel/actor';
import { crockfordCode } from '#kernel/ids';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { wholeRegency } from '#commons/access';
import type { SigningDeps } from './deps.ts';
import { refusals } from './problems.ts';
import { initialsOf } from './rules/standing.ts';
import { lockDocument } from './store/documents.ts';
import { headOf } from './store/officials.ts';
import { voidNumber } from './store/numbers.ts';
import type { SigningTables } from './tables.ts';

export interface NewDocument {
  readonly class: string;
  /** Id of the service's own thing. */
  readonly subject: string;
  /** Whose letterhead; also whose head signs unless `position` says another. */
  readonly agency: string;
  readonly position?: string | undefined;
  /** Data of the template, personal or not; stored sealed. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Whom it is about; only initials are kept and shown. */
  readonly holderName: string;
  /** ISO date after which it no longer holds; nothing: it holds until ended. */
  readonly expiresOn?: string | undefined;
}

/** Letters of the public code: 60 bits nobody can guess. */
const codeLength = 12;

/** Puts a document into the basket of a position, in the transaction of the caller. It has no number yet: numbers are given when it is signed. */
export async function prepare(deps: SigningDeps, work: Work, given: NewDocument): Promise<string> {
  const kind = deps.classOf(given.class);
  const position = given.position ?? headOf(given.agency);
  const known = (await deps.positions.list(work)).some((one) => one.id === position);
  if (!known) throw new Problem(refusals.unknownPosition);
  const id = work.newId();
  const initials = initialsOf(given.holderName);
  await work.tables<SigningTables>().insertInto('signing.document').values({
    id, class: kind.id, service: kind.service, subject: given.subject, agency: given.agency, position, label: `${kind.name.id}${initials ? ` · ${initials}` : ''}`, initials,
    sealed_data: deps.vault.seal(JSON.stringify(given.data), sealedFor(id)), state: 'waiting', code: crockfordCode(codeLength, deps.random), expires_on: given.expiresOn ?? null,
    prepared_at: work.now.toString(), prepared_by: work.actor.id,
  }).execute();
  work.emit({ type: 'signing/prepared', version: 1, subject: id, data: { class: kind.id, service: kind.service, about: given.subject } });
  work.note({ document: id });
  return id;
}

/** The data a document was prepared with. */
export function dataOf(deps: Pick<SigningDeps, 'vault'>, row: { id: string; sealed_data: string }): Readonly<Record<string, unknown>> {
  return JSON.parse(deps.vault.open(row.sealed_data, sealedFor(row.id))) as Record<string, unknown>;
}

/** Takes a document out of the basket before it is signed. A number it already had is void and stays in the book. */
export async function withdraw(work: Work, { document, reason }: { document: string; reason: string }): Promise<void> {
  const row = await lockDocument(work, document);
  if (row.state !== 'waiting') throw new Problem(refusals.notWaiting);
  const number = await voidNumber(work, row.id, reason);
  await work.tables<SigningTables>().updateTable('signing.document').set({ state: number === undefined ? 'withdrawn' : 'void', ended_because: reason }).where('id', '=', row.id).execute();
  work.emit({ type: number === undefined ? 'signing/withdrawn' : 'signing/voided', version: 1, subject: row.id, data: { class: row.class, service: row.service, about: row.subject } });
  work.note({ document: row.id, reason, ...(number === undefined ? {} : { number }) });
}

/** Documents of the actor's own agency, unless they look after the whole regency. */
export function withinReach(work: Work, agency: string): void {
  if (work.actor.agency !== agency && work.actor.agency !== wholeRegency && !can(work.actor, '*')) throw new Problem(refusals.otherAgency);
}

function sealedFor(id: string): string {
  return `signing/data/${id}`;
}
