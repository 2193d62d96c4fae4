import type { Block } from '#platform/documents';

/** Hours within which the people concerned and the authority are told in writing (UU 27/2022 art. 46: at most 3 × 24 hours). Wall-clock hours, from the moment it became known. */
export const noticeHours = 72;

/** What art. 46 wants in the notice: which data, when and how they were disclosed, and how it is handled. */
export interface BreachFacts {
  readonly data: string;
  readonly happened: string;
  readonly how: string;
  readonly handling: string;
  readonly contact: string;
}

export type Addressee = 'subjects' | 'authority';

/** The notice to the people whose data it was, or to the authority. A drill says on its face that it is one. */
export function noticeBlocks(to: Addressee, facts: BreachFacts, about: { readonly regency: string; readonly affected: number; readonly knownAt: string; readonly dueAt: string; readonly drill: boolean }): Block[] {
  const help: Block = to === 'subjects'
    ? { kind: 'list', items: ['Jangan berikan kode OTP atau kata sandi kepada siapa pun, juga kepada yang mengaku petugas.', 'Anda dapat melihat siapa yang membuka data Anda, dan meminta perbaikan atau penghapusan, di halaman Urusan saya.', `Tanyakan kepada kami: ${facts.contact}.`] }
    : { kind: 'paragraph', text: `Narahubung: ${facts.contact}.` };
  const opening = to === 'subjects'
    ? `Kami memberi tahu bahwa data pribadi Anda yang kami simpan telah terungkap kepada pihak yang tidak berhak. Kami mengetahuinya pada ${about.knownAt}.`
    : `Bersama ini ${about.regency} melaporkan kegagalan pelindungan data pribadi yang diketahui pada ${about.knownAt} dan menyangkut ${about.affected} orang. Batas pemberitahuan: ${about.dueAt}.`;
  const drill: Block[] = about.drill ? [{ kind: 'notice', text: 'LATIHAN. Tidak ada data yang terungkap. Surat ini dibuat untuk menguji kesiapan.' }] : [];
  return [
    ...drill, { kind: 'paragraph', text: opening },
    { kind: 'fields', rows: [['Data yang terungkap', facts.data], ['Kapan terungkap', facts.happened], ['Bagaimana terungkap', facts.how], ['Penanganan dan pemulihan', facts.handling]] }, help,
    { kind: 'clauses', clauses: [{ word: 'Dasar', items: ['Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi, Pasal 46.'], marks: 'none' }] },
  ];
}
