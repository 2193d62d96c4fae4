import { problems } from '#kernel/problem';

export const refusals = problems('register', {
  unknown: { status: 404, title: 'Inovasi ini tidak ada dalam register', detail: 'Buka daftar register, lalu pilih inovasinya.' },
  otherAgency: { status: 403, title: 'Inovasi ini milik perangkat daerah lain', detail: 'Anda hanya dapat mengubah inovasi perangkat daerah Anda. Hubungi pemiliknya.' },
  changedMeanwhile: { status: 409, title: 'Rekan Anda baru saja menyimpan perubahan lain', detail: 'Bagian yang berbeda ditampilkan di bawah. Isian Anda masih ada; pilih yang benar, lalu simpan lagi.' },
  codeOnce: { status: 409, title: 'Kode inovasi ini sudah dipakai', detail: 'Simpan sekali lagi; nomor berikutnya diberikan otomatis.' },
  serviceOnce: { status: 409, title: 'Layanan ini sudah punya catatan inovasi', detail: 'Buka catatan yang ada, lalu ubah di sana.' },
  verifierIsSubmitter: { status: 403, title: 'Penelaah harus orang lain', detail: 'Yang mengajukan tidak menelaah sendiri. Mintalah rekan lain yang berwenang.' },
  publisherIsInvolved: { status: 403, title: 'Penetap harus orang lain', detail: 'Yang mengajukan atau menelaah tidak menetapkan. Mintalah rekan lain yang berwenang.' },
  reasonNeeded: { status: 422, title: 'Tulis alasannya', detail: 'Langkah ini perlu alasan sekurang-kurangnya sepuluh huruf; alasannya tampil bagi umum.' },
  incomplete: { status: 422, title: 'Catatan belum bisa diajukan', detail: 'Lengkapi yang disebut di halaman inovasi, lalu ajukan lagi.' },
  decreeNeeded: { status: 422, title: 'SK penetapan belum diterima', detail: 'Unggah SK-nya sebagai bukti dan minta diperiksa, lalu tetapkan lagi.' },
  fileNeeded: { status: 422, title: 'Belum ada berkas', detail: 'Pilih berkas PDF atau gambar, lalu kirim lagi.' },
  retired: { status: 409, title: 'Inovasi ini sudah pensiun', detail: 'Catatannya tetap ada dan tidak diubah. Daftarkan penerusnya sebagai inovasi baru.' },
  unknownEvidence: { status: 404, title: 'Bukti ini tidak ditemukan', detail: 'Muat ulang halaman, lalu pilih bukti dari daftar.' },
  judgeIsUploader: { status: 403, title: 'Bukti diperiksa orang lain', detail: 'Yang mengunggah tidak memeriksa sendiri. Mintalah penelaah lain.' },
  alreadyJudged: { status: 409, title: 'Bukti ini sudah diperiksa', detail: 'Muat ulang halaman untuk melihat putusannya.' },
  rejectionNeedsReason: { status: 422, title: 'Tulis mengapa bukti ditolak', detail: 'Alasan membantu pemiliknya memperbaiki bukti.' },
  sameUse: { status: 409, title: 'Berkas ini sudah dipakai untuk syarat itu', detail: 'Pilih syarat lain, atau unggah berkas lain.' },
  ownershipOverlaps: { status: 409, title: 'Pada tanggal itu pemiliknya sudah tercatat', detail: 'Pilih tanggal sesudah peralihan yang terakhir.' },
  unknownAgency: { status: 422, title: 'Perangkat daerah ini tidak dikenal', detail: 'Pilih perangkat daerah dari daftar.' },
});
