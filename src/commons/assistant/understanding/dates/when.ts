import { civilDate } from '#kernel/time';
import { wordsToDigits } from '../numbers.ts';
import { readTime } from './clock.ts';
import { dayPhrases, type DayPhrase } from './days.ts';
import type { DayOption, DayReading, Moment, TimeReading, When } from './reading.ts';

/** Reads when a normalised text speaks of. Never guesses: what can mean two days comes back as a question with both dates. */
export function readWhen(normalised: string, moment: Moment): When {
  const text = wordsToDigits(normalised);
  const today = civilDate(moment.now, moment.zone);
  const phrases = wanted(text, dayPhrases(text, today), today);
  const day = together(text, phrases);
  const time = readTime(blank(text, phrases), day?.kind === 'day' ? day.date : today, moment);
  return { ...(day ? { day } : {}), ...(time ? { time } : {}), past: isPast(day, time, moment) };
}

/** Drops days that are told, not asked for: onset of an illness, birth dates, what is moved away from, what is denied, the past beside a future. */
function wanted(text: string, phrases: readonly DayPhrase[], today: Temporal.PlainDate): DayPhrase[] {
  const asked = phrases.filter(({ at }) => !/(?:sejak|semenjak|dari|lahir|ttl|bukan|jangan|selain|kecuali|terakhir)(?: (?:hari|tanggal))? ?$/.test(text.slice(0, at)) || isRange(text, phrases));
  const ahead = asked.filter(({ reading }) => !(reading.kind === 'day' && Temporal.PlainDate.compare(reading.date, today) < 0));
  return ahead.length > 0 ? ahead : asked;
}

const through = /^ ?(?:sampai|sampe|hingga|sd|s d|-)(?: hari)? ?$/;

function isRange(text: string, phrases: readonly DayPhrase[]): boolean {
  const [first, second] = phrases;
  return first !== undefined && second !== undefined && through.test(text.slice(first.end, second.at));
}

function together(text: string, phrases: readonly DayPhrase[]): DayReading | undefined {
  const [first, second] = phrases;
  if (!first) return undefined;
  if (!second) return first.reading;
  const options = phrases.flatMap(({ reading }) => optionsOf(reading));
  const [from, to] = [optionsOf(first.reading)[0], optionsOf(second.reading)[0]];
  if (isRange(text, phrases) && from && to && Temporal.PlainDate.compare(from.from, to.to) <= 0) return { kind: 'span', from: from.from, to: to.to };
  const distinct = options.filter((option, index) => options.findIndex((other) => other.from.equals(option.from) && other.to.equals(option.to)) === index);
  if (distinct.length === 1) return phrases.find(({ reading }) => reading.kind === 'day')?.reading ?? first.reading;
  const agreed = inCommon(phrases);
  return agreed ? { kind: 'day', date: agreed } : distinct.length === 0 ? first.reading : { kind: 'ask', why: 'several', options: distinct };
}

/** `senin, tanggal 30`: the one day every phrase allows. */
function inCommon(phrases: readonly DayPhrase[]): Temporal.PlainDate | undefined {
  const days = phrases.flatMap(({ reading }) => (reading.kind === 'day' ? [reading.date] : []));
  return days.find((date) => phrases.every(({ reading }) => optionsOf(reading).some((option) => Temporal.PlainDate.compare(option.from, date) <= 0 && Temporal.PlainDate.compare(date, option.to) <= 0)));
}

function optionsOf(reading: DayReading): readonly DayOption[] {
  switch (reading.kind) {
    case 'day': return [{ from: reading.date, to: reading.date }];
    case 'span': return [{ from: reading.from, to: reading.to }];
    case 'ask': return reading.options;
    case 'soonest': case 'any': return [];
  }
}

/** The text without its day phrases, except their parts of the day (`besok pagi` keeps `pagi`). */
function blank(text: string, phrases: readonly DayPhrase[]): string {
  let out = text;
  for (const { at, end, text: phrase } of phrases) {
    const kept = /(?:^| )(pagi|siang|sore|malam)(?= |$)/.exec(phrase)?.[1] ?? '';
    out = out.slice(0, at) + kept.padEnd(end - at) + out.slice(end);
  }
  return out.replace(/\s+/g, ' ').trim();
}

function isPast(day: DayReading | undefined, time: TimeReading | undefined, moment: Moment): boolean {
  const now = moment.now.toZonedDateTimeISO(moment.zone);
  if (day?.kind === 'span') return Temporal.PlainDate.compare(day.to, now.toPlainDate()) < 0;
  if (day?.kind !== 'day') return false;
  const order = Temporal.PlainDate.compare(day.date, now.toPlainDate());
  if (order !== 0 || !time) return order < 0;
  return Temporal.PlainTime.compare(time.kind === 'clock' ? time.time : time.to, now.toPlainTime()) < 0;
}
