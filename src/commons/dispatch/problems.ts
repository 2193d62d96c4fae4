import { problems, type ProblemSpec } from '#kernel/problem';

/** Every refusal of this room. */
export const refusals = problems('dispatch', {
  unknownVisit: { status: 404, title: 'Kunjungan tidak ditemukan', detail: 'Periksa kode kunjungan, lalu coba lagi.' },
  unknownItem: { status: 404, title: 'Barang tidak ditemukan', detail: 'Periksa kode pada label, lalu coba lagi.' },
  notNow: { status: 409, title: 'Keadaan kunjungan sudah berubah', detail: 'Langkah ini tidak bisa lagi dilakukan. Muat ulang, lalu pilih langkah yang tersedia.' },
  otherKey: { status: 409, title: 'Kiriman ini sudah dipakai untuk hal lain', detail: 'Muat ulang halaman, lalu kirim lagi.' },
  threeAttempts: { status: 409, title: 'Sudah tiga kali dicoba', detail: 'Simpan barang di loket dan minta warga mengambilnya. Kunjungan keempat tidak dijadwalkan.' },
  onOtherWay: { status: 409, title: 'Petugas masih di kunjungan lain', detail: 'Selesaikan atau batalkan perjalanan yang sedang berjalan, lalu mulai yang ini.' },
  pastDay: { status: 422, title: 'Hari itu sudah lewat', detail: 'Pilih hari ini atau sesudahnya.' },
  taken: { status: 409, title: 'Barang ini sudah berpindah tangan', detail: 'Orang lain sudah menyerahkan barang ini. Buka riwayat barang untuk melihat siapa yang memegangnya sekarang.' },
  notHolder: { status: 409, title: 'Barang ini tidak ada pada yang menyerahkan', detail: 'Buka riwayat barang, lalu serahkan dari pemegang yang tercatat.' },
  waits: { status: 409, title: 'Serah terima sebelumnya belum tercatat', detail: 'Ponsel petugas sebelumnya belum terhubung. Catatan Anda disimpan dan berlaku begitu catatan itu masuk.' },
  ended: { status: 409, title: 'Barang ini sudah dimusnahkan', detail: 'Barang yang dimusnahkan tidak bisa diserahkan lagi. Periksa kode pada label.' },
  badSignature: { status: 422, title: 'Kode serah terima tidak cocok', detail: 'Minta petugas menampilkan kode QR lagi, lalu pindai ulang.' },
  deviceRevoked: { status: 403, title: 'Ponsel ini tidak lagi terdaftar', detail: 'Data di ponsel ini dihapus. Daftarkan lagi ponsel Anda, atau hubungi pengatur kunjungan.' },
  badEvent: { status: 422, title: 'Catatan dari ponsel tidak terbaca', detail: 'Perbarui aplikasi di ponsel, lalu catat langkah ini sekali lagi.' },
  unknownDevice: { status: 404, title: 'Ponsel belum terdaftar', detail: 'Masuk lagi di ponsel ini untuk mendaftarkannya.' },
  counterUsed: { status: 409, title: 'Nomor urut catatan sudah dipakai', detail: 'Ponsel ini dipulihkan dari salinan lama. Daftarkan ulang ponsel, lalu kirim lagi.' },
  notYours: { status: 409, title: 'Kunjungan ini kini milik petugas lain', detail: 'Pengatur memindahkan kunjungan ini. Hubungi pengatur bila Anda sudah di lokasi.' },
  countDiffers: { status: 409, title: 'Jumlah barang belum cocok dengan buku', detail: 'Cocokkan lagi barang di tas Anda. Hari baru bisa ditutup setelah isi tas sama dengan buku.' },
  unknownScan: { status: 404, title: 'Pindaian belum diumumkan', detail: 'Kirim dulu catatannya, lalu kirim pindaiannya lagi.' },
  badScan: { status: 422, title: 'Pindaian tidak sama dengan yang diumumkan', detail: 'Ponsel mengirim ulang pindaian ini dari awal.' },
  scanOrder: { status: 409, title: 'Potongan pindaian tidak berurutan', detail: 'Lanjutkan dari bagian yang terakhir diterima.' },
  noCrew: { status: 409, title: 'Belum ada petugas untuk hari itu', detail: 'Tambahkan petugas lapangan, lalu susun rencana lagi.' },
  dayChanged: { status: 409, title: 'Hari ini berubah selagi rencana disusun', detail: 'Susun rencana sekali lagi. Kunjungan yang berubah ikut diperhitungkan.' },
  noPoint: { status: 422, title: 'Letak tempat belum dikenal', detail: 'Pilih kecamatan dari daftar, atau tandai letak rumah di peta.' },
});

/** Constraint names of the database and the refusal each one is. */
export const dispatchConstraints: Readonly<Record<string, ProblemSpec>> = {
  visit_step: refusals.notNow, visit_three_attempts: refusals.threeAttempts, visit_one_way: refusals.onOtherWay, visit_has_officer: refusals.notNow, visit_promised: refusals.notNow,
  custody_taken: refusals.taken, custody_now: refusals.taken, custody_one_holder: refusals.taken, custody_previous: refusals.waits, custody_ended: refusals.ended,
  field_event_counter: refusals.counterUsed,
};
