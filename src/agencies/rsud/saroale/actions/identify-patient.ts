import { z } from 'zod';
import { parseNik } from '#kernel/nik';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import { service, type Doors, type PersonSummary } from '../doors.ts';
import { refusals } from '../problems.ts';

export const identifyInput = z.strictObject({
  identifier: z.string().trim().min(4, { error: 'Isi NIK atau nomor rekam medis.' }).max(30),
  birthDate: z.iso.date({ error: 'Isi tanggal lahir: hari, bulan, dan tahun.' }),
});

/** Recognises a known patient by NIK or record number together with the birth date. Gives initials only; a wrong pair says nothing about which part was wrong. */
export function identifyPatientAction(doors: Doors) {
  return action({ name: 'saroale/identifyPatient', input: identifyInput, allow: 'anyone', run: (work, input) => identifyPatient(doors, work, input) });
}

export async function identifyPatient(doors: Doors, work: Work, input: z.output<typeof identifyInput>): Promise<PersonSummary> {
  const digits = input.identifier.replace(/[\s.-]/g, '');
  const nik = parseNik(digits);
  const person = await doors.people.findBy(nik.ok ? 'nik' : 'norm', digits, work);
  if (!person || !await bornOn(doors, work, person.id, input.birthDate)) throw new Problem(refusals.bindWrong, { fields: { identifier: refusals.bindWrong.detail } });
  work.note({ subject: person.id });
  return person;
}

/** Compares without telling. The look at the birth date is logged like any other. */
export async function bornOn(doors: Doors, by: Parameters<Doors['people']['reveal']>[0], personId: string, birthDate: string): Promise<boolean> {
  return (await doors.people.reveal(by, personId, { purpose: 'own', fields: ['birthDate'], service })).birthDate === birthDate;
}
