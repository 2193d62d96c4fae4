import { problems } from '#kernel/problem';

/** Every refusal of this room. */
export const refusals = problems('messaging', {
  unknownTemplate: { status: 422, title: 'Templat pesan tidak dikenal', detail: 'Periksa nama templat pada daftar templat, lalu kirim lagi.' },
  missingData: { status: 422, title: 'Data untuk templat belum lengkap', detail: 'Lengkapi semua isian templat, lalu kirim lagi.' },
  unknownValues: { status: 422, title: 'Ada isian yang tidak dikenal', detail: 'Pakai hanya isian yang diberikan layanan.' },
  editedMeanwhile: { status: 409, title: 'Templat baru saja diubah orang lain', detail: 'Buka lagi templat ini, lalu ubah kata-kata yang terbaru.' },
  unknownConversation: { status: 404, title: 'Percakapan tidak ditemukan', detail: 'Percakapan ini sudah dihapus atau bukan milik instansi Anda. Kembali ke daftar percakapan.' },
  alreadyTaken: { status: 409, title: 'Percakapan sudah dipegang petugas lain', detail: 'Buka daftar percakapan untuk melihat siapa yang memegangnya.' },
  emptyAnswer: { status: 422, title: 'Jawaban masih kosong', detail: 'Tulis jawaban, lalu kirim.' },
  badPhone: { status: 422, title: 'Nomor telepon belum sesuai', detail: 'Tulis nomor seperti 0812… atau +62812…, lalu kirim lagi.' },
});
