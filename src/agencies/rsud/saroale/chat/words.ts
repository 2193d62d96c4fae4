import { formatClock, formatLongDate } from '#kernel/time';
import type { TicketView } from '../reads/tickets.ts';
import type { Booked } from '../actions/book.ts';

/** How Saroale speaks in chat. A clinic's name stands in a message only if the person agreed, because some names reveal an illness. */
export function bookedText(booked: Booked, showPoli: boolean, zone: string, opening = 'Terdaftar'): string {
  const clock = (instant: Temporal.Instant) => formatClock(instant, zone);
  const { from, to } = booked.estimate;
  return [
    `${opening}. Kode booking ${booked.code}, antrean ${booked.label}${showPoli ? ` di ${booked.poliName}` : ''}.`,
    `${formatLongDate(booked.date)}, perkiraan dilayani ${clock(from).split(' ')[0]}–${clock(to)}.`,
    `Datang pukul ${clock(booked.arriveFrom)} dan check-in; paling lambat ${clock(booked.arriveBy)}.`,
    `Bawa: ${booked.bring.map(({ id }) => id).join('; ')}.`,
    'Perlu mengubah? Tulis “pindah” atau “batal”.',
  ].join('\n');
}

/** One booking in the status answer. */
export function ticketText({ visit, state, ahead, estimate, arriveFrom, nowServing }: TicketView, who: string, zone: string): string {
  const clock = (instant: Temporal.Instant) => formatClock(instant, zone);
  const lines = [`Antrean ${visit.label}${visit.showPoli ? ` di ${visit.poliName}` : ''}, ${who}, kode ${visit.code}.`, `${formatLongDate(visit.date)}: ${states[state]}.`];
  if (visit.lateMinutes > 0 && visit.sessionStatus !== 'cancelled') lines.push(`Dokter terlambat sekitar ${visit.lateMinutes} menit.`);
  if (estimate) lines.push(`${ahead} orang di depan Anda; perkiraan dilayani ${clock(estimate.from).split(' ')[0]}–${clock(estimate.to)}.${nowServing ? ` Sedang dilayani: ${nowServing}.` : ''}`);
  if (state === 'booked') lines.push(`Datang pukul ${clock(arriveFrom)}.`);
  return lines.join('\n');
}

const states: Readonly<Record<TicketView['state'], string>> = {
  booked: 'terdaftar, belum check-in', waiting: 'sudah check-in, menunggu dipanggil', called: 'sedang dipanggil', 'in-room': 'sedang dilayani', 'on-hold': 'menunggu hasil pemeriksaan', skipped: 'terlewat, temui perawat poli',
  pharmacy: 'menunggu obat', done: 'sudah dilayani', 'no-show': 'tidak hadir', cancelled: 'dibatalkan', moved: 'sudah dipindahkan',
};

export const texts = {
  bind: 'Agar data pasien aman, isi data sekali lewat tautan ini (berlaku 10 menit, sekali pakai). Jangan kirim NIK di chat. Setelah selesai, tulis “sudah”.',
  bindAgain: 'Data pasien belum kami terima. Buka tautan baru ini, isi sampai selesai, lalu tulis “sudah”.',
  bindTitle: 'Isi data pasien',
  who: 'Untuk siapa?',
  other: 'Pasien lain',
  poli: 'Mau ke poli atau dokter apa? Tulis saja, atau pilih:',
  doctor: 'Dokter yang mana?',
  day: 'Hari yang mana maksud Anda?',
  session: 'Pilih jadwal:',
  payer: 'Bayar dengan apa?',
  reference: 'Kirim nomor surat rujukan atau surat kontrol (19 huruf dan angka, ada di suratnya), atau pilih bayar sendiri.',
  change: 'Apa yang ingin diubah?',
  noVisit: 'Belum ada antrean aktif.',
  which: 'Antrean yang mana?',
  abandoned: 'Baik, tidak jadi. Tidak ada yang didaftarkan.',
} as const;

export const payerNames = { jkn: 'BPJS/JKN', umum: 'bayar sendiri', other: 'asuransi atau jaminan lain' } as const;
