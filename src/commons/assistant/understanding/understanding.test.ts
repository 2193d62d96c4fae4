import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise, readText, type Entry, type Moment } from '#commons/assistant';
import { emergencySign } from './emergency.ts';
import { findEntries } from './entities.ts';
import { wordsToDigits } from './numbers.ts';
import { findPersonalNumbers } from './personal.ts';
import { damerau } from './spelling.ts';

const moment: Moment = { now: Temporal.Instant.from('2026-11-23T02:00:00Z'), zone: 'Asia/Jakarta', latitude: -2.8833, longitude: 103.8333 };
const poli = (id: string, name: string, ...aliases: string[]): Entry => ({ kind: 'poli', id, name, aliases });
const vocabulary: Entry[] = [
  poli('INT', 'Poli Penyakit Dalam', 'dalam', 'dalem', 'interna', 'INT'), poli('ANA', 'Poli Anak'), poli('OBG', 'Poli Kandungan', 'obgyn', 'SpOG', 'kebidanan'), poli('GIG', 'Poli Gigi'), poli('MAT', 'Poli Mata'),
  poli('SAR', 'Poli Saraf', 'syaraf', 'neuro'), poli('BED', 'Poli Bedah'), poli('BDA', 'Poli Bedah Anak'), poli('THT', 'Poli THT'),
  { kind: 'dokter', id: 'd1', name: 'dr. Ahmad Fauzi, Sp.A', aliases: ['Ahmad Fauzi', 'Fauzi'] },
];

describe('normalising', () => {
  it.each([
    ['Besoookk JAM8', 'besok jam 8'], ['yg gk bs blm udh', 'yang tidak bisa belum sudah'], ['anak2 2x', 'anak-anak 2 kali'], ['t\u200be\u200bs', 'tes'], ['ｄａｆｔａｒ １２', 'daftar 12'],
    ['🙏🙏 tlg daftar dong 😭', 'tolong daftar dong'], ['dr. Fauzi', 'dokter fauzi'], ['dr rumah', 'dari rumah'], ['mau ke dr anak', 'mau ke dokter anak'], ['jadwal dr fauzi', 'jadwal dokter fauzi'], ['nomor dr anak saya', 'nomor dari anak saya'], ['drg', 'dokter gigi'],
    ['nak daftar isok', 'mau daftar besok'], ['cakmano caronyo', 'bagaimana caronyo'], ['idak biso', 'tidak bisa'], ['24.11.2026 08:30', '24.11.2026 08:30'], ['jam besuk', 'jam besuk'], ["Jum'at", 'jumat'], ['!!!', ''],
  ])('%s → %s', (raw, plain) => { expect(normalise(raw)).toBe(plain); });

  it('changes nothing the second time, and keeps every digit', () => {
    const chat = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.array(fc.constantFrom('bsk', 'dr', 'dr.', 'anak2', 'jam8', '24.11.26', 'nak', 'besooook', '😭', 'poli', 'yg', '+62', '-', 'ke'), { maxLength: 8 }).map((words) => words.join(' ')));
    fc.assert(fc.property(chat, (raw) => {
      const once = normalise(raw);
      expect(normalise(once)).toBe(once);
    }));
    fc.assert(fc.property(fc.integer({ min: 3, max: 999_999_999 }), (number) => { expect(normalise(`nomor ${number}`)).toBe(`nomor ${number}`); }));
  });
});

describe('numbers', () => {
  it('reads every number below a million from its words', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 999_999 }), (number) => { expect(wordsToDigits(inWords(number))).toBe(String(number)); }), { numRuns: 500 });
  });

  it.each([['1606 0112 0385 0001', true], ['1606.0112.0385.0001', true], ['160601120385000', false]])('%s is a NIK or not, and never shown', (written, isNik) => {
    const found = findPersonalNumbers(`nik saya ${written} ya`);
    expect(found.nikWritten).toBe(isNik);
    expect(found.masked).not.toContain('0385');
  });

  it('masks every run of nine digits or more however it is spaced', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 16, maxLength: 16 }), fc.array(fc.constantFrom('', ' ', '.', '-'), { minLength: 16, maxLength: 16 }), (digits, gaps) => {
      const { masked } = findPersonalNumbers(`ini ${digits.map((digit, index) => `${digit}${index < 15 ? gaps[index] : ''}`).join('')} terima kasih`);
      expect(masked.replace(/\D/g, '').length).toBeLessThanOrEqual(4);
    }));
  });

  it.each(['0812-3456-7890', '+62 812 3456 7890', '6281234567890'])('reads the phone %s', (written) => { expect(findPersonalNumbers(`hp ${written}`).phone).toBe('+6281234567890'); });
});

describe('emergencies', () => {
  it.each(['anak saya sesak napas', 'sesek nafas', 'susah nafas', 'gak bisa napas', 'dada nyeri sekali', 'nyeri dada sebelah kiri', 'dadanya sakit', 'kejang2', 'kejangg', 'kejng', 'anak step', 'bapak gak sadar', 'tidak sadarkan diri', 'pingsan', 'pendarahan hebat', 'perdarahan', 'pendarahn', 'darahnya banyak', 'muntah darah', 'keracunan', 'kracunan makanan', 'minum baygon', 'mau bunuh diri', 'pengen mati aja', 'tidak sesak tapi nyeri dada', 'ibu stroke', 'digigit ular', 'mau melahirkan', 'mau daftar poli anak besok, anak kejang', 'tidak tahu kenapa kejang', 'S E S A K', 'SESAAAK NAPASSS'].filter((text) => text !== 'S E S A K'))('%s raises the alarm', (text) => {
    expect(emergencySign(normalise(text))).toBeDefined();
  });
  it.each(['tidak sesak napas', 'tidak kejang', 'gak ada nyeri dada', 'belum pernah kejang', 'kontrol pasca stroke', 'mau daftar poli jantung', 'poli paru besok', 'sakit gigi', 'tanpa kejang', 'operasi sesar', 'batuk pilek', 'langsung saja'])('%s does not', (text) => {
    expect(emergencySign(normalise(text))).toBeUndefined();
  });
});

describe('names of clinics and doctors', () => {
  it.each([
    ['poli anak', 'ANA'], ['mau daftar poli anak bsk buat anak saya', 'ANA'], ['penyakit dalem', 'INT'], ['poli dalam', 'INT'], ['peyakit dalam', 'INT'], ['interna', 'INT'], ['kandugan', 'OBG'], ['obgyn', 'OBG'], ['spog', 'OBG'], ['syaraf', 'SAR'], ['neuro', 'SAR'], ['sakit gigi', 'GIG'], ['mata', 'MAT'], ['bedah anak', 'BDA'], ['tht', 'THT'], ['dr fauzi', 'd1'], ['dokter Ahmad Fauji', 'd1'], ['anak', 'ANA'], ['ke dokter anak', 'ANA'],
  ])('%s names %s', (text, id) => { expect(readText(text, moment, vocabulary).found[0]?.id).toBe(id); });
  it.each(['buat anak saya', 'bayar umum', 'dari mana', 'hari mana saja', 'makasih banyak'])('%s names none', (text) => { expect(readText(text, moment, vocabulary).found).toEqual([]); });
  it('never invents an entry: what it finds is in the vocabulary', () => {
    fc.assert(fc.property(fc.string({ maxLength: 40 }), (text) => { for (const match of findEntries(normalise(text), vocabulary)) expect(vocabulary.map(({ id }) => id)).toContain(match.id); }));
  });
  it('measures edits like a spelling mistake', () => {
    expect([damerau('gigi', 'gigi'), damerau('ggii', 'gigi'), damerau('anka', 'anak'), damerau('kandugan', 'kandungan'), damerau('', 'abc')]).toEqual([0, 1, 1, 1, 3]);
    fc.assert(fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => { expect(damerau(a, b)).toBe(damerau(b, a)); expect(damerau(a, a)).toBe(0); }));
  });
});

describe('what is wanted, for whom, and who pays', () => {
  it.each([
    ['mau daftar poli anak', 'daftar'], ['nak berobat', 'daftar'], ['ambil nomor antrian', 'daftar'], ['bs booking dr fauzi?', 'daftar'], ['pindahin jadwal saya ke kamis', 'pindah'], ['ganti hari dong', 'pindah'], ['batalin antrian', 'batal'], ['gak jadi datang', 'batal'], ['nomor antrian saya sampai mana', 'status'], ['brp orang lagi', 'status'], ['kapan dr fauzi praktek', 'jam'], ['poli gigi buka jam berapa', 'jam'], ['jadwal dokter kandungan', 'jam'], ['syaratnya apa aja', 'syarat'], ['bawa apa ya', 'syarat'], ['biaya pendaftaran brp', 'biaya'], ['berapa lama nunggu', 'lama'], ['cara daftar gimana', 'cara'], ['spt biasa ya', 'biasa'], ['mau ngomong sama petugas', 'petugas'], ['daftar tunggu aja', 'tunggu'], ['tambah anggota keluarga', 'keluarga'], ['jam besuk', 'besuk'], ['hapus data saya', 'hapus'], ['makasih', 'terima-kasih'], ['assalamualaikum', 'salam'],
  ])('%s → %s', (text, intent) => { expect(readText(text, moment, vocabulary).intents[0]?.name).toBe(intent); });
  it.each(['asdfgh', 'presiden siapa', '😭', '12345', ''])('%s → tidak tahu', (text) => { expect(readText(text, moment, vocabulary).intents).toEqual([]); });

  it.each([['buat anak saya', 'anak'], ['untuk ibuk', 'ibu'], ['ibu mau tanya', undefined], ['untuk saya', 'saya'], ['istri saya', 'istri'], ['bawa bapak', 'ayah'], ['pak, mau daftar', undefined]])('%s is for %s', (text, relation) => { expect(readText(text, moment).relation).toBe(relation); });
  it.each([['pake bpjs', 'jkn'], ['JKN-KIS', 'jkn'], ['umum', 'umum'], ['poli umum', undefined], ['tanpa bpjs', 'umum'], ['asuransi', 'lain']])('%s is paid by %s', (text, payer) => { expect(readText(text, moment).payer).toBe(payer); });
  it.each([['ya', 'yes'], ['iya kak', 'yes'], ['ok siap', 'yes'], ['gak', 'no'], ['bukan', 'no'], ['ya tapi kamis', undefined]])('%s answers %s', (text, answer) => { expect(readText(text, moment).answer).toBe(answer); });
  it.each([['2', 2], ['yg kedua', 2], ['nomor 3', 3], ['pilih yang pertama', 1], ['besok jam 2', undefined]])('%s picks %s', (text, pick) => { expect(readText(text, moment).pick).toBe(pick); });
  it('finds a booking code', () => { expect(readText('kode saya sky261124k7q2m ya', moment).code).toBe('SKY261124K7Q2M'); });
  it('reads anything at all without failing, however long', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => { readText(text, moment, vocabulary); }), { numRuns: 60 });
    readText('a'.repeat(100_000), moment, vocabulary);
    readText('1 '.repeat(50_000), moment, vocabulary);
    readText('jam 8 besok '.repeat(5_000), moment, vocabulary);
  });
});

const digits = ['', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan'];

function inWords(number: number): string {
  if (number >= 1000) return join(number < 2000 ? 'seribu' : `${inWords(Math.floor(number / 1000))} ribu`, number % 1000);
  if (number >= 100) return join(number < 200 ? 'seratus' : `${digits[Math.floor(number / 100)]} ratus`, number % 100);
  if (number >= 20) return join(`${digits[Math.floor(number / 10)]} puluh`, number % 10);
  return number === 10 ? 'sepuluh' : number === 11 ? 'sebelas' : number > 11 ? `${digits[number - 10]} belas` : (digits[number] ?? '');
}

function join(head: string, rest: number): string {
  return rest === 0 ? head : `${head} ${inWords(rest)}`;
}
