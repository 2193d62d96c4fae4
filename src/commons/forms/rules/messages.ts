import type { Words } from '#kernel/manifest';
import type { Field } from './tree.ts';

/** A fault as Ajv names it; the same on server and browser. */
export interface RawFault {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const formatWords: Readonly<Record<string, Words>> = {
  'person-name': { id: 'Tulis nama seperti di KTP; boleh satu kata.', en: 'Write the name as on the identity card; one word is fine.' },
  'nik': { id: 'NIK berisi 16 angka dengan tanggal lahir di tengahnya. Periksa di KTP atau KK.', en: 'A NIK has 16 digits with the birth date inside. Check the identity or family card.' },
  'npwp': { id: 'NPWP berisi 16 angka; yang lama 15 angka juga diterima.', en: 'An NPWP has 16 digits; an old one of 15 is accepted too.' },
  'npwp-person': { id: 'NPWP perorangan adalah NIK: tulis 16 angka NIK.', en: 'A person’s NPWP is the NIK: write its 16 digits.' },
  'nitku': { id: 'NITKU berisi 22 angka.', en: 'A NITKU has 22 digits.' },
  'nib': { id: 'NIB berisi 13 angka. Lihat di lembar NIB dari OSS.', en: 'A NIB has 13 digits. See the NIB sheet from OSS.' },
  'kbli': { id: 'Kode KBLI berisi 5 angka.', en: 'A KBLI code has 5 digits.' },
  'phone': { id: 'Tulis nomor telepon seperti 0812 3456 7890.', en: 'Write the phone number like 0812 3456 7890.' },
  'email': { id: 'Tulis alamat surel seperti nama@contoh.id.', en: 'Write the e-mail address like name@example.id.' },
  'date': { id: 'Tulis tanggal yang ada di kalender: hari, bulan, tahun.', en: 'Write a date that exists: day, month, year.' },
  'village': { id: 'Pilih desa atau kelurahan.', en: 'Choose a village.' },
  'rupiah': { id: 'Tulis jumlah rupiah dengan angka, misalnya 1.500.000.', en: 'Write the amount in rupiah, for example 1.500.000.' },
};

const partWords: Readonly<Record<string, Words>> = {
  village: { id: 'Pilih desa atau kelurahan.', en: 'Choose a village.' },
  street: { id: 'Tulis jalan, dusun, atau patokan rumah.', en: 'Write street, hamlet or a landmark.' },
  rt: { id: 'RT paling banyak tiga angka.', en: 'RT has at most three digits.' },
  rw: { id: 'RW paling banyak tiga angka.', en: 'RW has at most three digits.' },
  lat: { id: 'Lintang antara -11 dan 6, misalnya -2,8871.', en: 'Latitude between -11 and 6, for example -2.8871.' },
  lon: { id: 'Bujur antara 95 dan 141, misalnya 103,8390.', en: 'Longitude between 95 and 141, for example 103.8390.' },
};

/** What to do about a fault, in both languages, for the field it is at. `part`: of an address or point. */
export function faultWords(fault: RawFault, field: Field | undefined, part?: string): Words {
  if (part && partWords[part]) return partWords[part];
  const { params } = fault;
  const label = (words: (name: { id: string; en: string }) => Words): Words => words({ id: field?.question.label.id ?? 'ini', en: field?.question.label.en ?? field?.question.label.id ?? 'this' });
  switch (fault.keyword) {
    case 'required': return requiredWords(field);
    case 'format': return formatWords[String(params['format'])] ?? { id: 'Periksa lagi isian ini.', en: 'Check this answer.' };
    case 'pattern': return field?.question.says ?? label((name) => ({ id: `Periksa lagi cara menulis ${name.id}.`, en: `Check how ${name.en} is written.` }));
    case 'minLength': return { id: `Tulis sedikitnya ${Number(params['limit'])} huruf.`, en: `Write at least ${Number(params['limit'])} characters.` };
    case 'maxLength': return { id: `Ringkas sampai paling banyak ${Number(params['limit'])} huruf.`, en: `Shorten to at most ${Number(params['limit'])} characters.` };
    case 'enum': return label((name) => ({ id: `Pilih salah satu: ${name.id}.`, en: `Choose one: ${name.en}.` }));
    case 'const': return { id: 'Beri centang bila Anda menyetujuinya.', en: 'Tick the box if you agree.' };
    case 'minimum': case 'exclusiveMinimum': return { id: `Isi ${fault.keyword === 'minimum' ? 'sedikitnya' : 'lebih dari'} ${shown(params['limit'])}.`, en: `Enter ${fault.keyword === 'minimum' ? 'at least' : 'more than'} ${shown(params['limit'])}.` };
    case 'maximum': case 'exclusiveMaximum': return { id: `Isi ${fault.keyword === 'maximum' ? 'paling banyak' : 'kurang dari'} ${shown(params['limit'])}.`, en: `Enter ${fault.keyword === 'maximum' ? 'at most' : 'less than'} ${shown(params['limit'])}.` };
    case 'multipleOf': return { id: `Isi kelipatan ${shown(params['multipleOf'])}.`, en: `Enter a multiple of ${shown(params['multipleOf'])}.` };
    case 'minItems': return { id: `Isi sedikitnya ${Number(params['limit'])}.`, en: `Give at least ${Number(params['limit'])}.` };
    case 'maxItems': return { id: `Isi paling banyak ${Number(params['limit'])}.`, en: `Give at most ${Number(params['limit'])}.` };
    case 'uniqueItems': return { id: 'Setiap pilihan cukup sekali.', en: 'Choose each only once.' };
    case 'type': return typeWords(String(params['type']));
    default: return { id: 'Periksa lagi isian ini.', en: 'Check this answer.' };
  }
}

function requiredWords(field: Field | undefined): Words {
  const id = field?.question.label.id ?? 'isian ini';
  const en = field?.question.label.en ?? id;
  const kind = field?.kind ?? 'text';
  if (kind === 'choice' || kind === 'choices' || kind === 'yesno') return { id: `Pilih jawaban untuk “${id}”.`, en: `Choose an answer for “${en}”.` };
  if (kind === 'tick') return { id: 'Beri centang bila Anda menyetujuinya.', en: 'Tick the box if you agree.' };
  if (kind === 'file') return { id: `Lampirkan “${id}”.`, en: `Attach “${en}”.` };
  if (kind === 'group') return { id: `Tambahkan “${id}”.`, en: `Add “${en}”.` };
  return { id: `Isi “${id}”.`, en: `Fill in “${en}”.` };
}

function typeWords(type: string): Words {
  if (type === 'integer') return { id: 'Tulis angka bulat tanpa koma.', en: 'Write a whole number.' };
  if (type === 'number') return { id: 'Tulis dengan angka.', en: 'Write a number.' };
  return { id: 'Periksa lagi isian ini.', en: 'Check this answer.' };
}

function shown(limit: unknown): string {
  const [whole = '', part] = String(limit).split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, '.') + (part ? `,${part}` : '');
}
