import { Feed } from 'feed';
import type { LogRecord } from '#commons/transparency';
import type { Publisher } from './datasets.ts';

/** What the public log says lately, for feed readers: figures published or corrected, days closed, innovations changed, checks made. */
export function feedOf(records: readonly LogRecord[], publisher: Publisher, nameOf: (subject: string) => string): Feed {
  const newest = records[0]?.at;
  const feed = new Feed({
    id: `${publisher.base}/log`, title: `Catatan publik ${publisher.name}`, description: 'Angka terbit, koreksi, penutupan hari, dan keadaan inovasi.', link: `${publisher.base}/log`, language: 'id', copyright: publisher.licence, generator: 'Serasan',
    ...(newest ? { updated: dateOf(newest) } : {}), feedLinks: { atom: `${publisher.base}/perubahan.atom`, rss: `${publisher.base}/perubahan.rss` }, author: { name: publisher.name },
  });
  for (const record of records) {
    feed.addItem({
      id: `${publisher.base}/log/bukti/${record.id}`, link: `${publisher.base}/log/bukti/${record.index}.tlog-proof`, date: dateOf(record.at),
      title: `${titles[record.type] ?? record.type}: ${nameOf(record.subject)}${record.period ? `, ${record.period}` : ''}`,
      description: `Catatan nomor ${record.index}. Buktinya dapat diperiksa tanpa sambungan.`,
    });
  }
  return feed;
}

const titles: Readonly<Record<string, string>> = {
  'rilis': 'Angka terbit', 'koreksi': 'Koreksi', 'penutupan.harian': 'Hari ditutup', 'inovasi.status': 'Keadaan inovasi', 'standar.versi': 'Standar pelayanan', 'bukti': 'Bukti', 'audit.hasil': 'Hasil uji petik', 'kunci.rotasi': 'Kunci catatan diganti',
};

/** The feed library takes JavaScript dates; nothing civil is read from them. */
function dateOf(at: Temporal.Instant): Date {
  return new Date(at.epochMilliseconds);
}
