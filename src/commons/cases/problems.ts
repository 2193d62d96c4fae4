import { problems } from '#kernel/problem';

/** What the cases floor refuses. */
export const refusals = problems('cases', {
  unknown: { status: 404, title: 'Perkara ini tidak ditemukan', detail: 'Periksa nomor perkara, atau cari lagi dari daftar.' },
  unknownDefinition: { status: 404, title: 'Prosedur ini tidak ditemukan', detail: 'Pilih prosedur yang terdaftar pada layanan ini.' },
  alreadyOpen: { status: 409, title: 'Perkara yang sama masih berjalan', detail: 'Permohonan dengan jenis, pemohon, dan objek yang sama belum selesai. Buka perkara itu dan lanjutkan dari sana.' },
  keyReused: { status: 409, title: 'Kode kiriman ini sudah dipakai untuk isi lain', detail: 'Muat ulang halaman, lalu kirim lagi. Kiriman pertama tetap tersimpan.' },
  conflict: { status: 409, title: 'Perkara sudah berubah sejak halaman ini dibuka', detail: 'Orang lain sudah mengerjakannya. Baca keadaan terbaru, lalu putuskan lagi.' },
  closed: { status: 409, title: 'Perkara sudah selesai', detail: 'Perkara ini sudah ditutup. Buka perkara baru bila masih ada yang diperlukan.' },
  notNow: { status: 409, title: 'Langkah ini belum bisa dilakukan', detail: 'Perkara belum sampai atau sudah lewat dari langkah ini. Muat ulang halaman, lalu pilih langkah yang tersedia.' },
  forbidden: { status: 403, title: 'Langkah ini bukan wewenang Anda', detail: 'Mintalah pejabat yang berwenang mengerjakannya, atau masuk dengan akun lain.' },
  notYourTask: { status: 403, title: 'Tugas ini menunggu pejabat atau dinas lain', detail: 'Buka daftar tugas Anda. Bila Anda menggantikan pejabatnya, minta penetapan Plh atau Plt dicatat lebih dulu.' },
  taskUnclear: { status: 409, title: 'Pilih tugas yang diselesaikan', detail: 'Ada beberapa tugas, atau tugasnya sudah selesai. Buka perkara, lalu pilih tugas Anda.' },
  separation: { status: 403, title: 'Langkah ini harus dilakukan orang lain', detail: 'Anda sudah mengerjakan langkah lain pada perkara ini yang harus terpisah. Serahkan kepada rekan yang berwenang.' },
  documentsMissing: { status: 422, title: 'Dokumen wajib belum lengkap', detail: 'Tambahkan dokumen yang disebut, lalu lanjutkan.' },
  reasonNeeded: { status: 422, title: 'Alasan wajib diisi', detail: 'Pilih atau tulis alasannya. Pemohon akan membacanya.' },
  reasonUnknown: { status: 422, title: 'Alasan ini tidak ada dalam daftar', detail: 'Pilih salah satu alasan yang tersedia.' },
  guard: { status: 409, title: 'Syarat langkah ini belum terpenuhi', detail: 'Lengkapi syaratnya, lalu ulangi.' },
  calendarEnding: { status: 409, title: 'Janji waktu belum bisa dibuat', detail: 'Kalender kerja hampir habis. Minta pengelola menambah hari libur dan jam kerja tahun berikutnya.' },
  mappingIncomplete: { status: 409, title: 'Pemindahan prosedur belum lengkap', detail: 'Sebutkan keadaan baru untuk keadaan perkara ini, lalu ulangi.' },
  holderOverlaps: { status: 409, title: 'Jabatan ini sudah terisi pada tanggal itu', detail: 'Akhiri dulu penetapan yang ada, atau pilih tanggal lain.' },
});
