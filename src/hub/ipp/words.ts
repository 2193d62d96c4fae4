/** Words of the public service index. */
export const words = {
  title: { id: 'Indeks pelayanan publik', en: 'Public service index' },
  desk: { id: 'Meja kerja', en: 'Desk' },
  lead: { id: 'PEKPPP {year}: unit mengisi F01, penilai memverifikasi menjadi F02, pengguna menilai F03.', en: 'PEKPPP {year}: the unit fills F01, an evaluator verifies F02, users rate F03.' },
  unverified: { id: 'Bobot aspek berasal dari ingatan dan dapat diubah ({source}).', en: 'Aspect weights are from memory and can be changed ({source}).' },
  regency: { id: 'Kabupaten', en: 'Regency' },
  regencyWhy: { id: 'Rata-rata {n} unit yang sudah dinilai', en: 'Mean of {n} evaluated units' },
  none: { id: 'belum ada', en: 'none yet' },
  unit: { id: 'Unit', en: 'Unit' }, index: { id: 'Indeks', en: 'Index' }, grade: { id: 'Predikat', en: 'Grade' }, done: { id: 'Terverifikasi', en: 'Verified' },
  f02: { id: 'F02 (penilai)', en: 'F02 (evaluator)' }, f03: { id: 'F03 (pengguna)', en: 'F03 (users)' },
  f03Why: { id: 'Perkiraan dari SKM, n = {n}', en: 'Estimated from the survey, n = {n}' },
  f03Few: { id: 'Dihitung 0: baru {n} dari {least} responden', en: 'Counts 0: {n} of {least} respondents' },
  self: { id: 'Isian unit (0–5)', en: 'Self (0–5)' }, proof: { id: 'Bukti', en: 'Proof' }, verified: { id: 'Nilai penilai (0–5)', en: 'Evaluator (0–5)' }, because: { id: 'Alasan bila berbeda', en: 'Reason if it differs' },
  save: { id: 'Simpan', en: 'Save' },
  aspect: { id: '{name} (bobot {weight})', en: '{name} (weight {weight})' },
} as const;
