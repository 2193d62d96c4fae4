/**
 * Phrases written after the reader was finished, never used to improve it: an honest look at what it does with words nobody prepared it for.
 * Same "now" and notation as dates.ts. Misses stay in the list; the bench prints them.
 */
export const heldOutPhrases: readonly (readonly [phrase: string, meaning: string])[] = [
  ['bisa gak klo hari selasa aja dok jam 9an', '2026-11-24 09:00'], ['rencananya mau hari kamis tgl 26', '2026-11-26'], ['besok siang abis dzuhur ya', '2026-11-24 11:53-13:23'], ['klo besok penuh, lusa jg gpp', '? 2026-11-24 | 2026-11-25'],
  ['sabtu tgl 28 nov 2026 jam 10.15', '2026-11-28 10:15'], ['minta jadwal tgl 2 des', '2026-12-02'], ['tanggal dua desember', '2026-12-02'], ['besok pagi-pagi', '2026-11-24 05:00-08:00'], ['bsk jam stgh 8', '2026-11-24 07:30'], ['nanti jam 1 siang', '@13:00'],
  ['hari senin tanggal 30', '2026-11-30'], ['senin besok', '? 2026-11-30 | 2026-11-24'], ['awal desember', '2026-12-01..2026-12-10'], ['pertengahan bulan depan', '2026-12-11..2026-12-20'], ['dua hari lagi sore', '2026-11-25 15:00-18:00'], ['tgl 27 aja pagi', '2026-11-27 05:00-11:00'],
  ['mau kontrol hari rabu besok lusa', '2026-11-25'], ['jumat sore jam 4', '2026-11-27 16:00'], ['jam 10 pagi hari jumat', '2026-11-27 10:00'], ['selain senin bisa?', '-'], ['jangan hari jumat, sabtu aja', '2026-11-28'], ['sekitar jam 9', '@09:00'], ['paling lambat jam 11', '@05:00-11:00'], ['sesudah magrib', '@17:59-19:29'],
  ['anak saya demam dari semalam, mau periksa hari ini', '2026-11-23'], ['tanggal merah', '-'], ['tgl 1', '2026-12-01'], ['1 januari 2027 jam 8', '2027-01-01 08:00'], ['27.11.2026', '2026-11-27'], ['27 11 2026', '2026-11-27'], ['kamis, 3 Desember', '2026-12-03'], ['kamis tgl 4 desember', '? 2026-12-04 | 2026-11-26'],
  ['ari kamis isuk', '? 2026-11-26 | 2026-11-24'], ['rabu malem', '2026-11-25 18:00-23:59'], ['12 siang', '@12:00'], ['jam 7.15', '@07:15'], ['jam tujuh lewat lima belas', '@07:15'], ['jam sepuluh kurang lima', '@09:55'], ['jam 9 lwt 10', '@09:10'], ['besok jam 8 apa jam 10 ya', '2026-11-24 08:00'],
];
