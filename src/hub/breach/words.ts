/** Words of the desk for leaks of personal data. */
export const words = {
  title: { id: 'Kebocoran data', en: 'Data breaches' },
  lead: { id: 'Bila data pribadi terungkap, warga dan lembaga harus diberi tahu tertulis paling lama 3 × 24 jam. Berlatihlah sebelum terjadi.', en: 'When personal data leak, the people concerned and the authority are told in writing within 3 × 24 hours. Practise before it happens.' },
  none: { id: 'Belum ada kejadian maupun latihan.', en: 'No breach and no drill yet.' }, noneHint: { id: 'Mulailah dengan latihan: isi formulir di bawah, lalu buka kedua suratnya.', en: 'Begin with a drill: fill in the form below, then open both letters.' },
  drill: { id: 'Latihan', en: 'Drill' }, breach: { id: 'Kejadian', en: 'Breach' }, left: { id: 'Waktu memberi tahu', en: 'Time to give notice' }, affected: { id: 'Banyaknya orang', en: 'People concerned' },
  letterSubjects: { id: 'Surat untuk warga', en: 'Letter to the people' }, letterAuthority: { id: 'Surat untuk lembaga', en: 'Letter to the authority' },
  toldSubjects: { id: 'Catat: warga sudah diberi tahu', en: 'Note: people were told' }, toldAuthority: { id: 'Catat: lembaga sudah diberi tahu', en: 'Note: authority was told' }, toldAt: { id: 'terkirim {moment}', en: 'sent {moment}' },
  note: { id: 'Catat kejadian atau mulai latihan', en: 'Note a breach or start a drill' }, kind: { id: 'Ini', en: 'This is' }, knownDate: { id: 'Tanggal diketahui', en: 'Date it became known' }, knownTime: { id: 'Jam diketahui', en: 'Time it became known' }, timeHint: { id: 'Misalnya 13.30', en: 'For example 13.30' }, dateHint: { id: 'Misalnya 2026-11-26', en: 'For example 2026-11-26' },
  data: { id: 'Data apa yang terungkap', en: 'Which data' }, happened: { id: 'Kapan terungkap', en: 'When they were disclosed' }, how: { id: 'Bagaimana terungkap', en: 'How they were disclosed' }, handling: { id: 'Apa yang sudah dan akan dilakukan', en: 'What was and will be done' }, contact: { id: 'Siapa yang dapat dihubungi', en: 'Whom to contact' },
  start: { id: 'Buat kedua surat', en: 'Draft both letters' },
} as const;
