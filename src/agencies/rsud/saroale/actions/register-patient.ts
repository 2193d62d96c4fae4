import { z } from 'zod';
import { parseNik } from '#kernel/nik';
import { action } from '#platform/action';
import { civilDate } from '#kernel/time';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { refusals } from '../problems.ts';

const faults = { 'length': 'NIK terdiri atas 16 angka. Periksa lagi pada KTP atau KIA.', 'serial': 'Empat angka terakhir NIK tidak mungkin 0000. Periksa lagi.', 'birth-date': 'Tanggal lahir di dalam NIK tidak mungkin. Periksa lagi angka ke-7 sampai ke-12.' } as const;

export const registerInput = z.strictObject({
  // One-word names are names.
  name: z.string().trim().min(2, { error: 'Isi nama seperti pada KTP atau KIA.' }).max(80).regex(/^[\p{L}\p{M}][\p{L}\p{M}\s.,'’-]*$/u, { error: 'Nama hanya huruf, spasi, titik, koma, dan tanda petik.' }),
  nik: z.string().trim().optional().superRefine((value, context) => {
    if (!value) return;
    const read = parseNik(value);
    if (!read.ok) context.addIssue({ code: 'custom', message: faults[read.fault] });
  }).transform((value) => (value ? value.replace(/[\s.-]/g, '') : undefined)),
  sex: z.enum(['L', 'P'], { error: 'Pilih jenis kelamin.' }),
  birthDate: z.iso.date({ error: 'Isi tanggal lahir: hari, bulan, dan tahun.' }),
  consent: z.literal(true, { error: refusals.consentNeeded.detail }),
});

/** Writes down somebody who was never here. The record number comes at admission, with the papers on the counter. */
export function registerPatientAction(doors: Doors) {
  return action({ name: 'saroale/registerPatient', input: registerInput, allow: 'anyone', run: (work, input) => registerPatient(doors, work, input) });
}

export async function registerPatient(doors: Doors, work: Work, input: z.output<typeof registerInput>): Promise<{ id: string }> {
  const today = civilDate(work.now, doors.zone);
  const born = Temporal.PlainDate.from(input.birthDate);
  if (Temporal.PlainDate.compare(born, today) > 0 || born.year < today.year - 120) throw new Problem(refusals.birthDate, { fields: { birthDate: refusals.birthDate.detail } });
  const { personId } = await doors.people.register(work, { name: input.name, sex: input.sex, birthDate: input.birthDate, ...(input.nik ? { nik: input.nik } : {}) });
  work.note({ subject: personId });
  return { id: personId };
}
