import { problems } from '#kernel/problem';

/** Every refusal of billing. */
export const refusals = problems('billing', {
  noBill: { status: 404, title: 'Tagihan tidak ditemukan', detail: 'Periksa nomor tagihan, lalu cari lagi.' },
  alreadyOwes: { status: 409, title: 'Perkara ini sudah punya tagihan', detail: 'Selesaikan tagihan yang ada, atau terbitkan ulang bila sudah lewat waktu.' },
  nothingToBill: { status: 409, title: 'Tarifnya nol rupiah', detail: 'Layanan ini tidak dipungut biaya. Lanjutkan tanpa tagihan.' },
  notExpired: { status: 409, title: 'Tagihan ini masih berlaku', detail: 'Tagihan diterbitkan ulang sesudah lewat waktunya. Minta pemohon membayar yang ini.' },
  closed: { status: 409, title: 'Tagihan ini sudah ditutup', detail: 'Muat ulang halaman untuk melihat keadaannya yang terakhir.' },
  contradicted: { status: 409, title: 'Nomor referensi ini sudah dipakai untuk pembayaran lain', detail: 'Cocokkan nomor referensi, nomor rekening, dan jumlah dengan rekening koran bank.' },
  paidInFuture: { status: 422, title: 'Waktu bayar di depan waktu sekarang', detail: 'Periksa tanggal dan jam pada bukti bayar.' },
  noRefund: { status: 404, title: 'Perkara pengembalian tidak ditemukan', detail: 'Pilih dari daftar uang titipan.' },
  notNow: { status: 409, title: 'Langkah ini sudah lewat atau belum waktunya', detail: 'Muat ulang halaman: orang lain mungkin sudah mengerjakannya.' },
  fourEyes: { status: 403, title: 'Harus orang lain', detail: 'Yang mengusulkan tidak menyetujui, dan yang menyetujui tidak membayarkan. Mintalah rekan Anda.' },
  cannotApply: { status: 409, title: 'Uang ini tidak dapat dipakai untuk tagihan itu', detail: 'Jumlahnya harus sama dan tagihannya masih terbuka. Usulkan pengembalian.' },
  factor: { status: 422, title: 'Angka dasar tagihan belum terbaca', detail: 'Tulis angka dengan koma untuk pecahan, misalnya 72,5.' },
});

/** Constraint names of the schema and the refusal each one is. */
export const constraints = {
  bill_one_open: refusals.alreadyOwes,
  refund_four_eyes: refusals.fourEyes,
  refund_payer_differs: refusals.fourEyes,
} as const;
