import type { Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { wholeRegency } from '#commons/access';
import { composePage } from './compose.ts';
import type { SigningDeps } from './deps.ts';
import { dataOf } from './prepare.ts';
import { refusals } from './problems.ts';
import { holderOn } from './rules/holder.ts';
import { documentBy, waitingFor, type DocumentFacts } from './store/documents.ts';
import { holders, positions, seatsOf, signatoryOf, type Position, type StoredHolder } from './store/officials.ts';
import type { SigningTables } from './tables.ts';

export interface BasketRow extends DocumentFacts { readonly opened: boolean }
export interface BatchView { readonly id: string; readonly finished: boolean; readonly items: readonly { readonly document: string; readonly label: string; readonly number: string | undefined; readonly outcome: 'signed' | 'returned' | undefined; readonly reason: string | undefined }[] }
export interface NumberRow { readonly number: string; readonly at: Temporal.Instant; readonly voidBecause: string | undefined; readonly document: DocumentFacts }
export interface PositionView extends Position { readonly today: StoredHolder | undefined; readonly terms: readonly StoredHolder[] }

/** What the pages of signing show. */
export function signingReads(deps: SigningDeps) {
  const tables = () => deps.database.read<SigningTables>();
  const today = () => civilDate(deps.database.clock.now(), deps.regency.zone);
  const seats = (actor: Actor) => seatsOf(deps, actor.id, today());

  async function basket(actor: Actor): Promise<BasketRow[]> {
    const { own, standsInFor } = await seats(actor);
    const late = standsInFor.map((one) => ({ id: one.id, before: deps.database.clock.now().subtract({ hours: one.substituteAfterHours ?? 0 }) }));
    const rows = await waitingFor(tables(), own.map((one) => one.id), late, today());
    const opened = rows.length === 0 ? [] : await tables().selectFrom('signing.opening').select('document').where('account', '=', actor.id).where('document', 'in', rows.map((row) => row.id)).execute();
    const seen = new Set(opened.map((row) => row.document));
    return rows.map((row) => ({ ...row, opened: seen.has(row.id) }));
  }

  return {
    seats, basket,

    /** A document that waits for this official. Throws `signing/unknown` and `signing/not-yours`. */
    async waiting(actor: Actor, id: string): Promise<BasketRow> {
      const found = (await basket(actor)).find((row) => row.id === id);
      if (found) return found;
      throw new Problem((await documentBy(tables(), { id }, today())) ? refusals.notYours : refusals.unknown);
    },

    /** The page as it would be signed today, marked as a draft. */
    async draft(actor: Actor, id: string) {
      const row = await tables().selectFrom('signing.document').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      const all = await positions(deps);
      const { own } = await seats(actor);
      const position = all.find((one) => one.id === row.position);
      const seat = own.find((one) => one.id === row.position) ?? own.find((one) => one.id === position?.substitute);
      const holder = seat && holderOn(await holders(tables(), [seat.id]), today());
      if (!position || !seat || !holder) throw new Problem(refusals.notYours);
      return composePage(deps, { class: row.class, agency: row.agency, code: row.code, data: dataOf(deps, row), at: deps.database.clock.now(), date: today(), signatory: signatoryOf(holder, seat, position), number: undefined });
    },

    /** How a batch goes; nothing when somebody else started it. */
    async batch(actor: Actor, id: string): Promise<BatchView | undefined> {
      const batch = await tables().selectFrom('signing.batch').selectAll().where('id', '=', id).where('account', '=', actor.id).executeTakeFirst();
      if (!batch) return undefined;
      const items = await tables().selectFrom('signing.batch_item as item').innerJoin('signing.document as document', 'document.id', 'item.document')
        .leftJoin('signing.number as number', (join) => join.onRef('number.document', '=', 'item.document').on('number.void_at', 'is', null))
        .select(['item.document', 'document.label', 'number.number', 'item.outcome', 'item.reason']).where('item.batch', '=', id).orderBy('item.turn').execute();
      return { id, finished: batch.finished_at !== null, items: items.map((item) => ({ document: item.document, label: item.label, number: item.number ?? undefined, outcome: item.outcome ?? undefined, reason: item.reason ?? undefined })) };
    },

    /** Numbers given to documents of the actor's agency (of all, for the whole regency), newest first. */
    async book(actor: Actor, limit = 200): Promise<NumberRow[]> {
      const rows = await tables().selectFrom('signing.number as number').innerJoin('signing.document as document', 'document.id', 'number.document')
        .select(['number.number', 'number.given_at', 'number.void_because', 'document.id']).$if(actor.agency !== wholeRegency, (query) => query.where('document.agency', '=', actor.agency ?? ''))
        .orderBy('number.given_at', 'desc').orderBy('number.seq', 'desc').limit(limit).execute();
      const facts = await Promise.all(rows.map((row) => documentBy(tables(), { id: row.id }, today())));
      return rows.flatMap((row, at) => { const document = facts[at]; return document ? [{ number: row.number, at: row.given_at, voidBecause: row.void_because ?? undefined, document }] : []; });
    },

    /** Positions the actor may record terms of, with who holds them today. */
    async officials(actor: Actor): Promise<PositionView[]> {
      const terms = Map.groupBy(await holders(tables()), (one) => one.position);
      return (await positions(deps)).filter((one) => actor.agency === wholeRegency || one.agency === actor.agency).map((one) => ({ ...one, today: holderOn(terms.get(one.id) ?? [], today()), terms: terms.get(one.id) ?? [] }));
    },
  };
}
