import { problems } from '#kernel/problem';

/** Every refusal of Saroale, in words that say what to do next. */
export const refusals = problems('saroale', {
  noPoli: { status: 404, title: 'Poli tidak ditemukan', detail: 'Pilih poli dari daftar, atau tulis keluhan Anda kepada petugas.' },
  noSession: { status: 404, title: 'Jadwal tidak ditemukan', detail: 'Jadwal ini sudah tidak ada. Pilih jadwal lain dari daftar.' },
  noBooking: { status: 404, title: 'Antrean tidak ditemukan', detail: 'Periksa kode booking dan tanggal lahir pasien, lalu coba lagi.' },
  noPerson: { status: 422, title: 'Data pasien belum dikenal', detail: 'Isi data pasien lebih dahulu, lalu pilih jadwal.' },
  dateForm: { status: 422, title: 'Tanggal tidak terbaca', detail: 'Tulis tanggal sebagai hari, bulan, dan tahun, misalnya 24-11-2026.' },
  past: { status: 409, title: 'Tanggal sudah lewat', detail: 'Pilih hari ini atau hari sesudahnya.' },
  tooFar: { status: 409, title: 'Jadwal belum dibuka', detail: 'Pendaftaran dibuka 14 hari sebelum hari periksa. Pilih tanggal yang lebih dekat.' },
  poliClosed: { status: 409, title: 'Pendaftaran ke poli ini sedang tutup', detail: 'Pilih poli lain, atau hubungi petugas.' },
  cutoff: { status: 409, title: 'Pendaftaran untuk jadwal ini sudah tutup', detail: 'Pilih jadwal lain, atau datang ke loket bila keadaan mendesak.' },
  cancelled: { status: 409, title: 'Jadwal ini dibatalkan rumah sakit', detail: 'Pilih dokter atau hari lain.' },
  ended: { status: 409, title: 'Jadwal ini sudah selesai', detail: 'Pilih jadwal lain.' },
  full: { status: 409, title: 'Kuota jadwal ini sudah penuh', detail: 'Pilih jadwal lain, atau masuk daftar tunggu: kami kabari bila ada tempat.' },
  twiceADay: { status: 409, title: 'Sudah ada antrean di poli dan tanggal ini', detail: 'Satu pasien mengambil satu antrean di poli yang sama setiap hari. Lihat atau pindahkan antrean yang sudah ada.' },
  referenceUsed: { status: 409, title: 'Nomor rujukan atau surat kontrol sudah dipakai', detail: 'Nomor ini sudah dipakai pada antrean yang masih berlaku. Batalkan atau pindahkan antrean itu lebih dahulu.' },
  referenceMissing: { status: 422, title: 'Nomor rujukan atau surat kontrol belum diisi', detail: 'Peserta JKN perlu rujukan atau surat kontrol yang masih berlaku. Isi nomornya, atau pilih bayar sendiri.' },
  referenceShape: { status: 422, title: 'Nomor surat tidak sesuai', detail: 'Nomor rujukan atau surat kontrol terdiri atas 19 huruf dan angka, misalnya 0601R0011126P000123. Periksa lagi pada suratnya.' },
  referenceKind: { status: 422, title: 'Jenis surat tidak sesuai', detail: 'Kontrol memakai surat kontrol (huruf K), kunjungan pertama memakai rujukan. Periksa jenis kunjungan dan nomor surat.' },
  referenceExpired: { status: 422, title: 'Rujukan sudah tidak berlaku', detail: 'Rujukan berlaku 90 hari. Mintalah rujukan baru di puskesmas atau klinik Anda, atau pilih bayar sendiri.' },
  notForSex: { status: 422, title: 'Poli ini tidak melayani pasien ini', detail: 'Periksa pilihan pasien, atau pilih poli lain. Petugas loket dapat membantu.' },
  notForAge: { status: 422, title: 'Umur pasien tidak sesuai dengan poli ini', detail: 'Pilih poli lain: anak di Poli Anak, dewasa di Poli Penyakit Dalam. Petugas loket dapat membantu.' },
  alreadyServed: { status: 409, title: 'Pasien sudah dilayani', detail: 'Antrean yang sudah dilayani tidak dapat dibatalkan atau dipindahkan.' },
  alreadyOver: { status: 409, title: 'Antrean sudah tidak berlaku', detail: 'Antrean ini sudah dibatalkan, dipindahkan, atau lewat. Ambil antrean baru bila perlu.' },
  checkInEarly: { status: 409, title: 'Check-in belum dibuka', detail: 'Check-in dibuka menjelang jam praktik. Lihat jamnya pada antrean Anda, lalu coba lagi.' },
  checkInLate: { status: 409, title: 'Check-in sudah ditutup', detail: 'Datanglah ke loket pendaftaran. Petugas akan membantu.' },
  notToday: { status: 409, title: 'Antrean ini bukan untuk hari ini', detail: 'Check-in dilakukan pada hari periksa. Lihat tanggalnya pada antrean Anda.' },
  newPatientFirst: { status: 409, title: 'Data pasien baru belum lengkap', detail: 'Datanglah ke loket pendaftaran dengan KTP dan kartu keluarga untuk membuat nomor rekam medis.' },
  notCheckedIn: { status: 409, title: 'Pasien belum check-in', detail: 'Mintalah pasien check-in lebih dahulu; hanya pasien yang hadir dapat dipanggil.' },
  linkExpired: { status: 410, title: 'Tautan sudah tidak berlaku', detail: 'Mintalah tautan baru lewat chat, atau datang ke loket.' },
  bindWrong: { status: 422, title: 'Data tidak cocok', detail: 'Periksa NIK atau nomor rekam medis dan tanggal lahir. Bila belum pernah berobat di sini, pilih pasien baru.' },
  familyFull: { status: 409, title: 'Satu nomor paling banyak untuk 10 pasien', detail: 'Hapus salah satu anggota yang tidak perlu lagi, lalu coba lagi.' },
  consentNeeded: { status: 422, title: 'Persetujuan belum diberikan', detail: 'Centang persetujuan agar kami boleh menyimpan data pasien untuk pendaftaran.' },
  waitingTwice: { status: 409, title: 'Sudah ada di daftar tunggu', detail: 'Anda sudah masuk daftar tunggu jadwal ini. Kami kabari bila ada tempat.' },
  scheduleClash: { status: 409, title: 'Jadwal bertabrakan', detail: 'Dokter ini sudah punya jadwal lain pada jam dan hari yang sama. Ubah jamnya atau akhiri jadwal yang lama.' },
  leaveClash: { status: 409, title: 'Cuti sudah tercatat', detail: 'Dokter ini sudah tercatat cuti pada tanggal tersebut.' },
  quotaBelow: { status: 409, title: 'Kuota di bawah antrean yang sudah diberikan', detail: 'Yang sudah diberikan tetap berlaku. Kuota baru menutup pendaftaran berikutnya.' },
  pharmacyOrder: { status: 409, title: 'Langkah farmasi tidak berurutan', detail: 'Urutannya: menunggu, disiapkan, siap diambil. Muat ulang halaman.' },
  tooManyTries: { status: 429, title: 'Terlalu banyak percobaan', detail: 'Tunggu 15 menit, lalu coba lagi, atau hubungi petugas.' },
});

/** Constraint names of the schema and of booking, and the refusal each one is. */
export const constraints = {
  visit_reference_once: refusals.referenceUsed,
  schedule_doctor_once: refusals.scheduleClash,
  leave_once: refusals.leaveClash,
} as const;
