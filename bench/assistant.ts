// How well everyday phrases about time are understood, against chrono-node's Indonesian locale alone and against a regular-expression reader; how
// fast one message is read; and how many messages one booking takes, on the real program with the provider's stand-in.
import { id as indonesian } from 'chrono-node';
import { normalise, readText, readWhen, type Moment } from '#commons/assistant';
import { civilDate } from '#kernel/time';
import { datePhrases } from '../test/language/dates.ts';
import { heldOutPhrases } from '../test/language/held-out.ts';
import { show } from '../test/language/show.ts';
import { quantile, report } from './report.ts';

const moment: Moment = { now: Temporal.Instant.from('2026-11-23T02:00:00Z'), zone: 'Asia/Jakarta', latitude: -2.88, longitude: 103.84 };

type Reader = (phrase: string) => string;
const ours: Reader = (phrase) => show(readWhen(normalise(phrase), moment));

/** chrono-node alone, in the notation of the corpus: the first result's certain day and hour. It has no word for a doubt. */
const chrono: Reader = (phrase) => chronoShown(phrase);
const chronoNormalised: Reader = (phrase) => chronoShown(normalise(phrase));

function chronoShown(phrase: string): string {
  const [first] = indonesian.parse(phrase, { instant: new Date(moment.now.epochMilliseconds), timezone: 420 }, { forwardDate: true });
  if (!first) return '-';
  const { start } = first;
  const number = (name: 'year' | 'month' | 'day' | 'hour' | 'minute') => String(start.get(name) ?? 0).padStart(2, '0');
  const dayNamed = start.isCertain('day') || start.isCertain('weekday');
  const day = `${number('year')}-${number('month')}-${number('day')}`;
  const clock = start.isCertain('hour') ? `${number('hour')}:${number('minute')}` : '';
  if (!dayNamed) return clock ? `@${clock}` : day;
  const past = day < String(civilDate(moment.now, moment.zone)) ? 'past ' : '';
  return `${past}${[day, clock].filter(Boolean).join(' ')}`;
}

/** What many chat bots do: three words and one date pattern. */
const patterns: Reader = (phrase) => {
  const today = civilDate(moment.now, moment.zone);
  const text = phrase.toLowerCase();
  const numeric = /(\d{1,2})[/-](\d{1,2})[/-](\d{4})/.exec(text);
  if (numeric) return `${numeric[3]}-${String(numeric[2]).padStart(2, '0')}-${String(numeric[1]).padStart(2, '0')}`;
  const days = ['senin', 'selasa', 'rabu', 'kamis', 'jumat', 'sabtu', 'minggu'].findIndex((name) => text.includes(name));
  if (text.includes('besok')) return String(today.add({ days: 1 }));
  if (text.includes('lusa')) return String(today.add({ days: 2 }));
  if (days >= 0) return String(today.add({ days: (days + 1 - today.dayOfWeek + 7) % 7 || 7 }));
  const hour = /jam (\d{1,2})/.exec(text);
  return hour ? `@${String(hour[1]).padStart(2, '0')}:00` : '-';
};

const share = (read: Reader, phrases: readonly (readonly [string, string])[]) => (100 * phrases.filter(([phrase, meaning]) => read(phrase) === meaning).length) / phrases.length;
/** A confident wrong day: worse than no answer, because somebody travels for it. */
const wrong = (read: Reader, phrases: readonly (readonly [string, string])[]) => (100 * phrases.filter(([phrase, meaning]) => read(phrase) !== meaning && read(phrase) !== '-' && !read(phrase).startsWith('?')).length) / phrases.length;

for (const [name, phrases] of [['the corpus it was built with', datePhrases], ['phrases written after it was frozen', heldOutPhrases]] as const) {
  report(`Understanding of ${phrases.length} phrases about time: ${name}`, [
    ['ours, right', share(ours, phrases), '%'], ['chrono-node alone, right', share(chrono, phrases), '%'], ['chrono-node after our normaliser, right', share(chronoNormalised, phrases), '%'], ['three words and a pattern, right', share(patterns, phrases), '%'],
    ['ours, confidently wrong', wrong(ours, phrases), '%'], ['chrono-node alone, confidently wrong', wrong(chrono, phrases), '%'], ['chrono-node after our normaliser, confidently wrong', wrong(chronoNormalised, phrases), '%'],
    ['ours ÷ chrono-node alone', share(ours, phrases) / share(chrono, phrases), '×'],
  ]);
  for (const [phrase, meaning] of phrases) if (ours(phrase) !== meaning) process.stdout.write(`  missed: “${phrase}” should be ${meaning}, read ${ours(phrase)}\n`);
}

const times = datePhrases.flatMap(([phrase]) => Array.from({ length: 20 }, () => {
  const began = performance.now();
  readText(phrase, moment);
  return performance.now() - began;
}));
report('Reading one message', [['p50', quantile(times, 0.5) * 1000, 'µs'], ['p99', quantile(times, 0.99) * 1000, 'µs']]);
