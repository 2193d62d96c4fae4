import type { Work } from '#platform/database';
import type { Doors, Relation } from '../doors.ts';
import type { Chance } from './chance.ts';

/** Phones of the chat simulator and who their owners book for. Numbers of the range providers keep for examples; names begin with "Contoh". */
const households: readonly { readonly phone: string; readonly members: readonly { readonly name: string; readonly sex: 'L' | 'P'; readonly born: string; readonly relation: Relation; readonly known: boolean }[] }[] = [
  { phone: '+6281200000001', members: [
    { name: 'Contoh Sari', sex: 'P', born: '1991-04-12', relation: 'saya', known: true }, { name: 'Contoh Bima', sex: 'L', born: '2019-05-17', relation: 'anak', known: true }, { name: 'Contoh Murni', sex: 'P', born: '1958-02-03', relation: 'ibu', known: true } ] },
  { phone: '+6281200000002', members: [{ name: 'Contoh Rahmat', sex: 'L', born: '1984-09-30', relation: 'saya', known: true }, { name: 'Contoh Wulan', sex: 'P', born: '1987-12-01', relation: 'istri', known: true }] },
  { phone: '+6281200000003', members: [{ name: 'Contoh Bidan Yuni', sex: 'P', born: '1979-07-21', relation: 'saya', known: true }, { name: 'Contoh Neti', sex: 'P', born: '1998-03-15', relation: 'bidan', known: false }] },
];
const words = ['Arif', 'Bunga', 'Citra', 'Dimas', 'Elok', 'Fajar', 'Gita', 'Hadi', 'Intan', 'Jaya', 'Kirana', 'Lestari', 'Mega', 'Nanda', 'Ombak', 'Putri', 'Rangga', 'Sekar', 'Tegar', 'Utama', 'Vina', 'Wahyu', 'Yoga', 'Zahra'];

export interface DemoPerson { readonly id: string; readonly group: 'child' | 'woman' | 'man' }

/** Makes the synthetic people of the demonstration and ties the simulator's phones to their families. */
export async function plantPeople(doors: Doors, work: Work, luck: Chance, count: number): Promise<DemoPerson[]> {
  let serial = 0;
  const register = async (person: { name: string; sex: 'L' | 'P'; born: string; known: boolean }): Promise<string> => {
    serial += 1;
    const { personId } = await doors.people.register(work, { name: person.name, sex: person.sex, birthDate: person.born, nik: nikOf(person.sex, person.born, serial) });
    if (person.known) await doors.people.addIdentifier(work, { personId, kind: 'norm', value: String(400_000 + serial).padStart(8, '0') });
    return personId;
  };
  for (const { phone, members } of households) {
    for (const member of members) {
      await doors.people.bind(work, { contact: { phone }, personId: await register(member), relation: member.relation, consent: { version: doors.people.consent.current.version, showPoli: true }, proof: 'counter' });
    }
  }
  const people: DemoPerson[] = [];
  for (let index = 0; index < count; index += 1) {
    const group = (['child', 'woman', 'man'] as const)[index % 3] ?? 'man';
    const year = group === 'child' ? luck.between(2014, 2025) : luck.between(1950, 2004);
    const id = await register({ name: `Contoh ${luck.pick(words)} ${luck.pick(words)}`, sex: group === 'man' || (group === 'child' && index % 2 === 0) ? 'L' : 'P', born: `${year}-0${luck.between(1, 9)}-1${luck.between(0, 9)}`, known: true });
    people.push({ id, group });
  }
  return people;
}

/** A NIK of Sekayu's region code that belongs to nobody: its serial begins with 9. */
function nikOf(sex: 'L' | 'P', born: string, serial: number): string {
  const [year = '', month = '', day = ''] = born.split('-');
  return `160601${String(Number(day) + (sex === 'P' ? 40 : 0)).padStart(2, '0')}${month}${year.slice(2)}${9000 + serial}`;
}
