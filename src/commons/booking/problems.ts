import { problems, type ProblemSpec } from '#kernel/problem';

/** Every refusal of the booking floor, in words for the person at the screen or phone. */
export const refusals = problems('booking', {
  full: { status: 409, title: 'Tempat sudah penuh', detail: 'Pilih jadwal lain, atau masuk daftar tunggu. Kami menawarkan tempat kepada Anda bila ada yang batal.' },
  closed: { status: 409, title: 'Pendaftaran untuk jadwal ini sudah ditutup', detail: 'Pilih jadwal lain yang masih dibuka.' },
  alreadyBooked: { status: 409, title: 'Anda sudah terdaftar pada tanggal ini', detail: 'Pakai pendaftaran yang sudah ada. Pindahkan atau batalkan dulu bila ingin mengganti.' },
  referenceUsed: { status: 409, title: 'Rujukan ini sudah dipakai', detail: 'Rujukan yang sama masih dipakai pada pendaftaran lain. Batalkan pendaftaran itu dulu, atau pakai rujukan lain.' },
  keyReused: { status: 409, title: 'Kiriman ini sudah dipakai untuk hal lain', detail: 'Muat ulang halaman, lalu kirim lagi.' },
  holdExpired: { status: 410, title: 'Waktu untuk memastikan tempat sudah habis', detail: 'Tempat sudah kami berikan kepada yang menunggu. Ambil tempat lagi bila masih ada.' },
  notNow: { status: 409, title: 'Keadaan sudah berubah', detail: 'Langkah ini tidak bisa lagi dilakukan. Muat ulang halaman, lalu pilih langkah yang tersedia.' },
  alreadyGone: { status: 409, title: 'Antrean ini sudah tidak berlaku', detail: 'Antrean sudah dibatalkan, dipindahkan, atau lewat. Ambil antrean baru bila masih perlu.' },
  alreadyServed: { status: 409, title: 'Sudah dilayani', detail: 'Antrean yang sudah dilayani tidak bisa dibatalkan atau dipindahkan.' },
  unknown: { status: 404, title: 'Data tidak ditemukan', detail: 'Periksa kode booking Anda, lalu coba lagi.' },
  waitingTwice: { status: 409, title: 'Anda sudah ada di daftar tunggu', detail: 'Tunggu kabar dari kami. Tempat ditawarkan menurut urutan.' },
  placesLeft: { status: 409, title: 'Tempat masih ada', detail: 'Anda tidak perlu menunggu. Ambil tempat sekarang.' },
  slotTaken: { status: 409, title: 'Waktu ini sudah dipakai', detail: 'Pilih waktu lain.' },
  overlap: { status: 409, title: 'Jadwal bertabrakan', detail: 'Dokter atau petugas ini sudah punya jadwal pada jam yang sama. Pilih jam lain.' },
  taskOrder: { status: 409, title: 'Urutan langkah belum sesuai', detail: 'Catat dulu langkah sebelumnya, lalu ulangi.' },
});

/** Names of this floor's constraints and the problem each one is. Spread into `constraints` of an action that calls the floor. */
export const bookingConstraints: Readonly<Record<string, ProblemSpec>> = {
  pool_never_oversold: refusals.full,
  booking_one_active: refusals.alreadyBooked,
  booking_reference_active: refusals.referenceUsed,
  booking_step_allowed: refusals.notNow,
  ticket_step_allowed: refusals.notNow,
  ticket_of_booking: refusals.notNow,
  waiting_once: refusals.waitingTwice,
  weekly_no_overlap: refusals.overlap,
  session_no_overlap: refusals.overlap,
  session_once: refusals.overlap,
  slot_free: refusals.slotTaken,
  task_no_gap: refusals.taskOrder,
  task_later: refusals.taskOrder,
};
