import type { Work } from '#platform/database';
import { care, type Doors } from '../doors.ts';
import { owe } from '../satusehat/outbox/owe.ts';
import { codingsOf } from '../store/coding.ts';
import type { Tables } from '../store/tables.ts';
import { stepsOf, type Visit } from '../store/visits.ts';
import type { KeptResource } from './door.ts';
import { allergy, encounter, noKnownAllergy, patientOf, vitalSigns, type About } from './facts.ts';

/** Puts facts of a visit into the clinical record and owes them to SATUSEHAT, in the caller's work. `at`: when they were so. */
export async function writeFacts(doors: Doors, work: Work, visit: Visit, make: (about: About) => readonly KeptResource[], at: Temporal.Instant = work.now): Promise<void> {
  const resources = make({ visit, patient: `Patient/${visit.personId}`, at });
  await doors.record.put(work, resources);
  await owe(work, visit.id, resources);
}

/** The Patient of the record: the person's id is the patient's id, so that every service of the hospital means the same one. */
export async function writePatient(doors: Doors, work: Work, personId: string): Promise<void> {
  const known = await doors.people.reveal(work, personId, { ...care, fields: ['name', 'birthDate', 'sex', 'norm'] });
  await doors.record.put(work, [patientOf(personId, known)]);
}

/** The Encounter as the visit stands now, with its whole status history. */
export async function writeEncounter(doors: Doors, work: Work, visit: Visit): Promise<void> {
  const reader = work.tables<Tables>();
  const steps = await stepsOf(reader, visit.id);
  const diagnoses = (await codingsOf(reader, visit.id)).filter((coding) => coding.kind === 'diagnosis');
  await writeFacts(doors, work, visit, (about) => [encounter(about, steps, diagnoses)]);
}

export async function writeVitals(doors: Doors, work: Work, visit: Visit, vitals: Readonly<Record<string, number>>, screens: { fall: string; nutrition: string; painScore: number }, at: Temporal.Instant): Promise<void> {
  await writeFacts(doors, work, visit, (about) => vitalSigns(about, vitals, screens), at);
}

export async function writeAllergy(doors: Doors, work: Work, visit: Visit, given: { substance: string; class?: string | undefined; reaction: string; severe: boolean }): Promise<void> {
  await writeFacts(doors, work, visit, (about) => [allergy(about, work.newId(), given)]);
}

export async function writeNoKnownAllergy(doors: Doors, work: Work, visit: Visit): Promise<void> {
  await writeFacts(doors, work, visit, (about) => [noKnownAllergy(about)]);
}
