import { problems } from '#kernel/problem';

export const refusals = problems('survey', {
  unknownCode: { status: 404, title: 'Kode survei ini tidak dikenal', detail: 'Buka lagi tautan dari tanda terima Anda, atau minta petugas memberikan yang baru.' },
  used: { status: 409, title: 'Kode ini sudah dipakai', detail: 'Setiap layanan dinilai satu kali. Terima kasih, jawaban Anda sudah dihitung.' },
  expired: { status: 410, title: 'Masa menilai sudah lewat', detail: 'Penilaian dibuka selama masa tertentu setelah Anda dilayani. Silakan menilai pada layanan berikutnya.' },
  empty: { status: 422, title: 'Belum ada yang Anda nilai', detail: 'Pilih jawaban sekurang-kurangnya untuk satu pertanyaan, lalu kirim lagi.' },
  otherAgency: { status: 403, title: 'Layanan ini milik perangkat daerah lain', detail: 'Hanya pemilik layanan yang merencanakan perbaikannya. Pilih layanan Anda sendiri.' },
  ownAnswers: { status: 403, title: 'Ulasan tentang unit sendiri tidak dimoderasi sendiri', detail: 'Mintalah Bagian Organisasi memeriksa ulasan ini.' },
  unknownComment: { status: 404, title: 'Ulasan ini tidak menunggu lagi', detail: 'Rekan Anda mungkin sudah memeriksanya. Muat ulang halaman.' },
  nothingToPublish: { status: 409, title: 'Belum ada jawaban pada masa ini', detail: 'Pilih masa lain, atau tunggu sampai ada yang menjawab.' },
  alreadyPublished: { status: 409, title: 'Hasil masa ini sudah terbit', detail: 'Hasil yang terbit tidak diubah. Terbitkan koreksi dengan alasannya.' },
  correctionNeedsReason: { status: 422, title: 'Tulis alasan koreksi', detail: 'Koreksi tampil bersama alasannya, di samping hasil yang lama.' },
  unknownPlan: { status: 404, title: 'Rencana ini tidak ditemukan', detail: 'Muat ulang daftar tindak lanjut, lalu pilih lagi.' },
  planDone: { status: 409, title: 'Rencana ini sudah selesai', detail: 'Muat ulang daftar. Bila masih ada yang kurang, buat rencana baru.' },
});
