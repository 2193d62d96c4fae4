import { readCrockford } from '#kernel/ids';
import type { Step, Task, Turn } from '#commons/assistant';
import { budgetWords } from '../catalogue.ts';
import { stateName } from '../reads/status.ts';
import type { Saji } from '../rooms.ts';
import { familyOf, type Family, type Wish } from '../rules/family.ts';
import { findApplication } from '../store/applications.ts';

export interface PermitSlots {
  readonly about?: Wish['about'];
  readonly earns?: 'ya' | 'tidak';
  readonly publicPlace?: 'ya' | 'tidak';
  readonly type?: string;
}

const abouts = [
  { value: 'usaha', title: 'Usaha', description: 'Warung, toko, bengkel' }, { value: 'bangunan', title: 'Bangunan', description: 'Mendirikan atau mengubah' },
  { value: 'kegiatan', title: 'Praktik, kegiatan', description: 'Praktik bidan, reklame, makam' }, { value: 'surat', title: 'Surat keterangan', description: 'Penelitian, status izin' },
] as const;
const both = [{ value: 'ya', title: 'Ya' }, { value: 'tidak', title: 'Tidak' }];

/** The three questions by chat, then the checklist and the link. NIK is never asked in a chat: name and number go into the page behind the link. */
export function permitTask(saji: Saji): Task<PermitSlots> {
  return {
    id: 'saji-muba/urus', service: 'saji-muba', title: 'Urus izin', intents: [], menu: true, // “Izin bertanya” is a courtesy, not a permit: the word alone begins nothing.
    startsBy: /\b(?:(?:urus|buat|bikin|ajukan|perpanjang|pasang) (?:surat )?(?:izin|reklame)|perizinan|izin (?:usaha|praktik|praktek|reklame|makam|trayek|paud|penelitian|pakai)|nib|imb|pbg|surat penelitian|saji muba)\b/,
    hear: (turn, slots) => Promise.resolve(hear(saji, turn, slots)),
    next: (_turn, slots) => Promise.resolve(next(saji, slots)),
    describe: (slots) => [slots.about, slots.type].filter(Boolean).join(', '),
  };
}

function hear({ doors }: Saji, { tapped, asked, reading }: Turn, slots: PermitSlots): PermitSlots {
  if (tapped) return { ...slots, [tapped.slot]: tapped.value };
  if ((asked === 'earns' || asked === 'publicPlace') && (reading.answer === 'yes' || reading.answer === 'no')) return { ...slots, [asked]: reading.answer === 'yes' ? 'ya' : 'tidak' };
  if (asked === 'about') { const about = abouts.find((one) => reading.text.includes(one.value)); if (about) return { ...slots, about: about.value }; }
  // "izin reklame": the name of a type answers all questions at once.
  const named = asked === undefined ? doors.catalogue.live.filter((type) => type.seeks.some((word) => word.length > 2 && new RegExp(`\\b${word}\\b`).test(reading.text))) : [];
  const [only, more] = named;
  return only && !more ? { ...slots, type: only.id } : slots;
}

function next({ doors }: Saji, slots: PermitSlots): Step<PermitSlots> {
  const chosen = slots.type === undefined ? undefined : doors.catalogue.find(slots.type);
  if (chosen) {
    const papers = chosen.requirements.map((one) => `• ${one.name.id}${one.original ? ' (asli)' : ''}${one.optional ? ' (bila ada)' : ''}`).join('\n');
    const text = `${chosen.name.id}\nWaktu: ${budgetWords(chosen.budgets.service).id} sejak berkas lengkap. Biaya: ${chosen.tariff?.is === 'formula' ? 'retribusi menurut Perda' : 'Rp0'}.\n\nSiapkan:\n${papers}\n\nIsi nama dan alamat di tautan ini; petugas dapat menjemput berkasnya. Jangan kirim NIK lewat chat.`;
    return { kind: 'done', message: { text, link: { url: doors.publicUrl(`/saji-muba/izin/${chosen.id}/minta`), title: 'Ajukan sekarang' } } };
  }
  if (!slots.about) return { kind: 'ask', slot: 'about', text: 'Apa yang Anda urus?', options: abouts.map((one) => ({ ...one })) };
  if (!slots.earns) return { kind: 'ask', slot: 'earns', text: 'Apakah untuk mencari keuntungan?', options: both };
  if (!slots.publicPlace) return { kind: 'ask', slot: 'publicPlace', text: 'Apakah memakai tanah, gedung, jalan, atau makam milik kabupaten?', options: both };
  const { family, also } = familyOf({ about: slots.about, earns: slots.earns, publicPlace: slots.publicPlace });
  const of = (wanted: Family | undefined) => doors.catalogue.live.filter((type) => type.family === wanted);
  return { kind: 'ask', slot: 'type', text: `${familyWords[family]}${also ? ' Anda mungkin juga memerlukan izin daerah.' : ''} Pilih yang sesuai:`, options: [...of(family), ...of(also)].slice(0, 10).map((type) => ({ value: type.id, title: type.name.id.slice(0, 24), description: type.summary.id.slice(0, 70) })) };
}

const familyWords: Record<Family, string> = {
  oss: 'Usaha diurus di OSS atas nama Anda, petugas mendampingi gratis.', building: 'Bangunan diurus di SIMBG, petugas mendampingi.', local: 'Izin ini diputuskan di kabupaten.', letter: 'Surat ini diputuskan di kabupaten.',
};

/** Where an application stands, by its code. The chat says state and date; the rest stands behind the link, which the code alone does not open. */
export function whereTask({ doors }: Saji): Task<{ code?: string }> {
  return {
    id: 'saji-muba/sampai-mana', service: 'saji-muba', title: 'Permohonan izin saya', intents: [], menu: true, startsBy: /\bpermohonan (?:izin )?saya\b/,
    hear: ({ reading, asked }, slots) => Promise.resolve(asked === 'code' ? { code: readCrockford(reading.text) } : slots),
    async next(turn, slots) {
      if (!slots.code) return { kind: 'ask', slot: 'code', text: 'Tulis kode permohonan Anda, delapan huruf dan angka. Kodenya ada di pesan dari kami.' };
      const found = await findApplication(doors, { code: slots.code }, turn.work);
      const standing = found && await doors.cases.of(found.caseId, turn.work);
      if (!found || !standing) return { kind: 'done', message: { text: 'Kode itu tidak kami temukan. Periksa lagi pada pesan dari kami, atau tulis “petugas”.' } };
      return { kind: 'done', message: { text: `${found.type.name.id}: ${stateName(standing.definition, standing.state).id.toLowerCase()}.`, link: { url: doors.publicUrl('/saji-muba/cari'), title: 'Lihat selengkapnya' } } };
    },
  };
}
