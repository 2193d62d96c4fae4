/** The three questions that find the right door, and their answers. */
export interface Wish {
  /** What it is about. */
  readonly about: 'usaha' | 'bangunan' | 'kegiatan' | 'surat';
  /** Is it meant to earn? */
  readonly earns: 'ya' | 'tidak';
  /** Does it use land, a building, a road or a cemetery of the regency? */
  readonly publicPlace: 'ya' | 'tidak';
}

export type Family = 'oss' | 'building' | 'local' | 'letter';

/** One row of the table: what the answers must be (nothing: any), and where they lead. */
interface Row {
  readonly when: { readonly [Question in keyof Wish]?: Wish[Question] };
  readonly family: Family;
  /** Needed besides. */
  readonly also?: Family;
}

/** Read from the top; the first row that fits decides. The last fits everything, so that nobody is left without an answer. */
const table: readonly Row[] = [
  { when: { about: 'bangunan', publicPlace: 'ya' }, family: 'building', also: 'local' },
  { when: { about: 'bangunan' }, family: 'building' },
  { when: { about: 'surat' }, family: 'letter' },
  { when: { about: 'usaha', earns: 'ya', publicPlace: 'ya' }, family: 'oss', also: 'local' },
  { when: { about: 'usaha', earns: 'ya' }, family: 'oss' },
  { when: {}, family: 'local' },
];

/** Which family of services answers a wish, and which other one is needed besides. Pure: web, chat and village helper get the same answer. */
export function familyOf(wish: Wish): { readonly family: Family; readonly also?: Family | undefined } {
  const row = table.find(({ when }) => (Object.entries(when) as [keyof Wish, string][]).every(([question, answer]) => wish[question] === answer));
  return { family: row?.family ?? 'local', also: row?.also };
}
