import { problems } from '#kernel/problem';

/** Every refusal of forms. */
export const refusals = problems('forms', {
  invalid: { status: 422, title: 'Ada isian yang perlu diperiksa', detail: 'Perbaiki isian yang ditandai, lalu lanjutkan. Isian lain tetap tersimpan.' },
  unknown: { status: 404, title: 'Isian tidak ditemukan', detail: 'Periksa tautan atau kodenya. Isian disimpan 30 hari sejak terakhir diubah; sesudah itu mulai lagi.' },
  sent: { status: 409, title: 'Isian ini sudah dikirim', detail: 'Lihat perkembangannya di halaman berkas Anda; untuk mengubahnya, hubungi petugas.' },
  changed: { status: 409, title: 'Formulir ini sudah diperbarui', detail: 'Jawaban Anda dipindahkan ke formulir baru. Periksa yang ditandai, lalu kirim lagi.' },
  tries: { status: 429, title: 'Terlalu banyak percobaan kode', detail: 'Tunggu 15 menit, lalu coba lagi, atau pakai tautan yang Anda simpan.' },
  full: { status: 422, title: 'Isian terlalu panjang', detail: 'Ringkas jawaban yang panjang, lalu kirim lagi.' },
  declined: { status: 403, title: 'Persetujuan belum diberikan', detail: 'Beri centang persetujuan dahulu, atau isi sendiri tanpa data yang sudah ada.' },
});
