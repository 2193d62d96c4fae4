import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { action } from '#platform/action';
import type { SigningDeps } from './deps.ts';
import { revoke } from './life.ts';
import { withdraw, withinReach } from './prepare.ts';
import { refusals } from './problems.ts';
import { overlap } from './rules/holder.ts';
import { lockDocument } from './store/documents.ts';
import { holders, seatsOf, storeTerm, within } from './store/officials.ts';
import type { SigningTables } from './tables.ts';

const reason = z.string().trim().min(5, 'Tulis alasannya, paling sedikit lima huruf.').max(500);
const date = z.iso.date('Isi tanggal yang ada.');
const optional = (inner: z.ZodType<string>) => z.preprocess((value) => (value === '' ? undefined : value), inner.optional());

/** What people do with officials and documents; signing itself is `batch/`. */
export function signingActions(deps: SigningDeps) {
  return {
    /** Records who holds a position from when, with the decree that says so. */
    recordTerm: action({
      name: 'signing/record-term', allow: 'signing/record-officials',
      input: z.object({
        position: z.string().min(1, 'Pilih jabatan.'), kind: z.enum(['definitive', 'plh', 'plt']), account: z.uuid('Pilih akun pejabat.'), name: z.string().trim().min(2, 'Tulis nama lengkap dengan gelar.').max(120),
        rank: optional(z.string().trim().max(80)), nip: optional(z.string().regex(/^\d{18}$/, 'NIP 18 angka.')), nik: optional(z.string().regex(/^\d{16}$/, 'NIK 16 angka.')),
        decree: z.string().trim().min(3, 'Tulis nomor keputusan atau surat perintahnya.').max(120), validFrom: date, validTo: optional(date),
      }).refine((term) => term.kind === 'definitive' || term.validTo !== undefined, { path: ['validTo'], message: 'Plh. dan Plt. perlu tanggal akhir.' })
        .refine((term) => term.validTo === undefined || term.validFrom <= term.validTo, { path: ['validTo'], message: 'Tanggal akhir tidak boleh sebelum tanggal mulai.' }),
      async run(work, term) {
        const position = await deps.positions.lock(work, term.position);
        if (!position) throw new Problem(refusals.unknownPosition);
        withinReach(work, position.agency);
        const others = (await holders(within(work), [position.id])).filter((one) => one.kind === 'definitive');
        if (term.kind === 'definitive' && others.some((one) => overlap(one, { validFrom: term.validFrom, validTo: term.validTo ?? null }))) throw new Problem(refusals.termsOverlap);
        const id = await storeTerm(work, deps, term);
        work.emit({ type: 'signing/term-recorded', version: 1, subject: position.id, data: { kind: term.kind, from: term.validFrom } });
        work.note({ subject: id, position: position.id, kind: term.kind, decree: term.decree });
        return id;
      },
    }),

    /** Ends a term at once; documents wait for whoever holds the position next. */
    endTerm: action({
      name: 'signing/end-term', allow: 'signing/record-officials', input: z.object({ term: z.uuid(), reason }),
      async run(work, input) {
        const row = await work.tables<SigningTables>().selectFrom('signing.holder').select(['position', 'account', 'kind']).where('id', '=', input.term).where('ended_at', 'is', null).executeTakeFirst();
        const position = row && (await deps.positions.lock(work, row.position));
        if (!position) throw new Problem(refusals.unknownTerm);
        withinReach(work, position.agency);
        await work.tables<SigningTables>().updateTable('signing.holder').set({ ended_at: work.now.toString() }).where('id', '=', input.term).execute();
        if (row) await deps.positions.vacate(work, { position: row.position, account: row.account, capacity: row.kind, from: civilDate(work.now, deps.regency.zone) });
        work.note({ subject: input.term, position: position.id, reason: input.reason });
      },
    }),

    /** Names who may sign on behalf (a.n.) when a position lets documents wait too long. */
    setSubstitute: action({
      name: 'signing/set-substitute', allow: 'signing/record-officials', input: z.object({ position: z.string(), substitute: z.string(), hours: z.coerce.number().int().min(1).max(720) }),
      async run(work, input) {
        const position = await deps.positions.lock(work, input.position);
        const substitute = await deps.positions.lock(work, input.substitute);
        if (!position || !substitute || position.id === substitute.id) throw new Problem(refusals.unknownPosition);
        withinReach(work, position.agency);
        await work.tables<SigningTables>().insertInto('signing.substitute').values({ position: position.id, substitute: substitute.id, after_hours: input.hours }).onConflict((conflict) => conflict.column('position').doUpdateSet({ substitute: substitute.id, after_hours: input.hours })).execute();
        work.note({ subject: position.id, substitute: substitute.id, hours: input.hours });
      },
    }),

    /** Adds a position below or beside the heads (secretary, division head). */
    addPosition: action({
      name: 'signing/add-position', allow: 'signing/record-officials', input: z.object({ agency: z.string(), id: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'Huruf kecil, angka, dan tanda hubung.'), title: z.string().trim().min(3).max(160) }),
      async run(work, input) {
        withinReach(work, input.agency);
        const id = `${input.agency}/${input.id}`;
        await deps.positions.name(work, { id, agency: input.agency, name: { id: input.title } });
        work.note({ subject: id });
        return id;
      },
    }),

    /** Remembers that the official looked at a document before signing. */
    open: action({
      name: 'signing/open', allow: 'signing/sign', input: z.object({ document: z.uuid() }),
      async run(work, { document }) {
        const row = await lockDocument(work, document);
        await requireSeat(deps, work, row.position);
        await work.tables<SigningTables>().insertInto('signing.opening').values({ document, account: work.actor.id, how: 'opened', at: work.now.toString() }).onConflict((conflict) => conflict.doNothing()).execute();
        work.note({ subject: document });
      },
    }),

    /** The official sends a document back unsigned: the service hears `signing/withdrawn` and mends it. */
    sendBack: action({
      name: 'signing/send-back', allow: 'signing/sign', input: z.object({ document: z.uuid(), reason }),
      async run(work, input) {
        await requireSeat(deps, work, (await lockDocument(work, input.document)).position);
        await withdraw(work, input);
      },
    }),

    revoke: action({
      name: 'signing/revoke', allow: 'signing/end-documents', input: z.object({ document: z.uuid(), reason }),
      async run(work, input) {
        withinReach(work, (await lockDocument(work, input.document)).agency);
        await revoke(work, input);
      },
    }),

    /** Voids a document that has its number but was not signed; the number stays in the book. */
    void: action({
      name: 'signing/void', allow: 'signing/end-documents', input: z.object({ document: z.uuid(), reason }),
      async run(work, input) {
        withinReach(work, (await lockDocument(work, input.document)).agency);
        await withdraw(work, input);
      },
    }),
  };
}

async function requireSeat(deps: SigningDeps, work: Parameters<typeof withdraw>[0], position: string): Promise<void> {
  const seats = await seatsOf(deps, work.actor.id, civilDate(work.now, deps.regency.zone), work);
  if (![...seats.own, ...seats.standsInFor].some((one) => one.id === position)) throw new Problem(refusals.notYours);
}
