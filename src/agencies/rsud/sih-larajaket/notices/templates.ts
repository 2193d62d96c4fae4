/** The messages of Sih Larajaket. No clinic, no diagnosis, no medicine: who reads over a shoulder learns only that somebody was at the hospital. */
export const templates = [
  { name: 'sih-larajaket-resume', category: 'utility' as const, title: 'Resume kunjungan Anda', text: 'Resume kunjungan Anda ((hari)) sudah ditandatangani dokter. Baca resume, hasil, dan aturan minum obat di ((tautan)). Kode pembukanya diberikan petugas di loket, bukan lewat pesan.', sms: 'Resume ((hari)) siap: ((tautan)). Kode dari loket.' },
  { name: 'sih-larajaket-opened', category: 'utility' as const, title: 'Rekam medis Anda dibuka dalam keadaan darurat', text: 'Rekam medis Anda dibuka pada ((hari)) dalam keadaan darurat. Alasannya tertulis di ((tautan)) dan dinilai orang lain pada hari berikutnya. Tidak wajar? Adukan ke RSUD.', sms: 'Rekam medis Anda dibuka darurat ((hari)). Alasan: ((tautan))' },
] as const;
