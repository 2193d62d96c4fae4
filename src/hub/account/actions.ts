import { z } from 'zod';
import { Problem, problems } from '#kernel/problem';
import { action } from '#platform/action';
import type { Vault } from '#platform/vault';
import { answerHours } from './rules.ts';
import { answerAbout, wordsAbout, type AccountTables } from './store.ts';

export const refusals = problems('account', {
  signIn: { status: 403, title: 'Masuk dulu dengan nomor Anda', detail: 'Data Anda hanya dibuka setelah nomor telepon terbukti milik Anda.' },
  unknown: { status: 404, title: 'Permintaan ini tidak ada', detail: 'Muat ulang daftar permintaan.' },
  answered: { status: 409, title: 'Permintaan ini sudah dijawab', detail: 'Baca jawabannya pada daftar. Buat permintaan baru bila perlu.' },
  notYours: { status: 403, title: 'Orang ini tidak terikat pada nomor Anda', detail: 'Pilih orang dari daftar keluarga Anda.' },
});

/** What a resident asks about their data, and what an officer answers within the law's time. */
export function accountActions({ vault }: { vault: Vault }) {
  return {
    /** `persons` are those bound to the resident's proved phone, told by the page. */
    ask: (persons: readonly string[]) => action({
      name: 'hub/ask-about-data', allow: (actor) => actor.kind === 'resident',
      input: z.strictObject({ kind: z.enum(['correction', 'erasure', 'question'], { error: 'Pilih jenis permintaan.' }), person: z.union([z.uuid(), z.literal('')]).default(''), words: z.string().trim().min(10, 'Tulis apa yang keliru atau yang Anda minta, sekurangnya sepuluh huruf.').max(2000) }),
      async run(work, input): Promise<string> {
        if (input.person !== '' && !persons.includes(input.person)) throw new Problem(refusals.notYours);
        const id = work.newId();
        await work.tables<AccountTables>().insertInto('hub.data_request').values({
          id, owner: work.actor.id, person: input.person || null, kind: input.kind, words_sealed: vault.seal(input.words, wordsAbout(id)), asked_at: work.now.toString(), due_at: work.now.add({ hours: answerHours }).toString(),
          answer_sealed: null, outcome: null, answered_at: null, answered_by: null,
        }).execute();
        work.note({ subject: id, kind: input.kind });
        work.emit({ type: 'hub/data-asked', version: 1, subject: id, data: { kind: input.kind } });
        return id;
      },
    }),
    answer: action({
      name: 'hub/answer-about-data', allow: 'hub/data-requests',
      input: z.strictObject({ id: z.uuid(), outcome: z.enum(['done', 'refused'], { error: 'Pilih hasilnya.' }), words: z.string().trim().min(10, 'Tulis jawaban untuk warga, sekurangnya sepuluh huruf.').max(2000) }),
      async run(work, { id, outcome, words }): Promise<void> {
        const tables = work.tables<AccountTables>();
        const row = await tables.selectFrom('hub.data_request').select(['outcome', 'due_at', 'kind']).where('id', '=', id).forUpdate().executeTakeFirst();
        if (!row) throw new Problem(refusals.unknown);
        if (row.outcome !== null) throw new Problem(refusals.answered);
        await tables.updateTable('hub.data_request').set({ outcome, answer_sealed: vault.seal(words, answerAbout(id)), answered_at: work.now.toString(), answered_by: work.actor.id }).where('id', '=', id).execute();
        work.note({ subject: id, outcome });
        work.emit({ type: 'hub/data-answered', version: 1, subject: id, data: { kind: row.kind, outcome, within: Temporal.Instant.compare(work.now, row.due_at) <= 0 } });
      },
    }),
  };
}
