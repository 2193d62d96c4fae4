import type { EventDeclaration, Measure } from '#kernel/manifest';

const told = (type: string, id: string, en: string): EventDeclaration => ({ type: `sih-larajaket/${type}`, version: 1, means: { id, en } });

export const declaredEvents: readonly EventDeclaration[] = [
  told('arrived', 'Kunjungan dimulai dari check-in', 'A visit began with the check-in'), told('triaged', 'Triase selesai', 'Triage done'), told('seen', 'Dokter mulai memeriksa', 'The doctor began'),
  told('signed', 'Catatan dokter ditandatangani', 'The doctor’s note was signed'), told('amended', 'Catatan dibetulkan dengan alasan', 'A note was amended'), told('left-before-seen', 'Pasien pergi sebelum diperiksa', 'A patient left before being seen'),
  told('ordered', 'Pemeriksaan penunjang diminta', 'An examination was ordered'), told('resulted', 'Hasil penunjang keluar', 'A result was reported'), told('result-withdrawn', 'Hasil ditarik', 'A result was withdrawn'),
  told('critical-told', 'Nilai kritis disampaikan', 'A critical value was told'), told('prescribed', 'Resep dikirim', 'A prescription was sent'), told('medicine-handed', 'Obat diserahkan atau diantar', 'Medicine handed over or sent'),
  told('shortage', 'Obat kosong', 'A medicine ran out'), told('delivery-requested', 'Pengantaran obat diminta', 'Medicine delivery requested'), told('finished', 'Kunjungan selesai', 'A visit finished'),
  told('printed', 'Lembar dicetak', 'Sheets were printed'), told('glass-broken', 'Berkas dibuka dalam keadaan darurat', 'A chart was opened in an emergency'), told('satusehat-acked', 'Data diterima SATUSEHAT', 'Data taken by SATUSEHAT'),
];

/** The public figures of the service. Sources: domain 1 and KMK 129/2008 (waits), Permenkes 24/2022 (record). */
export const measures: readonly Measure[] = [
  {
    id: 'sheets', kind: 'count', unit: 'lembar', by: 'what', smallCells: 'shown', staleAfterHours: 48, promise: { atMost: 0 }, of: { events: ['sih-larajaket/printed'] },
    name: { id: 'Lembar dicetak', en: 'Sheets printed' },
    definition: { id: 'Banyaknya lembar kertas yang dicetak untuk kunjungan rawat jalan. Sasaran: nol.', en: 'Sheets of paper printed for outpatient visits. Target: none.' },
  },
  {
    id: 'paperless', kind: 'share', unit: 'persen', staleAfterHours: 48, promise: { atLeast: 95 }, of: { events: ['sih-larajaket/finished'], atMost: ['sheets', 0] }, among: { events: ['sih-larajaket/finished'] },
    name: { id: 'Kunjungan tanpa selembar kertas', en: 'Visits without a sheet of paper' },
    definition: { id: 'Dari kunjungan yang selesai, bagian yang tidak mencetak satu lembar pun.', en: 'Of finished visits, the share that printed no sheet at all.' },
  },
  {
    id: 'resume-same-day', kind: 'share', unit: 'persen', staleAfterHours: 48, promise: { atLeast: 99 }, of: { events: ['sih-larajaket/finished'], where: { resumeSameDay: true } }, among: { events: ['sih-larajaket/finished'] },
    name: { id: 'Resume lengkap pada hari yang sama', en: 'Résumé complete the same day' },
    definition: { id: 'Dari kunjungan yang selesai, bagian yang resumenya ditandatangani pada hari kunjungan. Janji: sekurang-kurangnya 99 persen.', en: 'Of finished visits, the share whose résumé was signed on the day of the visit. Promise: at least 99 percent.' },
  },
  {
    id: 'complete-before-leaving', kind: 'share', unit: 'persen', staleAfterHours: 48, promise: { atLeast: 95 }, of: { events: ['sih-larajaket/finished'], where: { complete: true } }, among: { events: ['sih-larajaket/finished'] },
    name: { id: 'Berkas lengkap sebelum pasien pulang', en: 'File complete before the patient leaves' },
    definition: { id: 'Dari kunjungan yang selesai, bagian yang berkasnya lengkap seluruhnya, termasuk persetujuan, hasil yang dibaca, dan nomor SEP peserta JKN.', en: 'Of finished visits, the share with nothing missing: consent, results read, and the eligibility letter of JKN members included.' },
  },
  {
    id: 'wait-doctor', kind: 'share', unit: 'persen', by: 'poli', staleAfterHours: 48, promise: { atLeast: 80 }, of: { events: ['sih-larajaket/seen'], atMost: ['waitMinutes', 60] }, among: { events: ['sih-larajaket/seen'] },
    name: { id: 'Diperiksa dokter dalam 60 menit', en: 'Seen by a doctor within 60 minutes' },
    definition: { id: 'Dari pasien yang diperiksa, bagian yang menunggu paling lama 60 menit sejak check-in.', en: 'Of patients seen, the share who waited at most 60 minutes from check-in.' },
  },
  {
    id: 'medicine-30', kind: 'share', unit: 'persen', staleAfterHours: 48, promise: { atLeast: 80 }, of: { events: ['sih-larajaket/medicine-handed'], where: { compounded: false }, atMost: ['waitMinutes', 30] }, among: { events: ['sih-larajaket/medicine-handed'], where: { compounded: false } },
    name: { id: 'Obat jadi diserahkan dalam 30 menit', en: 'Ready-made medicine within 30 minutes' },
    definition: { id: 'Dari resep obat jadi, bagian yang diserahkan paling lama 30 menit sejak resep dikirim.', en: 'Of ready-made prescriptions, the share handed over within 30 minutes of being sent.' },
  },
  {
    id: 'medicine-60', kind: 'share', unit: 'persen', staleAfterHours: 48, promise: { atLeast: 80 }, of: { events: ['sih-larajaket/medicine-handed'], where: { compounded: true }, atMost: ['waitMinutes', 60] }, among: { events: ['sih-larajaket/medicine-handed'], where: { compounded: true } },
    name: { id: 'Obat racikan diserahkan dalam 60 menit', en: 'Compounded medicine within 60 minutes' },
    definition: { id: 'Dari resep racikan, bagian yang diserahkan paling lama 60 menit sejak resep dikirim.', en: 'Of compounded prescriptions, the share handed over within 60 minutes of being sent.' },
  },
  {
    id: 'typing', kind: 'quantile', unit: 'menit', staleAfterHours: 48, of: { events: ['sih-larajaket/signed'], atLeast: ['typedMinutes', 0.01] }, field: 'typedMinutes', p: 0.5, promise: { atMost: 1.5 },
    name: { id: 'Waktu mengetik dokter', en: 'Doctor’s typing time' },
    definition: { id: 'Nilai tengah lama mengetik dokter untuk satu kunjungan, dihitung di layar selama tombol ditekan. Sasaran: 1,5 menit.', en: 'Median time a doctor types in one visit, counted on the screen while keys are pressed. Target: 1.5 minutes.' },
  },
  {
    id: 'critical-30', kind: 'share', unit: 'persen', staleAfterHours: 72, promise: { atLeast: 100 }, of: { events: ['sih-larajaket/critical-told'], where: { within: true } }, among: { events: ['sih-larajaket/critical-told'] },
    name: { id: 'Nilai kritis disampaikan dalam 30 menit', en: 'Critical values told within 30 minutes' },
    definition: { id: 'Dari hasil bernilai kritis, bagian yang disampaikan kepada dokter paling lama 30 menit.', en: 'Of critical results, the share told to a doctor within 30 minutes.' },
  },
  {
    id: 'left', kind: 'count', unit: 'orang', by: 'poli', staleAfterHours: 72, of: { events: ['sih-larajaket/left-before-seen'] },
    name: { id: 'Pergi sebelum diperiksa', en: 'Left before being seen' },
    definition: { id: 'Banyaknya pasien yang check-in lalu pergi sebelum diperiksa dokter.', en: 'Patients who checked in and left before a doctor saw them.' },
  },
  {
    id: 'glass', kind: 'count', unit: 'kali', smallCells: 'shown', staleAfterHours: 24 * 60, of: { events: ['sih-larajaket/glass-broken'] },
    name: { id: 'Berkas dibuka dalam keadaan darurat', en: 'Charts opened in an emergency' },
    definition: { id: 'Banyaknya berkas yang dibuka tanpa hubungan perawatan, dengan alasan tertulis. Setiap pembukaan diperiksa esok hari.', en: 'Charts opened outside a treatment relation, with a written reason. Each is reviewed the next day.' },
  },
  {
    id: 'satusehat', kind: 'count', unit: 'kali', by: 'resource', smallCells: 'shown', staleAfterHours: 48, of: { events: ['sih-larajaket/satusehat-acked'] },
    name: { id: 'Data diterima SATUSEHAT', en: 'Data taken by SATUSEHAT' },
    definition: { id: 'Banyaknya data kunjungan yang diterima SATUSEHAT, menurut jenisnya.', en: 'Visit data taken by SATUSEHAT, by kind.' },
  },
];
