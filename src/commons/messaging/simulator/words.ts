import type { Words } from '#kernel/manifest';

/** Texts of the simulator page. */
export const words = {
  title: { id: 'Coba lewat chat', en: 'Try it by chat' },
  intro: { id: 'Telepon contoh, layanan yang sebenarnya, tanpa internet.', en: 'A sample phone, the real service, no internet.' },
  phones: { id: 'Telepon siapa', en: 'Whose phone' },
  via: { id: 'Lewat aplikasi', en: 'Through' },
  talk: { id: 'Percakapan', en: 'Conversation' },
  placeholder: { id: 'Tulis pesan', en: 'Write a message' },
  send: { id: 'Kirim', en: 'Send' },
  reload: { id: 'Lihat balasan', en: 'Show replies' },
  choose: { id: 'Pilih', en: 'Choose' },
  contact: { id: 'Bagikan nomor telepon saya', en: 'Share my phone number' },
  you: { id: 'Anda', en: 'You' },
  service: { id: 'Layanan', en: 'Service' },
  empty: { id: 'Tulis seperti kepada petugas, atau mulai dengan contoh:', en: 'Write as you would to a clerk, or start with an example:' },
  examples: [
    { id: 'mau daftar poli anak bsk pagi', en: 'mau daftar poli anak bsk pagi' },
    { id: 'dokter gigi hari jumat ada?', en: 'dokter gigi hari jumat ada?' },
    { id: 'menu', en: 'menu' },
  ],
  sms: { id: 'SMS yang masuk ke telepon ini', en: 'Text messages on this phone' },
} satisfies Record<string, Words | readonly Words[]>;
