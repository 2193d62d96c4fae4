import type { EventDeclaration, Measure } from '#kernel/manifest';
import { templates } from '../notices/templates.ts';

export const declaredEvents: readonly EventDeclaration[] = [
  { type: 'saroale/booked', version: 1, means: { id: 'Antrean diambil', en: 'A place was booked' } },
  { type: 'saroale/moved', version: 1, means: { id: 'Antrean dipindahkan', en: 'A booking was moved' } },
  { type: 'saroale/cancelled', version: 1, means: { id: 'Antrean dibatalkan', en: 'A booking was cancelled' } },
  { type: 'saroale/checked-in', version: 1, means: { id: 'Pasien check-in', en: 'A patient checked in' } },
  { type: 'saroale/called', version: 1, means: { id: 'Pasien dipanggil pertama kali', en: 'A patient was first called' } },
  { type: 'saroale/served', version: 1, means: { id: 'Pasien selesai dilayani di poli', en: 'A patient was served' } },
  { type: 'saroale/no-show', version: 1, means: { id: 'Pasien tidak datang', en: 'A patient did not come' } },
  { type: 'saroale/task-recorded', version: 1, means: { id: 'Waktu layanan dicatat (tugas 1–7, 99)', en: 'A service time was stamped (tasks 1–7, 99)' } },
  { type: 'saroale/session-opened', version: 1, means: { id: 'Jadwal dibuka untuk pendaftaran', en: 'A session opened for booking' } },
  { type: 'saroale/session-late', version: 1, means: { id: 'Dokter diumumkan terlambat', en: 'A doctor was announced late' } },
  { type: 'saroale/session-cancelled', version: 1, means: { id: 'Jadwal dibatalkan rumah sakit', en: 'The hospital cancelled a session' } },
  { type: 'saroale/session-ended', version: 1, means: { id: 'Sesi selesai', en: 'A session ended' } },
  { type: 'saroale/quota-changed', version: 1, means: { id: 'Kuota diubah', en: 'A quota was changed' } },
  { type: 'saroale/quota-overridden', version: 1, means: { id: 'Tempat diberikan di luar kuota', en: 'A place was given beyond the quota' } },
  { type: 'saroale/waiting-joined', version: 1, means: { id: 'Masuk daftar tunggu', en: 'Somebody joined the waiting list' } },
  { type: 'saroale/pharmacy-queued', version: 1, means: { id: 'Resep masuk antrean farmasi', en: 'A prescription joined the pharmacy queue' } },
  { type: 'saroale/medicine-ready', version: 1, means: { id: 'Obat siap diambil', en: 'Medicine was ready' } },
  { type: 'saroale/bpjs-delivered', version: 1, means: { id: 'BPJS menerima satu kiriman', en: 'BPJS took a delivery' } },
  { type: 'saroale/bpjs-held', version: 1, means: { id: 'Satu kiriman ke BPJS menunggu petugas', en: 'A delivery to BPJS waits for an officer' } },
];

/** Public figures, each computed from events alone. */
export const measures: readonly Measure[] = [
  {
    id: 'bookings', kind: 'count', unit: 'kali', by: 'channel', staleAfterHours: 36, of: { events: ['saroale/booked'] },
    name: { id: 'Antrean diambil, menurut saluran', en: 'Bookings by channel' },
    definition: { id: 'Banyaknya antrean yang berhasil diambil lewat chat, laman, Mobile JKN, anjungan, atau loket. Pemindahan jadwal dihitung sekali lagi.', en: 'Places successfully booked by chat, web, Mobile JKN, kiosk or counter. A move counts once more.' },
  },
  {
    id: 'within-60', kind: 'share', unit: 'persen', by: 'poli', staleAfterHours: 36, promise: { atLeast: 80 },
    of: { events: ['saroale/called'], atMost: ['waitMinutes', 60] }, among: { events: ['saroale/called'] },
    name: { id: 'Dipanggil dalam 60 menit', en: 'Called within 60 minutes' },
    definition: { id: 'Dari pasien yang dipanggil, bagian yang menunggu paling lama 60 menit sejak check-in atau jam praktik dibuka, mana yang lebih akhir. Janji: sekurang-kurangnya 80 persen.', en: 'Of patients called, the share who waited at most 60 minutes from check-in or the start of the session, whichever is later. Promise: at least 80 percent.' },
  },
  {
    id: 'median-wait', kind: 'quantile', unit: 'menit', p: 0.5, field: 'waitMinutes', by: 'poli', staleAfterHours: 36, promise: { atMost: 60 }, of: { events: ['saroale/called'] },
    name: { id: 'Waktu tunggu tengah', en: 'Median wait' },
    definition: { id: 'Separuh pasien menunggu lebih singkat dari angka ini, sejak check-in atau jam praktik dibuka sampai dipanggil. Standar: paling lama 60 menit (Kepmenkes 129/2008).', en: 'Half of the patients wait less than this, from check-in or start of session to the call. Standard: 60 minutes (Kepmenkes 129/2008).' },
  },
  {
    id: 'long-wait', kind: 'quantile', unit: 'menit', p: 0.9, field: 'waitMinutes', staleAfterHours: 36, promise: { atMost: 60 }, of: { events: ['saroale/called'] },
    name: { id: 'Waktu tunggu sembilan dari sepuluh pasien', en: 'Wait of nine in ten patients' },
    definition: { id: 'Sembilan dari sepuluh pasien menunggu paling lama sekian menit.', en: 'Nine in ten patients wait at most this long.' },
  },
  {
    id: 'no-shows', kind: 'share', unit: 'persen', by: 'channel', staleAfterHours: 48,
    of: { events: ['saroale/no-show'] }, among: { events: ['saroale/served', 'saroale/no-show'] },
    name: { id: 'Tidak datang', en: 'No-shows' },
    definition: { id: 'Dari antrean yang harinya sudah selesai, bagian yang pasiennya tidak datang.', en: 'Of bookings whose day is over, the share whose patient did not come.' },
  },
  {
    id: 'cancelled-sessions', kind: 'count', unit: 'kali', smallCells: 'shown', by: 'poli', staleAfterHours: 36 * 7, of: { events: ['saroale/session-cancelled'] },
    name: { id: 'Jadwal dibatalkan rumah sakit', en: 'Sessions cancelled by the hospital' },
    definition: { id: 'Banyaknya jadwal praktik yang dibatalkan setelah dibuka untuk pendaftaran.', en: 'Sessions cancelled after they were opened for booking.' },
  },
  {
    id: 'early-notice', kind: 'share', unit: 'persen', staleAfterHours: 36 * 7, promise: { atLeast: 90 },
    of: { events: ['saroale/session-cancelled'], where: { early: true } }, among: { events: ['saroale/session-cancelled'] },
    name: { id: 'Dokter berhalangan, dikabarkan lebih awal', en: 'Early notice of an absent doctor' },
    definition: { id: 'Dari jadwal yang dibatalkan, bagian yang dikabarkan kepada pasien sekurang-kurangnya 60 menit sebelum jam praktik.', en: 'Of cancelled sessions, the share announced at least 60 minutes before the session.' },
  },
  {
    id: 'patient-cancellations', kind: 'count', unit: 'kali', by: 'channel', staleAfterHours: 72, of: { events: ['saroale/cancelled'], where: { by: 'patient' } },
    name: { id: 'Dibatalkan pasien', en: 'Cancelled by patients' },
    definition: { id: 'Banyaknya antrean yang dibatalkan pasien sendiri; tempatnya dibuka lagi bagi yang lain.', en: 'Bookings patients cancelled themselves; the place opens for others.' },
  },
  {
    id: 'medicine-30', kind: 'share', unit: 'persen', staleAfterHours: 48, promise: { atLeast: 80 },
    of: { events: ['saroale/medicine-ready'], where: { compounded: false }, atMost: ['waitMinutes', 30] }, among: { events: ['saroale/medicine-ready'], where: { compounded: false } },
    name: { id: 'Obat jadi siap dalam 30 menit', en: 'Ready-made medicine within 30 minutes' },
    definition: { id: 'Dari resep obat jadi, bagian yang siap diambil paling lama 30 menit setelah selesai dari poli.', en: 'Of ready-made prescriptions, the share ready within 30 minutes of leaving the clinic.' },
  },
  {
    id: 'beyond-quota', kind: 'count', unit: 'kali', smallCells: 'shown', by: 'poli', staleAfterHours: 36 * 7, of: { events: ['saroale/quota-overridden'] },
    name: { id: 'Tempat di luar kuota', en: 'Places beyond the quota' },
    definition: { id: 'Banyaknya tempat yang diberikan petugas di luar kuota. Setiap kali dengan alasan tertulis dan tercatat.', en: 'Places officers gave beyond the quota, each with a written reason on record.' },
  },
  {
    id: 'bpjs-in-time', kind: 'share', unit: 'persen', staleAfterHours: 48, promise: { atLeast: 95 }, of: { events: ['saroale/bpjs-delivered'], where: { within: true } }, among: { events: ['saroale/bpjs-delivered'] },
    name: { id: 'Waktu pelayanan sampai di BPJS dalam 1 menit', en: 'Service times at BPJS within a minute' },
    definition: { id: 'Dari kiriman waktu pelayanan ke BPJS, bagian yang diterima paling lama 60 detik setelah kejadiannya. Janji: sekurang-kurangnya 95 persen selama BPJS dapat dihubungi.', en: 'Of service times sent to BPJS, the share taken at most 60 seconds after they happened. Promise: at least 95 percent while BPJS can be reached.' },
  },
  {
    id: 'messages', kind: 'count', unit: 'kali', by: 'importance', staleAfterHours: 48, of: { events: ['messaging/sent'], where: { channel: 'whatsapp', template: templates.map((template) => template.name) } },
    name: { id: 'Kabar WhatsApp tentang antrean', en: 'WhatsApp notices about bookings' },
    definition: { id: 'Banyaknya kabar WhatsApp tentang antrean yang diterima penyedia untuk disampaikan, menurut kepentingannya; jawaban dalam percakapan tidak dihitung. Satu antrean mendapat paling banyak empat kabar biasa; kabar mendesak di luar itu.', en: 'WhatsApp notices about bookings the provider took for delivery, by importance; replies in a conversation are not counted. A booking gets at most four ordinary notices; urgent ones come on top.' },
  },
];
