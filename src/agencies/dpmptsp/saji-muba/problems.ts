import { problems } from '#kernel/problem';

/** Every refusal of Saji-Muba, in words that say what to do next. */
export const refusals = problems('saji-muba', {
  noType: { status: 404, title: 'Jenis izin tidak ditemukan', detail: 'Pilih dari daftar, atau jawab tiga pertanyaan di laman Saji-Muba.' },
  noApplication: { status: 404, title: 'Permohonan tidak ditemukan', detail: 'Buka lagi tautan dari pesan kami, atau cari dengan kode permohonan dan nomor telepon.' },
  noPermit: { status: 404, title: 'Izin tidak ditemukan', detail: 'Periksa nomornya pada dokumen, atau pindai kode QR-nya.' },
  notEligible: { status: 422, title: 'Ada syarat awal yang belum terpenuhi', detail: 'Baca petunjuk pada pertanyaan yang ditandai. Petugas dapat membantu.' },
  nik: { status: 422, title: 'NIK belum sesuai', detail: 'NIK terdiri atas 16 angka. Periksa kartu tanda penduduk, lalu tulis lagi.' },
  phone: { status: 422, title: 'Nomor telepon belum sesuai', detail: 'Tulis nomor telepon seperti 0812 3456 7890.' },
  place: { status: 422, title: 'Desa atau kelurahan belum dipilih', detail: 'Pilih desa atau kelurahan dari daftar.' },
  declined: { status: 422, title: 'Persetujuan belum dicentang', detail: 'Centang persetujuan bila data Anda boleh diisikan, atau isi sendiri di bawah.' },
  consent: { status: 422, title: 'Persetujuan belum diberikan', detail: 'Centang persetujuan agar kami boleh menyimpan data Anda untuk permohonan ini.' },
  notJudged: { status: 422, title: 'Belum semua syarat diperiksa', detail: 'Periksa setiap syarat: lengkap, kurang, atau tidak berlaku. Semua kekurangan disampaikan sekaligus.' },
  defectNote: { status: 422, title: 'Kekurangan belum dijelaskan', detail: 'Tulis apa yang kurang dan apa yang harus dilakukan pemohon.' },
  hasDefects: { status: 409, title: 'Masih ada kekurangan', detail: 'Kembalikan permohonan dengan seluruh kekurangannya, atau periksa lagi.' },
  noDefects: { status: 409, title: 'Tidak ada kekurangan', detail: 'Nyatakan lengkap: permohonan tidak dikembalikan tanpa kekurangan.' },
  conflict: { status: 403, title: 'Anda tidak mengerjakan permohonan ini', detail: 'Anda menyatakan punya hubungan keluarga dengan pemohon. Serahkan kepada rekan Anda.' },
  notAnswered: { status: 409, title: 'Data permohonan belum diisi', detail: 'Isi data permohonan lebih dahulu, lalu ajukan.' },
  findings: { status: 422, title: 'Belum semua butir dinilai', detail: 'Nilai setiap butir: memenuhi, bersyarat, atau belum memenuhi.' },
  alreadySent: { status: 409, title: 'Rekomendasi sudah dikirim', detail: 'Rekomendasi yang terkirim tidak diubah. Kirim versi baru dengan alasannya.' },
  reasonsNeeded: { status: 422, title: 'Alasan penolakan belum ditulis', detail: 'Tulis alasan dan dasar hukumnya; pemohon akan membacanya.' },
  factor: { status: 422, title: 'Angka dasar tagihan belum lengkap', detail: 'Isi angka yang ditandai. Pakai koma untuk pecahan, misalnya 0,1995.' },
  noTariff: { status: 409, title: 'Layanan ini tidak dipungut biaya', detail: 'Lanjutkan tanpa tagihan.' },
  notValid: { status: 409, title: 'Keadaan izin tidak cocok dengan langkah ini', detail: 'Muat ulang halaman untuk melihat keadaan izin yang terakhir.' },
  notHolder: { status: 403, title: 'Izin ini bukan milik pemohon', detail: 'Perpanjangan, perubahan, dan salinan diminta oleh pemegang izinnya. Periksa NIK dan nomor izinnya.' },
  notInForce: { status: 409, title: 'Izin ini tidak sedang berlaku', detail: 'Lihat keadaannya di halaman pemeriksaan dokumen, atau ajukan izin baru.' },
  notRenewable: { status: 409, title: 'Izin ini tidak perlu diperpanjang', detail: 'Izin ini berlaku tanpa perpanjangan. Bila keadaannya berubah, mintalah perubahan atau ajukan izin baru.' },
  tooEarly: { status: 409, title: 'Belum waktunya memperpanjang', detail: 'Perpanjangan dapat diminta mulai 60 hari sebelum izin berakhir; kami mengingatkan Anda.' },
  aboutEnded: { status: 409, title: 'Izin yang dimintakan sudah dicabut, diganti, atau dibekukan', detail: 'Kembalikan naskahnya ke penyusun. Pemohon perlu izin baru, atau menunggu pembekuan berakhir.' },
  silenceDecided: { status: 409, title: 'Sudah diputuskan', detail: 'Muat ulang halaman untuk melihat keputusannya.' },
  noReport: { status: 404, title: 'Laporan tidak ditemukan', detail: 'Kembali ke daftar laporan, lalu pilih lagi.' },
  reportClosed: { status: 409, title: 'Laporan ini sudah ditindaklanjuti', detail: 'Muat ulang halaman untuk membaca tindak lanjutnya.' },
  noVisit: { status: 409, title: 'Belum ada kunjungan', detail: 'Jadwalkan kunjungan lebih dahulu.' },
  tooManyTries: { status: 429, title: 'Terlalu banyak percobaan', detail: 'Tunggu 15 menit, lalu coba lagi, atau hubungi loket.' },
  slot: { status: 422, title: 'Hari kunjungan belum dipilih', detail: 'Pilih hari kerja mulai besok dan pagi atau siang.' },
});

/** Constraint names of the schema and the refusal each one is. */
export const constraints = {
  recommendation_once: refusals.alreadySent,
} as const;
