/** Words of the survey's desk. */
export const deskWords = {
  title: { id: 'Meja survei', en: 'Survey desk' },
  desk: { id: 'Meja kerja', en: 'Desk' },
  lead: { id: 'Tiga unsur terendah, rencana perbaikannya, dan ulasan yang menunggu diperiksa.', en: 'The three lowest elements, how they will be mended, and comments that wait.' },
  none: { id: 'Belum ada jawaban untuk layanan Anda', en: 'No answers for your services yet' },
  noneNext: { id: 'Hasil muncul mulai dari lima jawaban.', en: 'Results appear from five answers on.' },
  lowest: { id: 'Terendah: {list}', en: 'Lowest: {list}' },
  plan: { id: 'Rencanakan perbaikan', en: 'Plan an improvement' },
  element: { id: 'Unsur', en: 'Element' }, step: { id: 'Langkah', en: 'Step' }, owner: { id: 'Penanggung jawab', en: 'Owner' }, due: { id: 'Selesai sebelum', en: 'Due' }, proof: { id: 'Bukti', en: 'Proof' }, save: { id: 'Simpan rencana', en: 'Save plan' }, finish: { id: 'Tandai selesai', en: 'Mark done' },
  plans: { id: 'Tindak lanjut', en: 'Follow-up' }, done: { id: 'selesai', en: 'done' }, late: { id: 'lewat batas', en: 'late' }, open: { id: 'berjalan', en: 'open' },
  share: { id: '{done} dari {all} tindak lanjut selesai', en: '{done} of {all} follow-ups done' },
  publish: { id: 'Terbitkan hasil', en: 'Publish results' }, service: { id: 'Layanan', en: 'Service' }, from: { id: 'Dari', en: 'From' }, to: { id: 'Sampai', en: 'To' }, reason: { id: 'Alasan koreksi (bila sudah terbit)', en: 'Reason of correction (if already published)' },
  published: { id: 'Sudah terbit', en: 'Published' }, publishedLine: { id: '{service}, {from} sampai {to}: {index} (n = {n})', en: '{service}, {from} to {to}: {index} (n = {n})' }, correction: { id: 'koreksi: {reason}', en: 'correction: {reason}' },
  comments: { id: 'Ulasan menunggu', en: 'Comments waiting' }, commentsNone: { id: 'Tidak ada ulasan yang menunggu.', en: 'No comment waits.' }, show: { id: 'Tampilkan', en: 'Show' }, withhold: { id: 'Jangan tampilkan', en: 'Withhold' },
  'el-requirements': { id: 'persyaratan', en: 'requirements' }, 'el-procedure': { id: 'prosedur', en: 'procedure' }, 'el-time': { id: 'waktu', en: 'time' }, 'el-fee': { id: 'biaya', en: 'fee' }, 'el-product': { id: 'produk', en: 'product' }, 'el-competence': { id: 'kecakapan', en: 'competence' }, 'el-conduct': { id: 'perilaku', en: 'conduct' }, 'el-complaints': { id: 'pengaduan', en: 'complaints' }, 'el-facilities': { id: 'sarana', en: 'facilities' },
} as const;
