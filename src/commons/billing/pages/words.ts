import type { Words } from '#kernel/manifest';

/** Texts of the cashier's and the suspense pages. */
export const words = {
  cashier: { id: 'Kasir retribusi', en: 'Cashier' },
  cashierLead: { id: 'Tagihan dibayar lewat rekening virtual, QRIS, atau tunai di sini. Jumlahnya harus tepat.', en: 'Bills are paid by virtual account, QRIS or cash here. The amount must be exact.' },
  find: { id: 'Nomor tagihan atau rekening virtual', en: 'Bill number or virtual account' },
  bills: { id: 'Tagihan terbaru', en: 'Newest bills' },
  noBills: { id: 'Belum ada tagihan. Tagihan terbit dari layanan yang memungut retribusi.', en: 'No bills yet. Services that levy a charge issue them.' },
  number: { id: 'Nomor', en: 'Number' }, what: { id: 'Untuk', en: 'For' }, total: { id: 'Jumlah', en: 'Amount' }, until: { id: 'Berlaku sampai', en: 'Valid until' }, state: { id: 'Keadaan', en: 'State' },
  open: { id: 'Belum dibayar', en: 'Unpaid' }, paid: { id: 'Lunas', en: 'Paid' }, expired: { id: 'Lewat waktu', en: 'Expired' }, cancelled: { id: 'Dibatalkan', en: 'Cancelled' }, replaced: { id: 'Diganti', en: 'Replaced' },
  bill: { id: 'Tagihan {number}', en: 'Bill {number}' },
  basis: { id: 'Dasar perhitungan', en: 'How it was computed' }, factor: { id: 'Angka dasar', en: 'Factor' }, value: { id: 'Nilai', en: 'Value' }, source: { id: 'Sumber', en: 'Source' },
  formula: { id: 'Rumus: {formula}; dibulatkan {rounding}.', en: 'Formula: {formula}; rounded {rounding}.' },
  roundingDown: { id: 'ke bawah', en: 'down' }, roundingHalf: { id: 'ke rupiah terdekat', en: 'to the nearest' }, roundingUp: { id: 'ke atas', en: 'up' },
  levy: { id: 'Retribusi', en: 'Levy' }, interest: { id: 'Bunga keterlambatan', en: 'Late interest' }, account: { id: 'Rekening virtual', en: 'Virtual account' },
  scan: { id: 'Pindai dengan aplikasi bank atau dompet digital', en: 'Scan with a bank or wallet app' },
  takeCash: { id: 'Terima tunai', en: 'Take cash' }, amount: { id: 'Jumlah diterima (rupiah)', en: 'Amount taken (rupiah)' }, receipt: { id: 'Nomor kuitansi', en: 'Receipt number' },
  suspense: { id: 'Uang titipan', en: 'Money in suspense' },
  suspenseLead: { id: 'Uang yang datang tanpa melunasi tagihan. Tidak pernah dianggap diterima: dikembalikan, atau dipakai untuk tagihan lain, dengan persetujuan orang kedua.', en: 'Money that settled no bill. It is returned or used for another bill, with a second person’s consent.' },
  noSuspense: { id: 'Tidak ada uang titipan.', en: 'No money is in suspense.' }, noSuspenseHint: { id: 'Uang muncul di sini bila jumlahnya salah, dibayar dua kali, atau tagihannya sudah ditutup.', en: 'Money appears here when the amount is wrong, it is paid twice, or the bill is closed.' },
  arrived: { id: 'Masuk', en: 'Arrived' }, why: { id: 'Sebab', en: 'Why' }, step: { id: 'Langkah', en: 'Step' },
  'unknown-account': { id: 'Nomor rekening tidak dikenal', en: 'Unknown account' }, 'wrong-amount': { id: 'Jumlah tidak sama', en: 'Wrong amount' }, 'second-payment': { id: 'Dibayar dua kali', en: 'Paid twice' },
  'expired-bill': { id: 'Dibayar lewat waktu', en: 'Paid too late' }, 'cancelled-bill': { id: 'Tagihan sudah dibatalkan', en: 'Bill was cancelled' }, 'replaced-bill': { id: 'Tagihan sudah diganti', en: 'Bill was replaced' }, 'case-ended': { id: 'Permohonan berakhir sesudah dibayar', en: 'The case ended after payment' },
  propose: { id: 'Usulkan pengembalian', en: 'Propose a refund' }, bank: { id: 'Bank tujuan', en: 'Bank' }, accountNo: { id: 'Nomor rekening tujuan', en: 'Account number' }, holder: { id: 'Atas nama', en: 'Holder' }, note: { id: 'Alasan', en: 'Reason' },
  approve: { id: 'Setujui', en: 'Approve' }, record: { id: 'Catat sudah dibayarkan', en: 'Record the payment' }, reference: { id: 'Nomor referensi bank', en: 'Bank reference' },
  waitingSecond: { id: 'Menunggu orang kedua', en: 'Waiting for a second person' }, waitingPayer: { id: 'Menunggu dibayarkan', en: 'Waiting to be paid out' },
  payDemo: { id: 'Peragaan: bayar lewat bank tiruan', en: 'Demonstration: pay through the stand-in bank' },
} satisfies Record<string, Words>;
