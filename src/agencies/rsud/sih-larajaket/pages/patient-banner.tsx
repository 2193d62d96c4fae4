import { say, type Words } from '#kernel/manifest';
import type { Locale } from '#kernel/time';
import { StatusTag, useFrame, type TagKind } from '#platform/ui';
import { sayAge, ageOn } from '../rules/age.ts';
import type { VisitState } from '../procedure.ts';
import type { Visit } from '../store/visits.ts';

/** Who sits there: name, birth date and number, so that two identifiers can be checked before anything is done. */
export interface BannerPerson { readonly name: string; readonly birthDate?: string | undefined; readonly sex?: 'L' | 'P' | undefined; readonly norm?: string | undefined }

const stateWords: Readonly<Record<VisitState, Words>> = {
  'arrived': { id: 'Menunggu triase', en: 'Waiting for triage' }, 'triaged': { id: 'Siap diperiksa', en: 'Ready for the doctor' }, 'in-progress': { id: 'Sedang diperiksa', en: 'With the doctor' }, 'waiting-support': { id: 'Di penunjang', en: 'At laboratory or radiology' },
  'doctor-done': { id: 'Selesai dokter', en: 'Doctor done' }, 'coded': { id: 'Menunggu farmasi', en: 'Waiting for pharmacy' }, 'screened': { id: 'Resep ditelaah', en: 'Prescription reviewed' }, 'prepared': { id: 'Obat siap', en: 'Medicine ready' }, 'handed': { id: 'Obat diserahkan', en: 'Medicine handed over' },
  'delivery': { id: 'Obat diantar', en: 'Medicine on its way' }, 'finished': { id: 'Selesai', en: 'Finished' }, 'left-before-seen': { id: 'Pergi sebelum diperiksa', en: 'Left before being seen' }, 'cancelled': { id: 'Batal', en: 'Cancelled' }, 'entered-in-error': { id: 'Salah catat', en: 'Entered by mistake' },
};
const kinds: Partial<Record<VisitState, TagKind>> = { 'arrived': 'waiting', 'triaged': 'waiting', 'in-progress': 'attention', 'waiting-support': 'waiting', 'finished': 'done', 'handed': 'done', 'prepared': 'done' };
const partWords = { male: { id: 'laki-laki', en: 'male' }, female: { id: 'perempuan', en: 'female' }, norm: { id: 'RM', en: 'MRN' } } as const;

/** What a state is called. */
export function stateName(state: string, locale: Locale): string {
  const found = (stateWords as Readonly<Record<string, Words>>)[state];
  return found ? say(found, locale) : state;
}

export function StateTag({ state }: { state: VisitState }) {
  const { locale } = useFrame();
  return <StatusTag kind={kinds[state] ?? 'plain'}>{say(stateWords[state], locale)}</StatusTag>;
}

export function PatientBanner({ person, visit }: { person: BannerPerson; visit: Visit }) {
  const { locale } = useFrame();
  const age = person.birthDate ? ageOn(Temporal.PlainDate.from(person.birthDate), visit.date) : undefined;
  const parts = [person.sex ? say(person.sex === 'P' ? partWords.female : partWords.male, locale) : undefined, age ? sayAge(age) : undefined, person.birthDate?.split('-').reverse().join('-'), person.norm ? `${say(partWords.norm, locale)} ${person.norm}` : undefined, visit.payer === 'jkn' ? 'JKN' : visit.payer];
  return (
    <header class="patient-banner">
      <h1>{person.name} <StateTag state={visit.state} /></h1>
      <p class="quiet">{visit.label} · {parts.filter(Boolean).join(' · ')}</p>
    </header>
  );
}
