/** What the assistant itself says. Services word their own questions. */
export const words = {
  hello: 'Halo, saya asisten layanan. Anda bisa menulis dengan kata-kata sendiri, atau pilih keperluan:',
  menu: 'Silakan pilih keperluan, atau tulis dengan kata-kata sendiri:',
  unclear: 'Maaf, saya belum paham maksud Anda.',
  unclearPick: 'Maaf, saya masih belum paham. Silakan pilih salah satu, atau tekan Petugas.',
  handedOver: 'Saya sambungkan ke petugas. Isi percakapan ini ikut diteruskan, jadi Anda tidak perlu mengulang. Tulis “menu” bila ingin kembali ke asisten.',
  unknownFact: 'Saya belum punya data resmi tentang itu, jadi tidak saya jawab dengan perkiraan. Saya teruskan pertanyaan Anda ke petugas.',
  stale: 'Tombol itu dari pertanyaan yang sudah lewat, jadi tidak mengubah apa pun.',
  gone: 'Pilihan itu sudah tidak berlaku.',
  abandoned: 'Baik, saya hentikan. Tidak ada yang diubah.',
  hold: 'Pesan Anda datang sangat banyak, mohon tunggu sebentar. Yang terakhir belum saya proses: tulis sekali lagi dalam satu pesan kira-kira 10 detik lagi.',
  secret: 'Demi keamanan, jangan kirim NIK di chat. Nomor itu sudah kami samarkan dan tidak kami pakai.',
  thanks: 'Sama-sama. Semoga lekas sehat.',
  media: 'Kiriman Anda sudah diterima dan bisa dilihat petugas. Saya hanya membaca tulisan: mohon tulis keperluan Anda.',
  back: 'Asisten kembali membantu Anda.',
  nothing: 'Tidak ada yang sedang kita kerjakan.',
  person: 'Petugas',
  menuTitle: 'Menu',
  proceed: 'Bukan darurat, lanjut',
  whichService: 'Tentang layanan yang mana?',
} as const;

/** Where help is, from the regency's data. A number nobody verified is not in that data. */
export interface EmergencyContact {
  readonly name: string;
  readonly phone?: string | undefined;
  readonly note?: { readonly id: string } | undefined;
}

/** Said first, in every state. Numbers come from the regency's data; no advice and no diagnosis. */
export function emergencyCard(contacts: readonly EmergencyContact[]): string {
  const lines = contacts.map(({ name, phone, note }) => `• ${name}${phone ? `: ${phone}` : ''}${note ? ` (${lowerFirst(note.id)})` : ''}`).join('\n');
  return `DARURAT? Jangan menunggu balasan chat. Segera hubungi atau datangi:\n${lines}\n\nPetugas kami sudah diberi tahu. Bila ini bukan keadaan darurat, tulis “lanjut”.`;
}

/** `Pesan Anda tadi pukul 08.10 baru kami terima.` */
export function lateNote(sentAt: Temporal.Instant, now: Temporal.Instant, zone: string): string {
  const sent = sentAt.toZonedDateTimeISO(zone);
  const clock = `${String(sent.hour).padStart(2, '0')}.${String(sent.minute).padStart(2, '0')}`;
  const sameDay = sent.toPlainDate().equals(now.toZonedDateTimeISO(zone).toPlainDate());
  return sameDay ? `Pesan Anda tadi pukul ${clock} baru kami terima.` : `Pesan Anda tanggal ${sent.day}/${sent.month} pukul ${clock} baru kami terima.`;
}

function lowerFirst(text: string): string {
  return text.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());
}
