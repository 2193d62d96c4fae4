import { z } from 'zod';
import { canonicalJson, sha256 } from '#kernel/digest';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { TransparencyLog } from '../log.ts';
import { refusals } from '../problems.ts';
import type { Tables } from '../tables.ts';
import { draw, sampleSize } from './rules.ts';

const alpha = 0.05;
const day = z.iso.date({ error: 'Tulis tanggalnya.' });

/** Draws a sample of a service's closed days, seeded by the newest signed checkpoint. */
export const drawAction = action({
  name: 'transparency/draw-sample', allow: 'transparency/audit',
  input: z.strictObject({ service: z.string().min(1, 'Pilih layanannya.').max(60), from: day, to: day, share: z.coerce.number().min(0.005, 'Paling kecil 0,5 persen.').max(0.5, 'Paling besar 50 persen.') }),
  async run(work, asked): Promise<string> {
    if (asked.from > asked.to) throw new Problem(refusals.sampleSpan);
    const tables = work.tables<Tables>();
    const closings = await tables.selectFrom('transparency.closing as closing').leftJoin('transparency.entry as entry', 'entry.id', 'closing.entry_id').select(['closing.day', 'entry.index'])
      .where('closing.service', '=', asked.service).where('closing.day', '>=', asked.from).where('closing.day', '<=', asked.to).execute();
    const counted = closings.length === 0 ? [] : await tables.selectFrom('transparency.commitment').select(['day', 'ordinal']).where('service', '=', asked.service).where('day', 'in', closings.map((closing) => closing.day)).execute();
    if (counted.length === 0) throw new Problem(refusals.sampleEmpty);
    const seed = await tables.selectFrom('transparency.head').select(['size', 'root']).where('note', 'is not', null).orderBy('size', 'desc').limit(1).executeTakeFirst();
    // A seed that was already known when the counts were published could have been counted around.
    if (!seed || closings.some(({ index }) => index === null || Number(index) >= Number(seed.size) - 1)) throw new Problem(refusals.sampleTooSoon);
    const { witnesses } = await tables.selectFrom('transparency.cosignature').select((e) => e.fn.countAll<bigint>().as('witnesses')).where('size', '=', seed.size).executeTakeFirstOrThrow();
    const size = sampleSize({ alpha, share: asked.share, population: counted.length });
    const id = work.newId();
    await tables.insertInto('transparency.sample').values({
      id, service: asked.service, from_day: asked.from, to_day: asked.to, population: counted.length, size, share: String(asked.share), seed_size: seed.size, seed_root: seed.root, witnessed: Number(witnesses),
      drawn_at: work.now.toString(), drawn_by: work.actor.id,
    }).execute();
    await tables.insertInto('transparency.sample_item').values(draw(seed.root, asked.service, counted, size).map((one, place) => ({ sample: id, place, day: one.day, ordinal: one.ordinal, verdict: null, note: null, judged_at: null, judged_by: null }))).execute();
    work.note({ subject: id, service: asked.service, size });
    return id;
  },
});

/** Writes down what was found about one drawn event. May be changed until the sample is finished. */
export const judgeAction = action({
  name: 'transparency/judge-sample', allow: 'transparency/audit',
  input: z.strictObject({ sample: z.uuid(), place: z.coerce.number().int().min(0), verdict: z.enum(['sesuai', 'tidak-ada', 'belum-terperiksa'], { error: 'Pilih hasilnya.' }), note: z.string().trim().max(500).default('') }),
  async run(work, { sample, place, verdict, note }): Promise<void> {
    if (verdict !== 'sesuai' && note.length < 5) throw new Problem(refusals.sampleNote, { fields: { note: refusals.sampleNote.detail } });
    await openSample(work, sample);
    await work.tables<Tables>().updateTable('transparency.sample_item').set({ verdict, note, judged_at: work.now.toString(), judged_by: work.actor.id }).where('sample', '=', sample).where('place', '=', place).execute();
    work.note({ subject: sample, place, verdict });
  },
});

/** Finishes a sample when every event was looked at, and tells the public log what was found. */
export function finishAction(log: TransparencyLog) {
  return action({
    name: 'transparency/finish-sample', allow: 'transparency/audit', input: z.strictObject({ sample: z.uuid() }),
    async run(work, { sample }): Promise<void> {
      const row = await openSample(work, sample);
      const tables = work.tables<Tables>();
      const items = await tables.selectFrom('transparency.sample_item').select('verdict').where('sample', '=', sample).execute();
      if (items.some((item) => item.verdict === null)) throw new Problem(refusals.sampleOpen);
      const found = (verdict: string) => items.filter((item) => item.verdict === verdict).length;
      const payload = canonicalJson({
        v: 1, service: row.service, from: row.from_day, to: row.to_day, population: row.population, size: row.size, alpha: String(alpha), share: String(row.share),
        seed: { size: Number(row.seed_size), root: row.seed_root.toString('base64') }, sesuai: found('sesuai'), tidakAda: found('tidak-ada'), belumTerperiksa: found('belum-terperiksa'),
      });
      const entry = await log.state(work, { type: 'audit.hasil', subject: row.service, period: `${row.from_day}/${row.to_day}`, payloadSha256: sha256(payload), method: 'uji-petik-v1' });
      await tables.insertInto('transparency.sample_result').values({ sample, payload, entry_id: entry, finished_at: work.now.toString() }).execute();
      work.note({ subject: sample });
    },
  });
}

async function openSample(work: Work, sample: string) {
  const tables = work.tables<Tables>();
  const row = await tables.selectFrom('transparency.sample').selectAll().where('id', '=', sample).forUpdate().executeTakeFirst();
  if (!row) throw new Problem(refusals.noSample);
  const finished = await tables.selectFrom('transparency.sample_result').select('sample').where('sample', '=', sample).executeTakeFirst();
  if (finished) throw new Problem(refusals.sampleFinished);
  return row;
}
