import type { Words } from '#kernel/manifest';

/** Texts of the dispatcher's desk. */
export const words = {
  title: { id: 'Kunjungan', en: 'Visits' },
  lead: { id: 'Rencana hari per zona. Kunjungan yang sedang berjalan tidak dipindahkan.', en: 'The day’s plan by zone. Visits under way are not moved.' },
  day: { id: 'Hari', en: 'Day' }, before: { id: 'Hari sebelumnya', en: 'Day before' }, after: { id: 'Hari berikutnya', en: 'Day after' },
  planIt: { id: 'Susun rencana', en: 'Plan the day' }, planAgain: { id: 'Susun ulang', en: 'Plan again' },
  plan: { id: 'Rencana ke-{n}, pukul {time}: {stops} kunjungan, {km} km, hemat {saved} km dibanding satu perjalanan per kunjungan.', en: 'Plan {n} at {time}: {stops} visits, {km} km, {saved} km less than one trip each.' },
  noPlan: { id: 'Rencana belum disusun.', en: 'Not planned yet.' },
  map: { id: 'Peta rute', en: 'Map of routes' }, mapText: { id: 'Garis menghubungkan kunjungan menurut urutan rute; bundar besar adalah kantor. Titik kecamatan bersifat perkiraan. Daftar di bawah memuat hal yang sama.', en: 'Lines join visits in the order of the route; the large dot is the office. District points are estimates. The lists below say the same.' },
  officer: { id: 'Petugas', en: 'Officer' }, unassigned: { id: 'Belum ada petugas', en: 'No officer yet' }, nobody: { id: 'Belum ada petugas lapangan di unit ini.', en: 'This agency has no field officers yet.' },
  noVisits: { id: 'Tidak ada kunjungan pada hari ini.', en: 'No visits on this day.' }, noVisitsHint: { id: 'Kunjungan muncul di sini setelah layanan menjanjikan setengah hari kepada warga.', en: 'Visits appear here once a service has promised a half-day to a resident.' },
  order: { id: 'Urut', en: 'Order' }, visit: { id: 'Kunjungan', en: 'Visit' }, where: { id: 'Tempat', en: 'Place' }, half: { id: 'Dijanjikan', en: 'Promised' }, eta: { id: 'Tiba', en: 'Arrival' }, status: { id: 'Keadaan', en: 'Status' }, act: { id: 'Langkah', en: 'Step' },
  pagi: { id: 'pagi', en: 'morning' }, siang: { id: 'siang', en: 'afternoon' },
  pickup: { id: 'Jemput', en: 'Collect' }, delivery: { id: 'Antar', en: 'Deliver' }, survey: { id: 'Tinjau', en: 'Site visit' }, care: { id: 'Rawat', en: 'Care' },
  requested: { id: 'Diminta', en: 'Requested' }, scheduled: { id: 'Dijanjikan', en: 'Promised' }, assigned: { id: 'Direncanakan', en: 'Planned' }, en_route: { id: 'Dalam perjalanan', en: 'On the way' }, arrived: { id: 'Di lokasi', en: 'At the door' }, done: { id: 'Selesai', en: 'Done' }, failed: { id: 'Belum berhasil', en: 'Not done' }, held_at_counter: { id: 'Di loket', en: 'At the counter' }, cancelled: { id: 'Dibatalkan', en: 'Cancelled' },
  pin: { id: 'Tetapkan', en: 'Pin' }, unpin: { id: 'Lepas', en: 'Unpin' }, pinned: { id: 'Ditetapkan', en: 'Pinned' }, pinTo: { id: 'Tetapkan {code} pada', en: 'Pin {code} to' },
  trip: { id: 'perjalanan {n}', en: 'trip {n}' }, attempt: { id: 'percobaan {n}', en: 'attempt {n}' },
  why_skill: { id: 'Tidak ada petugas dengan keahlian yang diperlukan.', en: 'No officer has the skill.' }, why_zone: { id: 'Tidak ada petugas untuk zona ini.', en: 'No officer serves this zone.' }, why_load: { id: 'Muatan terlalu besar untuk kendaraan yang ada.', en: 'Too much to carry.' },
  why_window: { id: 'Tempat ini tidak terjangkau dalam setengah hari yang dijanjikan.', en: 'Cannot be reached within the promised half-day.' }, why_pinned: { id: 'Ditetapkan pada petugas yang tidak dapat pergi.', en: 'Pinned to an officer who cannot go.' }, why_full: { id: 'Hari ini sudah penuh. Tambah petugas, atau janjikan hari lain.', en: 'The day is full. Add an officer or promise another day.' },
  left: { id: 'Tidak masuk rencana', en: 'Left out of the plan' },
  phones: { id: 'Ponsel petugas', en: 'Officers’ phones' }, phone: { id: 'Ponsel', en: 'Phone' }, seen: { id: 'Terakhir tersambung', en: 'Last heard' }, queued: { id: 'Belum terkirim', en: 'Not yet sent' }, holds: { id: 'Isi tas', en: 'In the bag' }, revoked: { id: 'Dicabut', en: 'Revoked' }, revoke: { id: 'Cabut ponsel', en: 'Revoke phone' }, reason: { id: 'Sebab', en: 'Reason' }, reasonHint: { id: 'Misalnya: hilang di jalan. Ponsel menghapus datanya saat tersambung.', en: 'For example: lost on the road. The phone erases itself when next heard.' },
  noPhones: { id: 'Belum ada ponsel terdaftar.', en: 'No phone is registered yet.' }, waiting: { id: '{n} catatan menunggu ponsel lain', en: '{n} records wait for another phone' },
} satisfies Record<string, Words>;
