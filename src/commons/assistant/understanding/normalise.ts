import { spellingOf } from './spelling.ts';
import { musi } from './words/musi.ts';
import { slang } from './words/slang.ts';

/**
 * Brings chat Indonesian into plain words: NFKC, lower case, no zero-width characters, marks or emoji, squeezed letters (`besoookk`), split `2x`,
 * `jam8` and `anak2`, slang and local words spelled out, `dr` read as doctor or *dari* by its neighbours, near-misses of key words mended.
 * Numbers with their inner `. , / : -` stay as typed. Pure; the same text gives the same result, and normalising twice changes nothing.
 * `doctorNames` are single lower-case words of doctors' names.
 */
export function normalise(raw: string, doctorNames: ReadonlySet<string> = new Set()): string {
  const words = tokens(plain(raw));
  const read = words.map((word, index) => (isDoctorMark(word) ? readDoctorMark(words, index, doctorNames) : spell(word)));
  return mendPhrases(read.join(' ').replace(/\s+/g, ' ').trim());
}

function plain(raw: string): string {
  return raw.normalize('NFKC').toLowerCase()
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]/g, '')
    .normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')
    .replace(/['’‘`´ʼ]/g, '');
}

function tokens(text: string): string[] {
  return text
    .replace(/\bdr(?=\.\s*\p{L})\.?/gu, ' dr. ')
    .replace(/(?<=\d)([.,/:-])(?=\d)/g, (mark) => guarded[mark] ?? mark)
    .replace(/[^\p{L}\p{N}\s\ue000-\ue004.+-]/gu, ' ')
    .replace(/(?<!\bdr)\.|(?<![\p{L}])-|-(?![\p{L}])|\+(?!\d)/gu, ' ')
    .replace(/[\ue000-\ue004]/g, (mark) => restored[mark] ?? mark)
    .replace(/\b(jam|jm|pukul|pkl|tanggal|tgl|umur|usia|nomor|no)(?=\d)/g, '$1 ')
    .replace(/(?<=\d)(?=(jan|feb|mar|apr|mei|jun|jul|agu|ags|sep|okt|nov|nop|des|pagi|siang|sore|malam|mlm|hari|hr|minggu|mgg|bulan|bln)\p{L}*\b)/gu, ' ')
    .split(/\s+/).filter(Boolean)
    .flatMap(splitDoubles);
}

const guarded: Readonly<Record<string, string>> = { '.': '\ue000', ',': '\ue001', '/': '\ue002', ':': '\ue003', '-': '\ue004' };
const restored: Readonly<Record<string, string>> = { '\ue000': '.', '\ue001': ',', '\ue002': '/', '\ue003': ':', '\ue004': '-' };

/** `2x` → 2 kali; `anak2` → anak-anak; `anak2nya` → anak-anaknya. `b2` or `h2` are left alone. */
function splitDoubles(word: string): string[] {
  const times = /^(\d+)x$/.exec(word);
  if (times?.[1]) return [times[1], 'kali'];
  const doubled = /^(\p{L}{3,})2(nya|an|ku)?$/u.exec(word);
  return doubled?.[1] ? [`${doubled[1]}-${doubled[1]}${doubled[2] ?? ''}`] : [word];
}

function spell(word: string): string {
  if (/\d/.test(word) || word.includes('-')) return word;
  const squeezed = squeeze(word);
  const known = lookup(word) ?? lookup(squeezed) ?? lookup(squeezed.replace(/(\p{L})\1/gu, '$1'));
  return known ?? spellingOf(squeezed);
}

function lookup(word: string): string | undefined {
  return Object.hasOwn(slang, word) ? slang[word] : Object.hasOwn(musi.words, word) ? musi.words[word] : undefined;
}

/** Three or more of a letter become one, and a doubled last letter too: no Indonesian word ends in a doubled letter. */
function squeeze(word: string): string {
  return word.replace(/(\p{L})\1{2,}/gu, '$1').replace(/(\p{L})\1+$/u, '$1');
}

const isDoctorMark = (word: string) => word === 'dr' || word === 'dr.';
const leadsToDoctor = new Set(['ke', 'sama', 'sm', 'dengan', 'dgn', 'jadwal', 'praktek', 'praktik', 'poli', 'ketemu', 'temu', 'kontrol', 'untuk', 'oleh', 'ganti', 'pilih']);
const specialities = new Set(['anak', 'kandungan', 'gigi', 'mata', 'kulit', 'saraf', 'syaraf', 'paru', 'jantung', 'bedah', 'tht', 'interna', 'penyakit', 'umum', 'spesialis']);

/** `dr` before a name is a doctor, between words it is *dari*. */
function readDoctorMark(words: readonly string[], index: number, names: ReadonlySet<string>): string {
  const next = words[index + 1];
  if (words[index] === 'dr.' || (next !== undefined && names.has(next))) return 'dokter';
  if (next === undefined) return index > 0 ? 'dokter' : 'dari';
  if (leadsToDoctor.has(words[index - 1] ?? '')) return 'dokter';
  return specialities.has(next) && !/^(saya|sy|ku|sayo)$/.test(words[index + 2] ?? '') ? 'dokter' : 'dari';
}

function mendPhrases(text: string): string {
  return text.replace(/\bjam besok\b/g, 'jam besuk').replace(/\bhari hari ini\b/g, 'hari ini');
}
