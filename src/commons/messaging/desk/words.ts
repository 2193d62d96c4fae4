import type { Words } from '#kernel/manifest';

/** Texts of the conversation desk. */
export const words = {
  title: { id: 'Percakapan', en: 'Conversations' },
  waiting: { id: 'Menunggu petugas', en: 'Waiting for an officer' },
  held: { id: 'Dipegang {name}', en: 'Held by {name}' },
  urgent: { id: 'Darurat', en: 'Urgent' },
  since: { id: 'sejak {time}', en: 'since {time}' },
  none: { id: 'Tidak ada percakapan yang menunggu.', en: 'No conversation is waiting.' },
  noneHint: { id: 'Percakapan muncul di sini ketika warga meminta petugas atau asisten tidak dapat menjawab.', en: 'A conversation appears here when a resident asks for an officer or the assistant cannot answer.' },
  pick: { id: 'Pilih percakapan di daftar.', en: 'Choose a conversation from the list.' },
  reason: { id: 'Alasan diserahkan', en: 'Why it was handed over' },
  summary: { id: 'Yang sudah diketahui', en: 'What is known' },
  take: { id: 'Pegang percakapan', en: 'Take over' },
  reply: { id: 'Jawaban Anda', en: 'Your answer' },
  send: { id: 'Kirim jawaban', en: 'Send answer' },
  back: { id: 'Kembalikan ke asisten', en: 'Hand back to the assistant' },
  window: { id: 'Warga terakhir menulis lebih dari 24 jam lalu. Jawaban Anda dikirim setelah ia menulis lagi; ia diberi tahu lewat templat.', en: 'The resident last wrote more than 24 hours ago. Your answer is sent once they write again; a template tells them.' },
  user: { id: 'Warga', en: 'Resident' }, bot: { id: 'Asisten', en: 'Assistant' }, officer: { id: 'Petugas', en: 'Officer' }, service: { id: 'Pemberitahuan', en: 'Notice' },
  calls: { id: 'Harus ditelepon', en: 'To be telephoned' },
  callsHint: { id: 'Tidak ada kanal yang menyampaikan pemberitahuan mendesak ini pada waktunya.', en: 'No channel delivered these urgent notices in time.' },
  phone: { id: 'Nomor', en: 'Number' }, message: { id: 'Yang disampaikan', en: 'What to say' }, why: { id: 'Sebab', en: 'Why' }, outcome: { id: 'Hasil', en: 'Outcome' },
  reached: { id: 'Tersambung', en: 'Reached' }, unanswered: { id: 'Tidak diangkat', en: 'No answer' }, wrong: { id: 'Nomor salah', en: 'Wrong number' },
  noPhone: { id: 'Tidak ada nomor', en: 'No number' },
} satisfies Record<string, Words>;
