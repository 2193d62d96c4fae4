/** Words of the resident's account. */
export const words = {
  title: { id: 'Urusan saya', en: 'My cases' },
  lead: { id: 'Semua yang Anda dan keluarga urus lewat nomor ini, siapa yang membuka data Anda, dan hak Anda atasnya.', en: 'Everything you and your family do through this number, who opened your data, and your rights.' },
  cases: { id: 'Yang sedang berjalan', en: 'Under way' }, past: { id: 'Yang sudah selesai', en: 'Finished' }, none: { id: 'Belum ada urusan dengan nomor ini.', en: 'Nothing yet with this number.' },
  noneHint: { id: 'Ambil antrean dokter atau urus izin; keadaannya tampil di sini.', en: 'Book a doctor or ask for a permit; it appears here.' },
  what: { id: 'Urusan', en: 'Case' }, state: { id: 'Keadaan', en: 'State' }, since: { id: 'Sejak', en: 'Since' }, receipt: { id: 'Struk', en: 'Receipt' },
  rights: { id: 'Data saya', en: 'My data' }, readings: { id: 'Siapa yang membuka data saya, dan untuk apa', en: 'Who opened my data, and why' }, exportFor: { id: 'Unduh data {label}', en: 'Download data of {label}' }, exportPaper: { id: 'untuk dibaca (PDF)', en: 'to read (PDF)' }, exportProgram: { id: 'untuk program (JSON)', en: 'for programs (JSON)' }, clock: { id: 'Waktu menjawab', en: 'Time to answer' },
  ask: { id: 'Minta perbaikan atau penghapusan', en: 'Ask for a correction or erasure' }, askHint: { id: 'Kami menjawab paling lama 3 × 24 jam, juga pada hari libur.', en: 'We answer within 3 × 24 hours, holidays included.' },
  kind: { id: 'Yang Anda minta', en: 'What you ask for' }, correction: { id: 'Perbaiki data yang keliru', en: 'Correct wrong data' }, erasure: { id: 'Hapus data saya', en: 'Erase my data' }, question: { id: 'Tanya tentang data saya', en: 'Ask about my data' },
  person: { id: 'Tentang siapa', en: 'About whom' }, everybody: { id: 'Semua di nomor ini', en: 'Everybody on this number' }, said: { id: 'Jelaskan', en: 'Explain' }, send: { id: 'Kirim permintaan', en: 'Send request' },
  requests: { id: 'Permintaan saya', en: 'My requests' }, until: { id: 'dijawab paling lambat {moment}', en: 'answered by {moment}' },
  open: { id: 'Menunggu jawaban', en: 'Waiting' }, soon: { id: 'Harus dijawab hari ini', en: 'Due today' }, late: { id: 'Lewat 72 jam', en: 'Past 72 hours' }, done: { id: 'Dikerjakan', en: 'Done' }, refused: { id: 'Ditolak', en: 'Refused' },
  inbox: { id: 'Permintaan data warga', en: 'Residents’ data requests' }, inboxLead: { id: 'Yang paling mendesak di atas. Jawaban Anda dibaca warga apa adanya.', en: 'Most urgent first. Residents read your answer as it is.' }, inboxEmpty: { id: 'Tidak ada permintaan yang menunggu.', en: 'Nothing waits.' },
  inboxEmptyHint: { id: 'Permintaan warga tampil di sini dengan waktu 72 jamnya.', en: 'Requests appear here with their 72 hours.' }, answer: { id: 'Jawaban', en: 'Answer' }, outcome: { id: 'Hasil', en: 'Outcome' }, reply: { id: 'Kirim jawaban', en: 'Send answer' },
} as const;
