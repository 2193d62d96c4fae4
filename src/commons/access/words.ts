import type { Words } from '#kernel/manifest';

/** What the page of readings says. */
export const words = {
  title: { id: 'Siapa yang membuka data saya', en: 'Who opened my data' },
  intro: { id: 'Setiap kali data pribadi Anda dibuka, catatannya ada di sini: oleh siapa, untuk apa, bagian mana. Catatan ini tidak dapat dihapus.', en: 'Each time your personal data is opened it is written here: by whom, what for, which parts. The record cannot be erased.' },
  who: { id: 'Dibuka oleh', en: 'Opened by' },
  what: { id: 'Bagian data', en: 'Parts' },
  why: { id: 'Untuk apa', en: 'Purpose' },
  glass: { id: 'Buka darurat', en: 'Emergency access' },
  older: { id: 'Lihat yang lebih lama', en: 'Show older ones' },
  none: { id: 'Belum ada yang membuka data Anda', en: 'Nobody has opened your data yet' },
  noneMore: { id: 'Bila petugas membuka data Anda, catatannya muncul di sini saat itu juga.', en: 'When an officer opens your data, the record appears here at once.' },
  staff: { id: 'Petugas', en: 'Officer' },
  system: { id: 'Sistem', en: 'System' },
  partner: { id: 'Mitra', en: 'Partner' },
  resident: { id: 'Anda sendiri', en: 'Yourself' },
  unsure: { id: 'Bila ada yang tidak Anda kenali, laporkan ke petugas pengaduan.', en: 'If you do not recognise one, tell the complaints officer.' },
};

/** Names of fields as people say them. */
export const fieldWords: Readonly<Record<string, Words>> = {
  nik: { id: 'NIK', en: 'NIK' },
  name: { id: 'nama', en: 'name' },
  shownName: { id: 'nama', en: 'name' },
  phone: { id: 'nomor HP', en: 'phone number' },
  address: { id: 'alamat', en: 'address' },
  birthDate: { id: 'tanggal lahir', en: 'date of birth' },
  norm: { id: 'nomor rekam medis', en: 'medical record number' },
  noka: { id: 'nomor kartu JKN', en: 'JKN card number' },
  kk: { id: 'nomor kartu keluarga', en: 'family card number' },
  passport: { id: 'nomor paspor', en: 'passport number' },
  motherName: { id: 'nama ibu', en: 'mother’s name' },
  sex: { id: 'jenis kelamin', en: 'sex' },
  email: { id: 'surel', en: 'e-mail' },
  diagnosis: { id: 'diagnosis', en: 'diagnosis' },
};
