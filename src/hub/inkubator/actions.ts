import { z } from 'zod';
import type { ColumnType } from 'kysely';
import { Problem, problems } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import { requireReach } from '../register/actions/reach.ts';
import { kits } from './kits.ts';

type At = ColumnType<Temporal.Instant, string, string>;
export const canvasFields = ['siapa', 'masalah', 'cara', 'beda', 'ukuran', 'risiko'] as const;
export type Canvas = Partial<Record<(typeof canvasFields)[number], string>>;
export interface Baseline { readonly indicator: string; readonly value: string; readonly period: string; readonly source: string }

export interface IncubationTables {
  'hub.incubation': {
    id: string; opd: string; state: 'masalah' | 'kanvas' | 'uji_coba' | 'selesai' | 'berhenti'; problem: string; signal: ColumnType<unknown, string, string>; canvas: ColumnType<Canvas, string | undefined, string>; mentor: string | null; mentor_name: string | null;
    kit: string | null; baseline: ColumnType<Baseline | null, string | null, string | null>; started_on: string | null; ends_on: string | null; outcome: string | null; opened_by: string; opened_at: At; changed_at: At;
  };
}

const refusals = problems('incubator', {
  unknown: { status: 404, title: 'Jalur inkubator ini tidak ditemukan', detail: 'Buka halaman inkubator perangkat daerah Anda.' },
  oneOpen: { status: 409, title: 'Perangkat daerah ini sudah punya jalur terbuka', detail: 'Selesaikan atau hentikan jalur yang ada, lalu mulai lagi.' },
  mentorIsAnother: { status: 403, title: 'Pendamping harus orang lain', detail: 'Yang membuka jalur tidak mendampingi dirinya sendiri.' },
  notReady: { status: 409, title: 'Uji coba belum bisa dimulai', detail: 'Lengkapi kanvas, pilih kit, dan tunggu pendamping ditetapkan.' },
  over: { status: 409, title: 'Langkah ini sudah lewat', detail: 'Muat ulang halaman untuk melihat keadaannya sekarang.' },
});

const pilotDays = 90;
const long = z.string().trim().min(10, 'Tulis sekurang-kurangnya sepuluh huruf.').max(2000);

/** From a measured problem to ninety days of trial. */
export function incubatorActions({ zone }: { zone: string }) {
  const open = action({
    name: 'hub/open-incubation',
    input: z.object({ opd: z.string().min(1), problem: long, signal: z.record(z.string(), z.unknown()) }),
    allow: 'hub/register',
    constraints: { incubation_one_open: refusals.oneOpen },
    async run(work, input) {
      requireReach(work.actor, input.opd);
      const id = work.newId();
      await work.tables<IncubationTables>().insertInto('hub.incubation').values({ id, opd: input.opd, state: 'masalah', problem: input.problem, signal: JSON.stringify(input.signal), mentor: null, mentor_name: null, kit: null, baseline: null, started_on: null, ends_on: null, outcome: null, opened_by: work.actor.id, opened_at: work.now.toString(), changed_at: work.now.toString() }).execute();
      work.note({ subject: id, opd: input.opd });
      work.emit({ type: 'hub/incubation-opened', version: 1, subject: id, data: { opd: input.opd } });
      return { id };
    },
  });
  const canvas = action({
    name: 'hub/save-canvas',
    input: z.object({ id: z.uuid(), canvas: z.partialRecord(z.enum(canvasFields), z.string().trim().max(2000)), kit: z.string().optional() }),
    allow: 'hub/register',
    async run(work, input) {
      const row = await locked(work, input.id, ['masalah', 'kanvas']);
      requireReach(work.actor, row.opd);
      if (input.kit && !kits.some((kit) => kit.service === input.kit)) throw new Problem(refusals.unknown);
      await work.tables<IncubationTables>().updateTable('hub.incubation').set({ canvas: JSON.stringify(input.canvas), kit: input.kit ?? row.kit, state: 'kanvas', changed_at: work.now.toString() }).where('id', '=', row.id).execute();
      work.note({ subject: row.id });
    },
  });
  const mentor = action({
    name: 'hub/assign-mentor',
    input: z.object({ id: z.uuid(), account: z.string().min(1), name: z.string().trim().min(2) }),
    allow: 'hub/publish',
    constraints: { mentor_is_another: refusals.mentorIsAnother },
    async run(work, input) {
      const row = await locked(work, input.id, ['masalah', 'kanvas', 'uji_coba']);
      await work.tables<IncubationTables>().updateTable('hub.incubation').set({ mentor: input.account, mentor_name: input.name, changed_at: work.now.toString() }).where('id', '=', row.id).execute();
      work.note({ subject: row.id, mentor: input.account });
    },
  });
  const pilot = action({
    name: 'hub/start-pilot',
    input: z.object({ id: z.uuid(), baseline: z.object({ indicator: z.string().trim().min(3), value: z.string().trim().min(1), period: z.string().trim().min(4), source: z.string().trim().min(3) }) }),
    allow: 'hub/submit',
    constraints: { pilot_has_all: refusals.notReady },
    async run(work, input) {
      const row = await locked(work, input.id, ['kanvas']);
      requireReach(work.actor, row.opd);
      const today = civilDate(work.now, zone);
      await work.tables<IncubationTables>().updateTable('hub.incubation').set({ baseline: JSON.stringify(input.baseline), state: 'uji_coba', started_on: today.toString(), ends_on: today.add({ days: pilotDays }).toString(), changed_at: work.now.toString() }).where('id', '=', row.id).execute();
      work.note({ subject: row.id });
      work.emit({ type: 'hub/pilot-started', version: 1, subject: row.id, data: { opd: row.opd, kit: row.kit ?? '' } });
    },
  });
  const finish = action({
    name: 'hub/finish-incubation',
    input: z.object({ id: z.uuid(), result: z.enum(['selesai', 'berhenti']), outcome: long }),
    allow: 'hub/submit',
    async run(work, input) {
      const row = await locked(work, input.id, input.result === 'selesai' ? ['uji_coba'] : ['masalah', 'kanvas', 'uji_coba']);
      requireReach(work.actor, row.opd);
      await work.tables<IncubationTables>().updateTable('hub.incubation').set({ state: input.result, outcome: input.outcome, changed_at: work.now.toString() }).where('id', '=', row.id).execute();
      work.note({ subject: row.id, result: input.result });
      work.emit({ type: 'hub/incubation-ended', version: 1, subject: row.id, data: { opd: row.opd, result: input.result } });
    },
  });
  return { open, canvas, mentor, pilot, finish };
}

async function locked(work: Work, id: string, states: readonly IncubationTables['hub.incubation']['state'][]) {
  const row = await work.tables<IncubationTables>().selectFrom('hub.incubation').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new Problem(refusals.unknown);
  if (!states.includes(row.state)) throw new Problem(refusals.over);
  return row;
}
