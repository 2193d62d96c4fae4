import type { Rendered } from '#platform/documents';
import type { IssueFacts, SigningDeps } from './deps.ts';

export interface ToCompose {
  readonly class: string;
  readonly agency: string;
  readonly code: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: Temporal.Instant;
  readonly date: Temporal.PlainDate;
  readonly signatory: IssueFacts['signatory'];
  /** Nothing: a draft, marked as one and without a code to scan. */
  readonly number: string | undefined;
}

/** Sets the page of a document: the prepared data, who signs, and what only signing knows. */
export function composePage(deps: SigningDeps, given: ToCompose): Promise<Rendered> {
  const kind = deps.classOf(given.class);
  const verifyUrl = `${deps.origin}/verifikasi/${given.code}`;
  const draft = given.number === undefined;
  const facts: IssueFacts = { number: given.number ?? '…', date: given.date, verifyUrl, signatory: given.signatory };
  const data = kind.compose ? kind.compose(given.data, facts) : { ...given.data, signatory: given.signatory };
  const agency = deps.regency.agencies.some((one) => one.id === given.agency) ? given.agency : undefined;
  return deps.documents.renderById(kind.template, data, { at: given.at, agency, number: facts.number, ...(draft ? { mark: 'RANCANGAN' } : { verify: verifyUrl }) });
}
