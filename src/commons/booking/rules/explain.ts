import { formatClock, type Locale } from '#kernel/time';

/** Every number an estimate rests on, so that "mengapa 10.40?" has an answer. */
export interface WhyFacts {
  /** How many go first, and how many of them are not here yet. */
  readonly ahead: number;
  readonly notYetHere: number;
  /** Minutes one patient takes by our reckoning, how many of today are in it, and where the rest comes from. */
  readonly minutesEach: number;
  readonly seenToday: number;
  readonly paceFrom: 'weekday' | 'resource' | 'group' | 'service' | 'assumed';
  readonly inService: boolean;
  readonly started: boolean;
  readonly opensAt: Temporal.Instant;
  /** What the desk announced about a late start. */
  readonly expectedStart?: Temporal.Instant | undefined;
  /** Minutes the start is expected to take from now. */
  readonly startMinutes: number;
  readonly breakMinutes: number;
  /** Share of bookings nobody comes to, 0 to 1. */
  readonly missed: number;
}

/** The facts as sentences, in the order people ask. `zone` is the place's time zone. */
export function sayWhy(why: WhyFacts, { zone, locale = 'id' }: { zone: string; locale?: Locale }): string[] {
  const minutes = Math.max(1, Math.round(why.minutesEach));
  const said = locale === 'en' ? english(why, minutes, zone) : indonesian(why, minutes, zone);
  return said.filter((line) => line !== '');
}

function indonesian(why: WhyFacts, minutes: number, zone: string): string[] {
  return [
    startInIndonesian(why, zone),
    why.inService ? 'Satu orang sedang dilayani.' : '',
    why.ahead === 0 ? 'Tidak ada lagi yang dipanggil sebelum Anda.' : `${why.ahead} orang dipanggil sebelum Anda.`,
    why.notYetHere > 0 ? `${why.notYetHere} di antaranya belum datang. Biasanya ${Math.round(why.missed * 100)} dari 100 orang tidak datang.` : '',
    `Satu orang kira-kira ${minutes} menit, ${sourceInIndonesian(why)}.`,
    why.breakMinutes >= 1 ? `Ada jeda kira-kira ${Math.round(why.breakMinutes)} menit.` : '',
  ];
}

function startInIndonesian(why: WhyFacts, zone: string): string {
  if (why.started) return 'Pelayanan sudah dimulai.';
  if (why.expectedStart) return `Pelayanan belum mulai. Petugas memperkirakan mulai pukul ${formatClock(why.expectedStart, zone)}.`;
  return `Pelayanan dijadwalkan mulai pukul ${formatClock(why.opensAt, zone)}. Mulainya kami perkirakan dari catatan hari-hari lalu.`;
}

function sourceInIndonesian(why: WhyFacts): string {
  const past = { weekday: 'dari catatan hari yang sama 60 hari terakhir', resource: 'dari catatan 60 hari terakhir', group: 'dari catatan poli ini 60 hari terakhir', service: 'dari catatan seluruh poli 60 hari terakhir', assumed: 'angka awal karena catatan belum ada' }[why.paceFrom];
  return why.seenToday > 0 ? `${past} dan ${why.seenToday} orang hari ini` : past;
}

function english(why: WhyFacts, minutes: number, zone: string): string[] {
  const past = { weekday: 'the same weekday in the last 60 days', resource: 'the last 60 days', group: 'this clinic’s last 60 days', service: 'all clinics’ last 60 days', assumed: 'a first guess, for want of records' }[why.paceFrom];
  const begun = why.expectedStart ? `Not started yet. The desk expects ${formatClock(why.expectedStart, zone)}.` : `It should start at ${formatClock(why.opensAt, zone)}; the real start is estimated from past days.`;
  return [
    why.started ? 'The session has started.' : begun,
    why.inService ? 'One person is being seen.' : '',
    why.ahead === 0 ? 'Nobody is called before you any more.' : `${why.ahead} people are called before you.`,
    why.notYetHere > 0 ? `${why.notYetHere} of them are not here yet; ${Math.round(why.missed * 100)} of 100 usually do not come.` : '',
    `One person takes about ${minutes} minutes: ${past}${why.seenToday > 0 ? ` and ${why.seenToday} people today` : ''}.`,
    why.breakMinutes >= 1 ? `A break of about ${Math.round(why.breakMinutes)} minutes lies between.` : '',
  ];
}
