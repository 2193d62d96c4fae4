import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDate, formatDate, formatLongDate } from '#kernel/time';
import { echoWhen, normalise, readWhen, type Moment } from '#commons/assistant';
import { datePhrases } from '../../../../../test/language/dates.ts';
import { show } from '../../../../../test/language/show.ts';

const moment: Moment = { now: Temporal.Instant.from('2026-11-23T02:00:00Z'), zone: 'Asia/Jakarta', latitude: -2.8833, longitude: 103.8333 };
const read = (phrase: string, at: Partial<Moment> = {}) => readWhen(normalise(phrase), { ...moment, ...at });

describe('dates as people write them', () => {
  it('has a corpus of at least 100 phrases', () => { expect(datePhrases.length).toBeGreaterThanOrEqual(100); });
  it.each(datePhrases)('%s → %s', (phrase, meaning) => { expect(show(read(phrase))).toBe(meaning); });

  it('says back weekday, date and clock', () => {
    expect(echoWhen(Temporal.PlainDate.from('2026-11-24'), Temporal.PlainTime.from('08:00'), 'WIB')).toBe('Selasa, 24 November 2026, 08.00 WIB');
  });

  it('counts days in the regency’s zone, not in UTC', () => {
    expect(show(read('besok', { now: Temporal.Instant.from('2026-11-23T17:30:00Z') }))).toBe('2026-11-25');
  });

  it('takes "besok Senin" as said when tomorrow is Monday', () => {
    expect(show(read('besok senin', { now: Temporal.Instant.from('2026-11-22T02:00:00Z') }))).toBe('2026-11-23');
  });

  const instants = fc.integer({ min: 0, max: 3_000_000_000 }).map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000).add({ hours: 24 * 365 * 30 }));

  it('reads every date it writes, whatever the day', () => {
    fc.assert(fc.property(instants, fc.integer({ min: 0, max: 360 }), (now, ahead) => {
      const date = civilDate(now, moment.zone).add({ days: ahead });
      for (const text of [formatLongDate(date), formatDate(date), `${date.day}/${date.month}/${date.year}`, `${date.day}.${date.month}.${date.year}`, String(date)]) {
        expect(show(read(text, { now }))).toBe(String(date));
      }
    }));
  });

  it('never proposes a day before today unless it says that it is past', () => {
    const words = fc.array(fc.constantFrom('besok', 'senin', 'minggu', 'depan', 'hari', 'tanggal', '5', '31', 'lusa', 'jam', 'setengah', '3', 'sore', 'lagi', 'bulan', 'desember', 'kemarin', 'dua', 'belas', 'pagi', 'ini'), { minLength: 1, maxLength: 7 });
    fc.assert(fc.property(instants, words, (now, picked) => {
      const { day, past } = read(picked.join(' '), { now });
      if (day?.kind === 'day' && !past) expect(Temporal.PlainDate.compare(day.date, civilDate(now, moment.zone))).toBeGreaterThanOrEqual(0);
      if (day?.kind === 'span') expect(Temporal.PlainDate.compare(day.from, day.to)).toBeLessThanOrEqual(0);
    }));
  });
});
