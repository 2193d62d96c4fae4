import { problems } from '#kernel/problem';

/** Every refusal of documents. */
export const refusals = problems('documents', {
  unprintable: { status: 422, title: 'Ada huruf yang tidak dapat dicetak', detail: 'Tulis ulang isian ini dengan huruf Latin atau Arab-Melayu; gambar wajah dan aksara lain belum dapat dicetak pada naskah dinas.' },
  tooLong: { status: 413, title: 'Dokumen terlalu panjang', detail: 'Pecah isinya menjadi beberapa dokumen, lalu cetak satu per satu.' },
});
