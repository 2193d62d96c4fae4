import { problems } from '#kernel/problem';

/** Every refusal of the public log and its receipts. */
export const refusals = problems('log', {
  noTile: { status: 404, title: 'Petak ini belum ada', detail: 'Ambil dulu /log/checkpoint, lalu minta petak di dalam ukurannya.' },
  noCheckpoint: { status: 404, title: 'Catatan publik masih kosong', detail: 'Belum ada yang dicatat. Coba lagi setelah penutupan hari pertama.' },
  noClosing: { status: 404, title: 'Hari ini belum ditutup', detail: 'Penutupan terbit lewat tengah malam. Coba lagi besok.' },
  noReceiptProof: { status: 404, title: 'Bukti struk ini belum ada', detail: 'Bukti terbit setelah hari itu ditutup, lewat tengah malam. Periksa kodenya, lalu coba lagi besok.' },
  noEntryProof: { status: 404, title: 'Catatan ini belum ada buktinya', detail: 'Periksa nomornya. Catatan baru ditandatangani dalam beberapa detik.' },
  noSample: { status: 404, title: 'Uji petik ini tidak ada', detail: 'Pilih uji petik dari daftar.' },
  sampleSpan: { status: 422, title: 'Rentang harinya terbalik', detail: 'Tulis hari pertama lebih dulu, lalu hari terakhir.' },
  sampleEmpty: { status: 409, title: 'Belum ada hari yang ditutup pada rentang ini', detail: 'Pilih hari yang sudah tampak pada daftar penutupan.' },
  sampleTooSoon: { status: 409, title: 'Benih undian belum ada', detail: 'Undian memakai tanda tangan sesudah penutupan. Tunggu catatan berikutnya, lalu undi lagi.' },
  sampleNote: { status: 422, title: 'Temuan perlu keterangan', detail: 'Tulis apa yang ditemukan, sekurangnya satu kalimat pendek.' },
  sampleOpen: { status: 409, title: 'Masih ada yang belum diperiksa', detail: 'Isi hasil setiap kejadian, lalu selesaikan.' },
  sampleFinished: { status: 409, title: 'Uji petik ini sudah selesai', detail: 'Hasilnya sudah masuk catatan publik dan tidak dapat diubah. Undi yang baru bila perlu.' },
});
