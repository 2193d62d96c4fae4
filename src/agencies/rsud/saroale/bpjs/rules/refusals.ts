/** A refusal to Mobile JKN: `metadata.code` and the very words of BPJS's acceptance checklist. */
export interface Refusal {
  readonly code: 201 | 202;
  readonly message: string;
}

const refuse = (message: string): Refusal => ({ code: 201, message });

/** Every refusal of the acceptance checklist, word by word. Do not mend their spelling: BPJS compares it. */
export const words = {
  wrongLogin: refuse('Username atau Password Tidak Sesuai'),
  tokenExpired: refuse('Token Expired'),
  noPoli: refuse('Poli Tidak Ditemukan'),
  dateFormat: refuse('Format Tanggal Tidak Sesuai, format yang benar adalah yyyy-mm-dd'),
  datePast: refuse('Tanggal Periksa Tidak Berlaku'),
  poliClosed: refuse('Pendaftaran ke Poli Ini Sedang Tutup'),
  doctorAway: (name: string) => refuse(`Jadwal Dokter ${name} Tersebut Belum Tersedia, Silahkan Reschedule Tanggal dan Jam Praktek Lainnya`),
  afterHours: (poli: string, clock: string) => refuse(`Pendaftaran Ke Poli ${poli} Sudah Tutup Jam ${clock}`),
  twice: refuse('Nomor Antrean Hanya Dapat Diambil 1 Kali Pada Tanggal Yang Sama'),
  noRecord: { code: 202, message: 'Data pasien ini tidak ditemukan, silahkan Melakukan Registrasi Pasien Baru' } satisfies Refusal as Refusal,
  noQueue: refuse('Antrean Tidak Ditemukan'),
  cancelledTwice: refuse('Antrean Tidak Ditemukan atau Sudah Dibatalkan'),
  served: refuse('Pasien Sudah Dilayani, Antrean Tidak Dapat Dibatalkan'),
  known: refuse('Data Peserta Sudah Pernah Dientrikan'),
  datesReversed: refuse('Tanggal Akhir Tidak Boleh Lebih Kecil dari Tanggal Awal'),
  empty: (field: string) => refuse(`${field} Belum Diisi`),
  noSex: refuse('Jenis Kelamin Belum Dipilih'),
  format: (field: string) => refuse(`Format ${field} Tidak Sesuai`),
} as const;

/** Refusals the checklist has no words for; in the same voice. */
export const ownWords = {
  referenceUsed: refuse('Nomor Referensi Sudah Digunakan Pada Antrean Lain'),
  quotaJkn: refuse('Kuota JKN Jadwal Dokter Tersebut Sudah Penuh, Silahkan Pilih Tanggal atau Jam Praktek Lainnya'),
  quotaOther: refuse('Kuota Non JKN Jadwal Dokter Tersebut Sudah Penuh, Silahkan Pilih Tanggal atau Jam Praktek Lainnya'),
  unreadable: refuse('Isi Permintaan Tidak Terbaca'),
  noPharmacy: refuse('Antrean Farmasi Belum Tersedia'),
  busy: refuse('Sistem Rumah Sakit Sedang Sibuk, Silahkan Coba Beberapa Saat Lagi'),
} as const;
