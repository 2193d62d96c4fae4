import { z } from 'zod';
import { Problem, problems } from '#kernel/problem';
import { action, type Action } from '#platform/action';
import type { Saroale } from '../../rooms.ts';
import type { BpjsPeople } from '../doors.ts';
import { words } from '../rules/refusals.ts';
import { readNewPatient } from '../rules/shape.ts';
import { inWords, type ServedService } from './answer.ts';
import { mobileJkn, type ServedDoors } from './queue.ts';

const refusals = problems('saroale', {
  bpjsKnownPatient: { status: 409, title: 'Pasien sudah punya nomor rekam medis', detail: 'Ambil antrean memakai nomor rekam medis yang ada.' },
});

const place = z.object({ code: z.string(), name: z.string() });
const form = z.object({
  card: z.string(), nik: z.string(), familyCard: z.string(), name: z.string(), sex: z.enum(['L', 'P']), born: z.string(), address: z.string(), rt: z.string(), rw: z.string(),
  province: place, regency: place, district: place, village: place,
});

interface NewPatientTables { 'saroale.bpjs_new_patient': { person_id: string; registered_at: string } }

/** Registers a person from Mobile JKN's form and gives a record number. Admission still sees the papers: until then the person counts as a new patient. */
function registerNewPatient(saroale: Saroale, people: BpjsPeople): Action<typeof form, { norm: string }> {
  return action({
    name: 'saroale/bpjs-new-patient', input: form, allow: (actor) => actor.kind === 'partner',
    async run(work, input) {
      const known = await people.findBy('noka', input.card, work) ?? await people.findBy('nik', input.nik, work);
      if (known?.maskedNorm !== undefined) throw new Problem(refusals.bpjsKnownPatient);
      const { personId } = await people.register(work, {
        name: input.name, sex: input.sex, birthDate: input.born, nik: input.nik, noka: input.card, kk: input.familyCard,
        address: { street: input.address, rt: input.rt, rw: input.rw, villageName: input.village.name, districtName: input.district.name, regencyName: input.regency.name, provinceName: input.province.name },
      });
      const norm = await saroale.nextNorm(work);
      await people.addIdentifier(work, { personId, kind: 'norm', value: norm });
      await work.tables<NewPatientTables>().insertInto('saroale.bpjs_new_patient').values({ person_id: personId, registered_at: work.now.toString() }).onConflict((conflict) => conflict.doNothing()).execute();
      work.note({ subject: personId });
      return { norm };
    },
  });
}

/** Info pasien baru. */
export function pasienBaru(doors: ServedDoors, people: BpjsPeople): ServedService {
  const register = registerNewPatient(doors.saroale, people);
  return async (body, requestId) => {
    const read = readNewPatient(body, doors.today());
    if (!read.ok) return read.refusal;
    return inWords(async () => {
      const { norm } = await doors.saroale.perform(register, mobileJkn, { ...read.value, born: read.value.born.toString() }, { requestId });
      return { response: { norm }, message: 'Harap datang ke admisi untuk melengkapi data rekam medis' };
    }, { 'saroale/bpjs-known-patient': words.known });
  };
}
