import { z } from 'zod';
import { crockfordCode, type RandomBytes } from '#kernel/ids';
import { action } from '#platform/action';
import type { Database } from '#platform/database';
import type { BpjsPeople } from '../doors.ts';
import { words } from '../rules/refusals.ts';
import { readDate, text } from '../rules/shape.ts';
import type { ServedService } from './answer.ts';
import { mobileJkn } from './queue.ts';

interface SurgeryTables {
  'saroale.bpjs_surgery': { id: string; code: string; person_id: string; date: string; operation: string; poli: string; done: boolean; updated_at: Temporal.Instant | string };
  'saroale.poli': { code: string; name: string; subspecialty_code: string | null };
}

/** Plans an operation, or notes that it was done. */
export function planSurgery(random: RandomBytes) {
  return action({
    name: 'saroale/plan-surgery', allow: 'saroale/schedule',
    input: z.object({ personId: z.uuid({ error: 'Pilih pasien.' }), date: z.iso.date({ error: 'Tulis tanggal seperti 2026-11-24.' }), operation: z.string().trim().min(3, { error: 'Tulis jenis tindakan.' }).max(120), poli: z.string() }),
    async run(work, input): Promise<{ code: string }> {
      const code = `OPS${input.date.slice(2).replaceAll('-', '')}${crockfordCode(6, random)}`;
      await work.tables<SurgeryTables>().insertInto('saroale.bpjs_surgery').values({ id: work.newId(), code, person_id: input.personId, date: input.date, operation: input.operation, poli: input.poli, done: false, updated_at: work.now.toString() }).execute();
      work.note({ subject: input.personId });
      return { code };
    },
  });
}

/** Notes that a planned operation was done. */
export const finishSurgery = action({
  name: 'saroale/finish-surgery', allow: 'saroale/schedule', input: z.object({ code: z.string() }),
  async run(work, { code }): Promise<void> {
    await work.tables<SurgeryTables>().updateTable('saroale.bpjs_surgery').set({ done: true, updated_at: work.now.toString() }).where('code', '=', code).execute();
    work.note({ subject: code });
  },
});

/** Jadwal operasi RS: everything planned between two dates. */
export function jadwalOperasiRs(database: Database, people: BpjsPeople): ServedService {
  return async (body) => {
    const [from, to] = [readDate(text(body, 'tanggalawal')), readDate(text(body, 'tanggalakhir'))];
    if (!from || !to) return words.dateFormat;
    if (Temporal.PlainDate.compare(to, from) < 0) return words.datesReversed;
    const rows = await planned(database).where('surgery.date', '>=', from.toString()).where('surgery.date', '<=', to.toString()).execute();
    const list = [];
    for (const row of rows) {
      const { noka } = await people.reveal(mobileJkn, row.person_id, { purpose: 'claim', fields: ['noka'], service: 'saroale' });
      list.push({ ...asListed(row), nopeserta: noka ?? '', lastupdate: (row.updated_at as Temporal.Instant).epochMilliseconds });
    }
    return { response: { list } };
  };
}

/** Jadwal operasi pasien: what is planned for one card. */
export function jadwalOperasiPasien(database: Database, people: BpjsPeople): ServedService {
  return async (body) => {
    const card = text(body, 'nopeserta');
    if (card === '') return words.empty('Nomor Kartu');
    if (!/^\d{13}$/.test(card)) return words.format('Nomor Kartu');
    const person = await people.findBy('noka', card);
    const rows = person ? await planned(database).where('surgery.person_id', '=', person.id).execute() : [];
    return { response: { list: rows.map(asListed) } };
  };
}

/** Operations from `from` on, for the officer's page: no card, no name. */
export async function plannedFrom(database: Database, from: Temporal.PlainDate): Promise<{ code: string; date: string; operation: string; poli: string; done: boolean }[]> {
  const rows = await planned(database).where('surgery.date', '>=', from.toString()).execute();
  return rows.map((row) => ({ code: row.code, date: row.date, operation: row.operation, poli: row.name, done: row.done }));
}

function planned(database: Database) {
  return database.read<SurgeryTables>().selectFrom('saroale.bpjs_surgery as surgery').innerJoin('saroale.poli as poli', 'poli.code', 'surgery.poli')
    .select(['surgery.code', 'surgery.person_id', 'surgery.date', 'surgery.operation', 'surgery.done', 'surgery.updated_at', 'poli.name', 'poli.subspecialty_code']).orderBy('surgery.date').orderBy('surgery.code').limit(1000);
}

function asListed(row: { code: string; date: string; operation: string; done: boolean; name: string; subspecialty_code: string | null }) {
  return { kodebooking: row.code, tanggaloperasi: row.date, jenistindakan: row.operation, kodepoli: row.subspecialty_code ?? '', namapoli: row.name, terlaksana: row.done ? 1 : 0 };
}
