import { problems } from '#kernel/problem';

/** Every refusal of signing. */
export const refusals = problems('signing', {
  unknown: { status: 404, title: 'Dokumen tidak ditemukan', detail: 'Dokumen sudah ditarik atau alamatnya keliru. Kembali ke keranjang, lalu pilih dari daftar.' },
  notYours: { status: 403, title: 'Dokumen ini menunggu pejabat lain', detail: 'Hanya pemegang jabatan hari ini yang menandatangani. Bila Anda ditunjuk sebagai Plh. atau Plt., mintalah penunjukannya dicatat dahulu.' },
  notWaiting: { status: 409, title: 'Dokumen ini tidak sedang menunggu tanda tangan', detail: 'Keadaannya sudah berubah. Muat ulang keranjang, lalu pilih dokumen yang masih menunggu.' },
  notSigned: { status: 409, title: 'Dokumen ini belum ditandatangani', detail: 'Tunggu sampai tanda tangan selesai, lalu ulangi langkah ini.' },
  notOpened: { status: 422, title: 'Ada dokumen yang belum dibuka', detail: 'Buka setiap dokumen, atau centang pernyataan bahwa Anda menandatangani tanpa membukanya.' },
  tooMany: { status: 422, title: 'Terlalu banyak sekaligus', detail: 'Pilih paling banyak 50 dokumen untuk satu kali tanda tangan.' },
  nothingChosen: { status: 422, title: 'Belum ada dokumen yang dipilih', detail: 'Centang dokumen yang akan ditandatangani, lalu kirim lagi.' },
  secretMissing: { status: 422, title: 'Frasa sandi belum diisi', detail: 'Isi frasa sandi sertifikat elektronik Anda, lalu kirim lagi.', },
  totpRefused: { status: 503, title: 'Kode sekali pakai belum dapat dikirim', detail: 'Coba lagi beberapa saat, atau pakai frasa sandi.' },
  noSigner: { status: 503, title: 'Layanan tanda tangan belum tersambung', detail: 'Mintalah pengelola sistem mengisi setelan tanda tangan elektronik. Dokumen tetap menunggu di keranjang.' },
  unknownPosition: { status: 422, title: 'Jabatan tidak dikenal', detail: 'Pilih jabatan dari daftar, lalu simpan lagi.' },
  termsOverlap: { status: 409, title: 'Masa jabatan bertumpuk', detail: 'Akhiri dahulu masa pejabat definitif sebelumnya, lalu catat penggantinya.' },
  unknownTerm: { status: 404, title: 'Masa jabatan tidak ditemukan', detail: 'Muat ulang daftar pejabat, lalu pilih lagi.' },
  otherAgency: { status: 403, title: 'Dokumen atau jabatan milik perangkat daerah lain', detail: 'Mintalah kepada pengelola perangkat daerah yang bersangkutan.' },
  notSuspended: { status: 409, title: 'Dokumen ini tidak sedang dibekukan', detail: 'Muat ulang halaman untuk melihat keadaannya yang terakhir.' },
  alreadyEnded: { status: 409, title: 'Dokumen ini sudah dicabut, diganti, atau dibekukan', detail: 'Tidak perlu diulang. Halaman pemeriksaan sudah menyebutkannya.' },
  fileTooLarge: { status: 413, title: 'Berkas terlalu besar untuk diperiksa di sini', detail: 'Periksa dengan menjatuhkan berkas di halaman ini pada peramban yang mengizinkan skrip, atau cocokkan sidik SHA-256-nya.' },
});
