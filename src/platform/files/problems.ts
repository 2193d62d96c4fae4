import { problems } from '#kernel/problem';

/** Every refusal of files. */
export const refusals = problems('files', {
  tooLarge: { status: 413, title: 'Berkas terlalu besar', detail: 'Kecilkan berkasnya, atau potret ulang dengan mutu lebih rendah, lalu kirim lagi.' },
  empty: { status: 422, title: 'Berkas kosong', detail: 'Pilih berkasnya sekali lagi; yang terkirim tidak berisi apa-apa.' },
  type: { status: 415, title: 'Jenis berkas ini belum dapat diterima', detail: 'Kirim foto JPEG atau PNG, atau jenis lain yang disebut pada isian ini.' },
  dangerous: { status: 422, title: 'Berkas ini tidak aman', detail: 'Berkas program, laman, atau arsip tidak diterima. Kirim foto atau pindaian dokumennya.' },
  tooManyPixels: { status: 422, title: 'Gambar terlalu besar ukurannya', detail: 'Potret ulang dengan kamera telepon biasa; gambar paling banyak 60 juta titik.' },
  tooManyPages: { status: 422, title: 'Terlalu banyak halaman', detail: 'Bagi menjadi beberapa berkas, masing-masing paling banyak 100 halaman.' },
  broken: { status: 422, title: 'Berkas tidak terbaca', detail: 'Potret atau pindai sekali lagi, lalu kirim berkas yang baru.' },
  encrypted: { status: 422, title: 'Berkas ini terkunci kata sandi', detail: 'Buka berkasnya, cetak ke PDF baru tanpa kata sandi, lalu kirim yang baru.' },
  active: { status: 422, title: 'Berkas PDF ini berisi program', detail: 'Buka berkasnya, cetak ke PDF baru, lalu kirim yang baru; atau kirim fotonya.' },
  attached: { status: 422, title: 'Ada berkas lain di dalam PDF ini', detail: 'Cetak ke PDF baru tanpa lampiran di dalamnya. Kirim lampirannya tersendiri.' },
  hybrid: { status: 422, title: 'Berkas ini bukan PDF murni', detail: 'Buka berkasnya, cetak ke PDF baru, lalu kirim yang baru; atau kirim fotonya.' },
  tooHeavy: { status: 422, title: 'Berkas ini terlalu berat untuk dibuka', detail: 'Pindai lagi dengan 200 titik per inci hitam-putih, atau bagi menjadi beberapa berkas.' },
  busy: { status: 503, title: 'Banyak berkas sedang diperiksa', detail: 'Tunggu satu menit, lalu kirim lagi. Isian lain tetap tersimpan.' },
  unknown: { status: 404, title: 'Berkas tidak ditemukan', detail: 'Berkas sudah dihapus atau alamatnya keliru. Kembali, lalu muat ulang daftarnya.' },
  forbidden: { status: 403, title: 'Anda belum berwenang membuka berkas ini', detail: 'Mintalah kepada kepala unit Anda, atau masuk dengan akun yang berwenang.' },
  uploadForbidden: { status: 403, title: 'Belum boleh mengirim berkas ini', detail: 'Masuk dahulu dengan akun yang berwenang, lalu kirim lagi.' },
  uploadUnclear: { status: 400, title: 'Kiriman berkas tidak lengkap', detail: 'Perbarui aplikasi di perangkat Anda, lalu kirim lagi.' },
  uploadGone: { status: 404, title: 'Kiriman berkas tidak ditemukan', detail: 'Kiriman disimpan 7 hari. Mulai lagi dari awal; berkasnya masih ada di perangkat Anda.' },
  uploadOffset: { status: 409, title: 'Lanjutan berkas tidak cocok', detail: 'Tanyakan dahulu sampai mana berkas ini diterima, lalu lanjutkan dari sana.' },
  uploadBusy: { status: 423, title: 'Berkas ini sedang diterima', detail: 'Tunggu sebentar; kiriman dari perangkat yang sama masih berjalan.' },
  uploadLonger: { status: 413, title: 'Berkas lebih panjang dari yang diumumkan', detail: 'Mulai lagi kiriman berkas ini dari awal.' },
  uploadDamaged: { status: 409, title: 'Berkas rusak di perjalanan', detail: 'Isinya tidak sama dengan yang diumumkan. Kiriman dimulai lagi dari awal.' },
  uploadUnfinished: { status: 409, title: 'Berkas belum lengkap diterima', detail: 'Selesaikan kiriman berkas dahulu, lalu kirim lagi.' },
  uploadsMany: { status: 429, title: 'Terlalu banyak berkas menunggu', detail: 'Kirim dahulu laporan yang memakai berkas sebelumnya, lalu lanjutkan.' },
});
