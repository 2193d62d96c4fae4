import { problems } from '#kernel/problem';

/** Every refusal of files. */
export const refusals = problems('files', {
  tooLarge: { status: 413, title: 'Berkas terlalu besar', detail: 'Kecilkan berkasnya, atau potret ulang dengan mutu lebih rendah, lalu kirim lagi.' },
  empty: { status: 422, title: 'Berkas kosong', detail: 'Pilih berkasnya sekali lagi; yang terkirim tidak berisi apa-apa.' },
  type: { status: 415, title: 'Jenis berkas ini belum dapat diterima', detail: 'Kirim foto JPEG atau PNG, atau jenis lain yang disebut pada isian ini.' },
  dangerous: { status: 422, title: 'Berkas ini tidak aman', detail: 'Berkas program, laman, atau arsip tidak diterima. Kirim foto atau pindaian dokumennya.' },
  tooManyPixels: { status: 422, title: 'Gambar terlalu besar ukurannya', detail: 'Potret ulang dengan kamera telepon biasa; gambar paling banyak 60 juta titik.' },
  unknown: { status: 404, title: 'Berkas tidak ditemukan', detail: 'Berkas sudah dihapus atau alamatnya keliru. Kembali, lalu muat ulang daftarnya.' },
  forbidden: { status: 403, title: 'Anda belum berwenang membuka berkas ini', detail: 'Mintalah kepada kepala unit Anda, atau masuk dengan akun yang berwenang.' },
});
