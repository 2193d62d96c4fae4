import type { FactSource } from '#commons/assistant';
import { civilDate, formatDate, weekdayName } from '#kernel/time';
import type { Saroale } from '../rooms.ts';

/** "Kapan dr Andini praktik?", "poli gigi buka jam berapa?": from the sessions that are open, nothing else. */
export function hoursFact(saroale: Saroale): FactSource {
  return {
    service: 'saroale', topic: 'jam',
    async answer({ work, zone, reading }) {
      const today = civilDate(work.now, zone);
      const named = (kind: string) => reading.found.find((match) => match.kind === kind)?.id;
      const [poli, doctor, day] = [named('poli'), named('dokter'), reading.when.day];
      const from = day?.kind === 'day' && Temporal.PlainDate.compare(day.date, today) >= 0 ? day.date : today;
      const to = day?.kind === 'day' ? from : today.add({ days: poli || doctor ? 7 : 1 });
      const sessions = (await saroale.reads.searchSessions({ from, to, ...(poli ? { poli } : {}), ...(doctor ? { doctor } : {}) }, work)).filter(({ status }) => status === 'open' || status === 'running');
      if (sessions.length === 0) return { text: `Tidak ada praktik yang dibuka untuk itu pada ${formatDate(from)}${from.equals(to) ? '' : `–${formatDate(to)}`}.`, source: 'jadwal praktik Saroale', asOf: today };
      const lines = sessions.slice(0, 10).map((session) => `• ${session.poliName}, ${session.doctorName}: ${weekdayName(session.date)} ${session.date.day}/${session.date.month}, ${session.hours}${session.bookable ? '' : ' (penuh atau tutup)'}`);
      return { text: `Jadwal praktik:\n${lines.join('\n')}${sessions.length > 10 ? `\n… dan ${sessions.length - 10} lagi. Sebut polinya agar lebih pendek.` : ''}`, source: 'jadwal praktik Saroale', asOf: today };
    },
  };
}
