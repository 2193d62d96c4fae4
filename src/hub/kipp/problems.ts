import { problems } from '#kernel/problem';

export const refusals = problems('contest', {
  unknown: { status: 404, title: 'Lomba ini tidak ditemukan', detail: 'Buka daftar lomba, lalu pilih lagi.' },
  unknownProposal: { status: 404, title: 'Proposal ini tidak ditemukan', detail: 'Buka lombanya, lalu pilih proposal dari daftar.' },
  closed: { status: 409, title: 'Pendaftaran sudah ditutup', detail: 'Lomba ini tidak menerima kiriman sesudah batas waktu. Naskah Anda tetap tersimpan.' },
  notOpen: { status: 409, title: 'Pendaftaran belum dibuka', detail: 'Naskah dapat disusun sekarang dan dikirim setelah lomba dibuka.' },
  tooLong: { status: 422, title: 'Ada bagian yang melebihi batas kata', detail: 'Persingkat bagian yang ditandai, lalu kirim lagi. Naskahnya tetap tersimpan.' },
  empty: { status: 422, title: 'Ada bagian yang masih kosong', detail: 'Isi bagian yang ditandai; proposal yang tidak lengkap ditolak pada seleksi administrasi.' },
  tooYoung: { status: 422, title: 'Inovasi belum cukup umur', detail: 'Lomba meminta penerapan sekurang-kurangnya satu tahun sebelum pendaftaran ditutup, dengan tanggal yang terbukti.' },
  titleTwice: { status: 409, title: 'Judul ini sudah dipakai dalam lomba ini', detail: 'Judul yang sama ditolak pada seleksi nasional. Pakailah judul lain.' },
  frozen: { status: 409, title: 'Proposal ini sudah dikirim', detail: 'Yang sudah dikirim dibekukan dan tidak berubah lagi.' },
  changedMeanwhile: { status: 409, title: 'Rekan Anda baru saja menyimpan naskah lain', detail: 'Tulisan Anda masih ada di layar. Bandingkan, lalu simpan lagi.' },
  notJuror: { status: 403, title: 'Anda bukan juri proposal ini', detail: 'Proposal ini dinilai juri lain. Buka daftar proposal Anda.' },
  scoreRange: { status: 422, title: 'Nilai di luar rentang', detail: 'Isi setiap kriteria dengan nilai di dalam rentangnya.' },
  alreadyFinal: { status: 409, title: 'Nilai ini sudah final', detail: 'Nilai yang sudah dikirim tidak berubah lagi.' },
  scoresMissing: { status: 409, title: 'Masih ada juri yang belum menilai', detail: 'Tunggu sampai semua kursi juri mengirim nilai, lalu umumkan.' },
  seatTaken: { status: 409, title: 'Kursi atau juri ini sudah terisi', detail: 'Muat ulang daftar juri, lalu pilih kursi lain.' },
});
