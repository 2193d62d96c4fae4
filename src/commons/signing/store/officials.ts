import type { ReadonlyKysely } from 'kysely/readonly';
import type { Work } from '#platform/database';
import type { Regency } from '#platform/regency';
import type { Vault } from '#platform/vault';
import { actingWord, holderOn, positionTitle, type Holder } from '../rules/holder.ts';
import type { SigningDeps } from '../deps.ts';
import type { HolderKind, SigningTables } from '../tables.ts';

export interface StoredHolder extends Holder { readonly sealedNik: string | null; readonly decree: string }
export interface Position { readonly id: string; readonly agency: string; readonly title: string; readonly substitute: string | null; readonly substituteAfterHours: number | null }

type Reader = ReadonlyKysely<SigningTables>;

/** The reading side of a write, seen as a reader. */
export function within(work: Work): Reader {
  return work.tables<SigningTables>() as unknown as Reader;
}

/** Makes the head of every agency a position of the one list; names follow the regency's data. What signing kept for itself before is carried over once. */
export async function storeHeads(work: Work, regency: Regency, list: SigningDeps['positions']): Promise<void> {
  for (const former of await work.tables<SigningTables>().deleteFrom('signing.former_position').returningAll().execute()) await list.name(work, { id: former.id, agency: former.agency, name: { id: former.title } });
  for (const agency of regency.agencies) await list.name(work, { id: headOf(agency.id), agency: agency.id, name: { id: positionTitle(agency.head, agency.name) } });
}

/** The position of an agency's head. */
export function headOf(agency: string): string {
  return `${agency}/head`;
}

/** Every position with whoever may stand in for it. */
export async function positions(deps: Pick<SigningDeps, 'database' | 'positions'>, work?: Work): Promise<Position[]> {
  const [list, substitutes] = [await deps.positions.list(work), await readerOf(deps, work).selectFrom('signing.substitute').selectAll().execute()];
  return list.map((one) => { const stands = substitutes.find((row) => row.position === one.id); return { id: one.id, agency: one.agency, title: one.name.id, substitute: stands?.substitute ?? null, substituteAfterHours: stands?.after_hours ?? null }; });
}

function readerOf({ database }: Pick<SigningDeps, 'database'>, work?: Work): Reader {
  return work ? within(work) : database.read<SigningTables>();
}

/** Terms that have not been ended, of the given positions or of all. */
export async function holders(reader: Reader, of?: readonly string[]): Promise<StoredHolder[]> {
  if (of?.length === 0) return [];
  const rows = await reader.selectFrom('signing.holder').selectAll().where('ended_at', 'is', null).$if(of !== undefined, (query) => query.where('position', 'in', of ?? [])).orderBy('valid_from').orderBy('id').execute();
  return rows.map(read);
}

export async function holderById(reader: Reader, id: string): Promise<StoredHolder | undefined> {
  const row = await reader.selectFrom('signing.holder').selectAll().where('id', '=', id).executeTakeFirst();
  return row && read(row);
}

/** Positions whose documents this account may sign on a date: its own, and those that named one of its own as substitute. */
export async function seatsOf(deps: Pick<SigningDeps, 'database' | 'positions'>, account: string, date: Temporal.PlainDate, work?: Work): Promise<{ own: Position[]; standsInFor: Position[] }> {
  const reader = readerOf(deps, work);
  const terms = await reader.selectFrom('signing.holder').select('position').where('account', '=', account).where('ended_at', 'is', null).execute();
  const candidates = [...new Set(terms.map((term) => term.position))];
  const all = await positions(deps, work);
  const perPosition = Map.groupBy(await holders(reader, candidates), (one) => one.position);
  const own = all.filter((position) => holderOn(perPosition.get(position.id) ?? [], date)?.account === account);
  return { own, standsInFor: all.filter((position) => own.some((one) => one.id === position.substitute)) };
}

export interface NewTerm {
  readonly position: string;
  readonly kind: HolderKind;
  readonly account: string;
  readonly name: string;
  readonly rank?: string | undefined;
  readonly nip?: string | undefined;
  readonly nik?: string | undefined;
  readonly decree: string;
  /** ISO dates. */
  readonly validFrom: string;
  readonly validTo?: string | undefined;
}

/** Stores a term of office and seats its holder on the one list, so that tasks follow the signature. Does not ask who may: the action above, demonstrations and tests call it. */
export async function storeTerm(work: Work, { vault, positions: list }: Pick<SigningDeps, 'vault' | 'positions'>, term: NewTerm): Promise<string> {
  const id = work.newId();
  await work.tables<SigningTables>().insertInto('signing.holder').values({
    id, position: term.position, kind: term.kind, account: term.account, name: term.name, rank: term.rank ?? null, nip: term.nip ?? null, sealed_nik: term.nik === undefined ? null : vault.seal(term.nik, sealedFor(id)),
    decree: term.decree, valid_from: term.validFrom, valid_to: term.validTo ?? null, recorded_at: work.now.toString(), recorded_by: work.actor.id,
  }).execute();
  await list.succeed(work, { position: term.position, account: term.account, capacity: term.kind, decree: term.decree, from: Temporal.PlainDate.from(term.validFrom), to: term.validTo === undefined ? undefined : Temporal.PlainDate.from(term.validTo) });
  return id;
}

/** The NIK of a holder, for the certificate authority only. */
export function nikOf(vault: Vault, holder: StoredHolder): string | undefined {
  return holder.sealedNik === null ? undefined : vault.open(holder.sealedNik, sealedFor(holder.id));
}

/** How a holder stands under a document of `position`: acting, or on behalf of a position that let it wait. */
export function signatoryOf(holder: StoredHolder, own: Position, position: Position) {
  const acting = actingWord(holder.kind);
  const onBehalf = own.id === position.id ? acting : `a.n. ${position.title},${acting ? ` ${acting}` : ''}`;
  return { mode: 'electronic' as const, position: own.title, name: holder.name, ...(holder.rank ? { rank: holder.rank } : {}), ...(holder.nip ? { nip: holder.nip } : {}), ...(onBehalf ? { onBehalf } : {}) };
}

function sealedFor(holder: string): string {
  return `signing/nik/${holder}`;
}

function read(row: { id: string; position: string; kind: HolderKind; account: string; name: string; rank: string | null; nip: string | null; sealed_nik: string | null; decree: string; valid_from: string; valid_to: string | null; ended_at: unknown }): StoredHolder {
  return {
    id: row.id, position: row.position, kind: row.kind, account: row.account, name: row.name, rank: row.rank, nip: row.nip, sealedNik: row.sealed_nik, decree: row.decree,
    validFrom: row.valid_from, validTo: row.valid_to, ended: row.ended_at !== null,
  };
}
