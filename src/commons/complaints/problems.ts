import { problems } from '#kernel/problem';

export const refusals = problems('complaints', {
  unknown: { status: 404, title: 'Pengaduan ini tidak ditemukan', detail: 'Periksa nomor pengaduannya: delapan huruf dan angka pada tanda terima.' },
  wrongReplyCode: { status: 403, title: 'Kode balasan tidak cocok', detail: 'Tulis kode balasan yang diberikan saat Anda mengadu. Hanya pelapor yang memegangnya.' },
  otherAgency: { status: 403, title: 'Pengaduan ini ditangani perangkat daerah lain', detail: 'Buka pengaduan perangkat daerah Anda sendiri.' },
  needsAgency: { status: 422, title: 'Pilih perangkat daerah yang menjawab', detail: 'Pengaduan diteruskan kepada satu perangkat daerah yang bertanggung jawab.' },
  reasonNeeded: { status: 422, title: 'Tulis penjelasannya', detail: 'Pelapor berhak membaca jawabannya. Tulis sekurang-kurangnya sepuluh huruf.' },
  confidential: { status: 409, title: 'Pengaduan ini rahasia', detail: 'Pelapor meminta isinya tidak ditampilkan. Keadaannya saja yang terlihat.' },
  tooMany: { status: 429, title: 'Terlalu banyak pengaduan sekaligus', detail: 'Tunggu sebentar, lalu kirim lagi. Pengaduan sebelumnya sudah tersimpan.' },
});
