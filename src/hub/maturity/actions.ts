import { z } from 'zod';
import { canonicalJson, sha256 } from '#kernel/digest';
import { fixed, Fraction } from '#kernel/fraction';
import { Problem, problems } from '#kernel/problem';
import { action } from '#platform/action';
import type { Assessment } from './assess.ts';
import type { Edition } from './editions.ts';
import { parameterOf } from './rules/bands.ts';
import type { MaturityTables } from './tables.ts';

export const refusals = problems('index', {
  unknownEdition: { status: 404, title: 'Edisi ini tidak ada', detail: 'Pilih edisi dari daftar.' },
  unknownRow: { status: 422, title: 'Baris ini tidak ada dalam edisi itu', detail: 'Muat ulang halaman, lalu pilih baris dari daftar.' },
  answererVerifies: { status: 403, title: 'Jawaban diperiksa orang lain', detail: 'Yang mengisi tidak memeriksa sendiri. Mintalah rekan lain yang berwenang.' },
  noAnswer: { status: 404, title: 'Baris ini belum dijawab', detail: 'Isi dahulu barisnya, lalu periksa.' },
  locked: { status: 409, title: 'Indeks tahun ini sudah dikunci', detail: 'Kiriman yang terkunci tidak berubah. Buka salinannya di halaman indeks.' },
  noFormula: { status: 422, title: 'Rumus edisi ini tidak dihitung di sini', detail: 'Pilih edisi 2023 atau sesudahnya.' },
});

/** `hub/answer-regional` and `hub/verify-regional`: rows 1–15 of the region, answered by one and verified by another. */
export function regionalActions(editions: ReadonlyMap<string, Edition>) {
  const answer = action({
    name: 'hub/answer-regional',
    input: z.object({ edition: z.string(), row: z.string(), parameter: z.coerce.number().int().min(0).max(3).optional(), figure: z.string().trim().regex(/^-?\d+(\.\d+)?$/, 'Tulis angka dengan titik, misalnya 5.23.').optional(), source: z.string().trim().min(3, 'Sebutkan sumbernya.').max(300) })
      .refine((input) => input.parameter !== undefined || input.figure !== undefined, { path: ['parameter'], message: 'Pilih nilai atau tulis angkanya.' }),
    allow: 'hub/index',
    async run(work, input) {
      const row = editions.get(input.edition)?.rows.find((one) => one.key === input.row && one.part === 'spd');
      if (!row) throw new Problem(refusals.unknownRow);
      // Where the row has bands, the figure decides; a typed parameter would be an opinion.
      const banded = input.figure !== undefined && row.bands ? parameterOf(row.bands, new Fraction(input.figure)) : undefined;
      const parameter = banded?.parameter ?? input.parameter ?? 0;
      await work.tables<MaturityTables>().insertInto('hub.regional_answer').values({ edition: input.edition, row: input.row, parameter, figure: input.figure ?? null, source: input.source, answered_by: work.actor.id, answered_at: work.now.toString(), verified_by: null })
        .onConflict((conflict) => conflict.columns(['edition', 'row']).doUpdateSet({ parameter, figure: input.figure ?? null, source: input.source, answered_by: work.actor.id, answered_at: work.now.toString(), verified_by: null, verified_at: null })).execute();
      work.note({ subject: `index/${input.edition}/${input.row}`, parameter, ...(banded?.edge ? { edge: banded.edge } : {}) });
      return { parameter, edge: banded?.edge };
    },
  });
  const verify = action({
    name: 'hub/verify-regional',
    input: z.object({ edition: z.string(), row: z.string() }),
    allow: 'hub/evaluate',
    constraints: { regional_four_eyes: refusals.answererVerifies },
    async run(work, { edition, row }) {
      const done = await work.tables<MaturityTables>().updateTable('hub.regional_answer').set({ verified_by: work.actor.id, verified_at: work.now.toString() }).where('edition', '=', edition).where('row', '=', row).returning('row').executeTakeFirst();
      if (!done) throw new Problem(refusals.noAnswer);
      work.note({ subject: `index/${edition}/${row}` });
    },
  });
  return { answer, verify };
}

/** `hub/lock-index`: freezes what is proven at this moment as the year's submission, with its hash. */
export function lockAction(assessment: Assessment, year: number) {
  return action({
    name: 'hub/lock-index',
    input: z.object({ edition: z.string() }),
    allow: 'hub/index',
    constraints: { index_locked_once: refusals.locked },
    async run(work, { edition }) {
      const { proven } = assessment;
      if (edition !== assessment.edition.id || !proven) throw new Problem(refusals.noFormula);
      const body = canonicalJson({
        edition, year, index: fixed(proven.index, 6), shown: proven.shown, regional: fixed(proven.regional, 2), counted: proven.counted, basicAffairs: assessment.basicAffairs,
        innovations: assessment.innovations.map(({ innovation, rows, notReportable }) => ({ code: innovation.code, counted: notReportable.length === 0 && proven.maturity.get(innovation.id)?.missing.length === 0, version: innovation.version, maturity: fixed(proven.maturity.get(innovation.id)?.score ?? new Fraction(0), 2), rows: Object.fromEntries([...rows].map(([key, row]) => [key, row.proven.parameter])) })),
      });
      const hash = sha256(body);
      await work.tables<MaturityTables>().insertInto('hub.index_lock').values({ id: work.newId(), edition, year, body, sha256: hash, locked_by: work.actor.id, locked_at: work.now.toString() }).execute();
      work.note({ subject: `index/${edition}/${year}`, sha256: hash });
      work.emit({ type: 'hub/index-locked', version: 1, subject: `${edition}/${year}`, data: { index: proven.shown } });
      return { sha256: hash };
    },
  });
}
