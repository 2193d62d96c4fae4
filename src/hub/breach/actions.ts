import { z } from 'zod';
import { Problem, problems } from '#kernel/problem';
import { action } from '#platform/action';
import type { Vault } from '#platform/vault';
import { noticeHours } from './rules.ts';
import { breachAbout, type BreachTables } from './store.ts';

export const refusals = problems('breach', {
  unknown: { status: 404, title: 'Catatan ini tidak ada', detail: 'Muat ulang daftar.' },
  toldAlready: { status: 409, title: 'Pemberitahuan ini sudah dicatat terkirim', detail: 'Muat ulang daftar untuk melihat waktunya.' },
  inFuture: { status: 422, title: 'Waktu diketahui ada di masa depan', detail: 'Tulis kapan Anda mengetahuinya.', field: 'knownAt' },
});

const said = (what: string) => z.string().trim().min(10, `Tulis ${what}, sekurangnya sepuluh huruf.`).max(2000);

/** What the data protection officer does when personal data leaked, or to practise for it. */
export function breachActions({ vault }: { vault: Vault }) {
  return {
    /** Starts the 72 hours and drafts both notices; they are set as letters from these words whenever they are opened. */
    open: action({
      name: 'hub/note-breach', allow: 'hub/data-requests',
      input: z.strictObject({
        kind: z.enum(['drill', 'breach'], { error: 'Pilih: latihan atau kejadian sungguhan.' }), knownAt: z.string().transform((text, context) => { try { return Temporal.Instant.from(text); } catch { context.addIssue({ code: 'custom', message: 'Isi tanggal dan jam diketahui.' }); return z.NEVER; } }),
        affected: z.coerce.number('Tulis banyaknya orang.').int().min(0).max(10_000_000), data: said('data apa yang terungkap'), happened: said('kapan terungkap'), how: said('bagaimana terungkap'), handling: said('apa yang sudah dan akan dilakukan'), contact: said('siapa yang dapat dihubungi warga'),
      }),
      async run(work, { kind, knownAt, affected, ...facts }): Promise<string> {
        if (Temporal.Instant.compare(knownAt, work.now) > 0) throw new Problem(refusals.inFuture);
        const id = work.newId();
        await work.tables<BreachTables>().insertInto('hub.breach').values({
          id, drill: kind === 'drill', known_at: knownAt.toString(), due_at: knownAt.add({ hours: noticeHours }).toString(), affected, facts_sealed: vault.seal(JSON.stringify(facts), breachAbout(id)), opened_by: work.actor.id, told_subjects_at: null, told_authority_at: null,
        }).execute();
        work.note({ subject: id, kind, affected });
        work.emit({ type: 'hub/breach-noted', version: 1, subject: id, data: { kind } });
        return id;
      },
    }),
    told: action({
      name: 'hub/note-breach-told', allow: 'hub/data-requests', input: z.strictObject({ id: z.uuid(), to: z.enum(['subjects', 'authority']) }),
      async run(work, { id, to }): Promise<void> {
        const column = to === 'subjects' ? 'told_subjects_at' as const : 'told_authority_at' as const;
        const tables = work.tables<BreachTables>();
        const row = await tables.selectFrom('hub.breach').select(['due_at', 'drill', column]).where('id', '=', id).forUpdate().executeTakeFirst();
        if (!row) throw new Problem(refusals.unknown);
        if (row[column] !== null) throw new Problem(refusals.toldAlready);
        await tables.updateTable('hub.breach').set(column, work.now.toString()).where('id', '=', id).execute();
        work.note({ subject: id, to });
        work.emit({ type: 'hub/breach-told', version: 1, subject: id, data: { to, kind: row.drill ? 'drill' : 'breach', within: Temporal.Instant.compare(work.now, row.due_at) <= 0 } });
      },
    }),
  };
}
