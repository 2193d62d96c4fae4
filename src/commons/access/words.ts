/** What the page of readings says, in both languages. */
export const words = {
  id: {
    title: 'Siapa yang membuka data saya', intro: 'Setiap kali data pribadi Anda dibuka, siapa, untuk apa, dan bagian mana yang dibuka tercatat di sini. Catatan ini tidak dapat dihapus.',
    when: 'Waktu', who: 'Dibuka oleh', what: 'Bagian data', why: 'Untuk apa', glass: 'Buka darurat', older: 'Lihat yang lebih lama',
    none: 'Belum ada yang membuka data Anda', noneMore: 'Bila petugas membuka data Anda, catatannya muncul di sini saat itu juga.',
    staff: 'Petugas', system: 'Sistem', partner: 'Mitra', resident: 'Anda sendiri', unsure: 'Bila ada yang tidak Anda kenali, laporkan ke petugas pengaduan.',
    fields: { nik: 'NIK', name: 'nama', phone: 'nomor HP', address: 'alamat', birthDate: 'tanggal lahir', norm: 'nomor rekam medis', noka: 'nomor kartu JKN', sex: 'jenis kelamin', email: 'surel', diagnosis: 'diagnosis' } as Record<string, string>,
  },
  en: {
    title: 'Who opened my data', intro: 'Each time your personal data is opened, who did it, what for and which parts are written here. This record cannot be erased.',
    when: 'Time', who: 'Opened by', what: 'Parts', why: 'Purpose', glass: 'Emergency access', older: 'Show older ones',
    none: 'Nobody has opened your data yet', noneMore: 'When an officer opens your data, the record appears here at once.',
    staff: 'Officer', system: 'System', partner: 'Partner', resident: 'Yourself', unsure: 'If you do not recognise one, tell the complaints officer.',
    fields: { nik: 'NIK', name: 'name', phone: 'phone number', address: 'address', birthDate: 'date of birth', norm: 'medical record number', noka: 'JKN card number', sex: 'sex', email: 'e-mail', diagnosis: 'diagnosis' } as Record<string, string>,
  },
};
