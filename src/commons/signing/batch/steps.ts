import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { SigningDeps } from '../deps.ts';
import { dataOf } from '../prepare.ts';
import { refusals } from '../problems.ts';
import { holderOn } from '../rules/holder.ts';
import { lockDocument } from '../store/documents.ts';
import { numberOf, takeNumber, voidNumber } from '../store/numbers.ts';
import { holders, positions, seatsOf, signatoryOf, within, type Position } from '../store/officials.ts';
import type { SigningTables } from '../tables.ts';

/** Documents one prompt may sign. */
const mostPerBatch = 50;

const received = z.object({ kind: z.string(), sha256: z.string(), size: z.number(), type: z.string(), name: z.string() });
const instant = z.custom<Temporal.Instant>((value) => value instanceof Temporal.Instant);

/** The writes of a batch, each one transaction of the official who signs. Between them lie the typesetter and the signing service. */
export function batchSteps(deps: SigningDeps) {
  const tables = (work: Work) => work.tables<SigningTables>();
  const today = (work: Work) => civilDate(work.now, deps.regency.zone);

  /** One prompt: which documents, each opened or accepted unread. */
  const start = action({
    name: 'signing/start-batch', allow: 'signing/sign', input: z.object({ documents: z.array(z.uuid()).min(1, refusals.nothingChosen.detail).max(mostPerBatch, refusals.tooMany.detail), acceptUnread: z.boolean() }),
    async run(work, { documents, acceptUnread }) {
      const wanted = [...new Set(documents)];
      const opened = new Set((await tables(work).selectFrom('signing.opening').select('document').where('account', '=', work.actor.id).where('document', 'in', wanted).execute()).map((row) => row.document));
      const unread = wanted.filter((id) => !opened.has(id));
      if (unread.length > 0 && !acceptUnread) throw new Problem(refusals.notOpened, { fields: { acceptUnread: refusals.notOpened.detail }, facts: { unread: unread.length } });
      const id = work.newId();
      await tables(work).insertInto('signing.batch').values({ id, account: work.actor.id, started_at: work.now.toString(), beat_at: work.now.toString() }).execute();
      for (const [turn, document] of wanted.entries()) {
        const row = await lockDocument(work, document);
        await seatFor(work, row);
        await deps.classOf(row.class).maySign?.(work, row.subject);
        await tables(work).insertInto('signing.batch_item').values({ batch: id, document, turn }).execute();
        if (unread.includes(document)) await tables(work).insertInto('signing.opening').values({ document, account: work.actor.id, how: 'unread', at: work.now.toString() }).onConflict((conflict) => conflict.doNothing()).execute();
      }
      work.note({ subject: id, documents: wanted.length, unread: unread.length });
      return id;
    },
  });

  /** Gives the number and fixes who signs and when. A document that was returned today to the same official keeps its bytes. */
  const begin = action({
    name: 'signing/begin', allow: 'signing/sign', input: z.object({ batch: z.uuid(), document: z.uuid() }),
    async run(work, { batch, document }) {
      const row = await lockDocument(work, document);
      if (row.state !== 'waiting') throw new Problem(refusals.notWaiting);
      const { holder, own, position } = await seatFor(work, row);
      const date = today(work);
      const kind = deps.classOf(row.class);
      const before = await numberOf(work, row.id);
      if (before && before.year !== date.year) await voidNumber(work, row.id, 'Tahun berganti sebelum ditandatangani.');
      const kept = before?.year === date.year ? before.number : undefined;
      const number = kept ?? (await takeNumber(work, deps.regency, { series: kind.series ?? kind.id, date, document: row.id, agency: row.agency, format: kind.numberFormat }));
      const reuse = kept !== undefined && row.unsigned_file !== null && row.holder === holder.id && row.issued_at !== null && civilDate(row.issued_at, deps.regency.zone).equals(date);
      const issuedAt = reuse && row.issued_at ? row.issued_at : work.now;
      await tables(work).updateTable('signing.document').set({ state: 'signing', holder: holder.id, issued_at: issuedAt.toString(), returned_because: null }).where('id', '=', row.id).execute();
      await beat(work, batch);
      work.note({ subject: row.id, number });
      return {
        id: row.id, class: row.class, number, date, at: issuedAt, agency: row.agency, code: row.code, holder: holder.id, data: dataOf(deps, row),
        unsigned: reuse ? row.unsigned_file : null, signatory: signatoryOf(holder, own, position),
      };
    },
  });

  /** Remembers which bytes are about to be sent, before they are. */
  const ask = action({
    name: 'signing/ask', allow: 'signing/sign', input: z.object({ batch: z.uuid(), document: z.uuid(), sha256: z.string(), rendered: z.object({ file: received, templateVersion: z.number(), templateHash: z.string() }).optional() }),
    async run(work, { batch, document, sha256, rendered }) {
      const row = await lockDocument(work, document);
      if (row.state !== 'signing' || row.holder === null) throw new Problem(refusals.notWaiting);
      if (rendered) {
        if (row.unsigned_file) await deps.files.remove(work, row.unsigned_file, 'Disusun ulang sebelum ditandatangani.');
        const file = await deps.files.keep(work, rendered.file, { subject: row.id });
        await tables(work).updateTable('signing.document').set({ unsigned_file: file, unsigned_sha256: sha256, template_version: rendered.templateVersion, template_hash: rendered.templateHash }).where('id', '=', row.id).execute();
      }
      const id = work.newId();
      await tables(work).insertInto('signing.request').values({ id, document, batch, holder: row.holder, unsigned_sha256: sha256, asked_at: work.now.toString() }).execute();
      await beat(work, batch);
      work.note({ subject: document, unsigned: sha256 });
      return id;
    },
  });

  /** Accepts a signature that passed every check; a second answer for the same document is put aside. */
  const finish = action({
    name: 'signing/finish', allow: 'signing/sign', input: z.object({ batch: z.uuid(), document: z.uuid(), request: z.uuid(), file: received, sha256: z.string(), signedAt: instant, serial: z.string() }),
    async run(work, input): Promise<'signed' | 'discarded' | 'official-changed'> {
      const row = await lockDocument(work, input.document);
      const request = await tables(work).selectFrom('signing.request').selectAll().where('id', '=', input.request).executeTakeFirstOrThrow();
      const term = await tables(work).selectFrom('signing.holder').select('ended_at').where('id', '=', request.holder).executeTakeFirstOrThrow();
      const current = row.state === 'signing' && row.unsigned_sha256 === request.unsigned_sha256 && row.holder === request.holder;
      const inOffice = term.ended_at === null || Temporal.Instant.compare(input.signedAt, term.ended_at) < 0;
      const outcome = !current ? 'discarded' : inOffice ? 'signed' : 'official-changed';
      await settleRequest(work, input.request, outcome);
      if (outcome === 'discarded') return outcome;
      if (outcome === 'official-changed') { await giveBack(work, input, outcome); return outcome; }
      const file = await deps.files.keep(work, input.file, { subject: row.id });
      if (row.unsigned_file) await deps.files.remove(work, row.unsigned_file, 'Sudah ditandatangani; isinya ada di awal berkas bertanda tangan.');
      await tables(work).updateTable('signing.document').set({ state: 'signed', signed_file: file, signed_sha256: input.sha256, signed_at: input.signedAt.toString(), signer_serial: input.serial, unsigned_file: null, returned_because: null }).where('id', '=', row.id).execute();
      await settleItem(work, input, 'signed', null);
      const waited = row.prepared_at.until(work.now).total('minutes');
      work.emit({ type: 'signing/signed', version: 1, subject: row.id, data: { class: row.class, service: row.service, about: row.subject, minutes: Math.round(waited) } });
      const number = await numberOf(work, row.id);
      await deps.classOf(row.class).signed?.(work, { id: row.id, subject: row.subject, number: number?.number ?? '', code: row.code, sha256: input.sha256, issuedAt: row.issued_at ?? work.now, position: row.position });
      work.note({ subject: row.id, sha256: input.sha256 });
      return outcome;
    },
  });

  /** Puts a document back into the basket with a reason; its number, once given, stays its own. */
  const giveBackAction = action({
    name: 'signing/give-back', allow: 'signing/sign', input: z.object({ batch: z.uuid(), document: z.uuid(), request: z.uuid().optional(), reason: z.string() }),
    async run(work, input) {
      if (input.request) await settleRequest(work, input.request, input.reason);
      await giveBack(work, input, input.reason);
    },
  });

  const end = action({
    name: 'signing/end-batch', allow: 'signing/sign', input: z.object({ batch: z.uuid() }),
    async run(work, { batch }) {
      await tables(work).updateTable('signing.batch').set({ finished_at: work.now.toString() }).where('id', '=', batch).execute();
      work.note({ subject: batch });
    },
  });

  /** The actor's seat for a document: their own position, or one that let it wait too long. Throws `signing/not-yours`. */
  async function seatFor(work: Work, row: { position: string; state: string; prepared_at: Temporal.Instant }) {
    if (row.state !== 'waiting' && row.state !== 'signing') throw new Problem(refusals.notWaiting);
    const date = today(work);
    const seats = await seatsOf(deps, work.actor.id, date, work);
    const all = await positions(deps, work);
    const position = all.find((one) => one.id === row.position) as Position;
    const tooLong = position.substituteAfterHours !== null && Temporal.Instant.compare(row.prepared_at.add({ hours: position.substituteAfterHours }), work.now) <= 0;
    const own = seats.own.find((one) => one.id === row.position) ?? (tooLong ? seats.own.find((one) => one.id === position.substitute) : undefined);
    const holder = own && holderOn(await holders(within(work), [own.id]), date);
    if (!own || !holder) throw new Problem(refusals.notYours);
    return { own, holder, position };
  }

  async function giveBack(work: Work, { batch, document }: { batch: string; document: string }, reason: string): Promise<void> {
    const row = await lockDocument(work, document);
    if (row.state === 'signing') {
      await tables(work).updateTable('signing.document').set({ state: 'waiting', returned_because: reason }).where('id', '=', document).execute();
      work.emit({ type: 'signing/returned', version: 1, subject: document, data: { class: row.class, service: row.service, about: row.subject, reason } });
    } else if (row.state === 'waiting') await tables(work).updateTable('signing.document').set({ returned_because: reason }).where('id', '=', document).execute();
    await settleItem(work, { batch, document }, 'returned', reason);
    work.note({ subject: document, reason });
  }

  async function settleItem(work: Work, { batch, document }: { batch: string; document: string }, outcome: 'signed' | 'returned', reason: string | null): Promise<void> {
    await tables(work).updateTable('signing.batch_item').set({ outcome, reason, at: work.now.toString() }).where('batch', '=', batch).where('document', '=', document).execute();
  }

  async function settleRequest(work: Work, request: string, outcome: string): Promise<void> {
    await tables(work).updateTable('signing.request').set({ answered_at: work.now.toString(), outcome }).where('id', '=', request).execute();
  }

  async function beat(work: Work, batch: string): Promise<void> {
    await tables(work).updateTable('signing.batch').set({ beat_at: work.now.toString() }).where('id', '=', batch).execute();
  }

  return { start, begin, ask, finish, giveBack: giveBackAction, end };
}
