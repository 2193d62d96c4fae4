import { crockfordCode, type RandomBytes } from '#kernel/ids';

/**
 * A booking code such as `SKY261124K7Q2M`: prefix, the visit's date as yymmdd, five random Crockford characters (33 million a day, not guessable,
 * no I, L, O or U). At most 20 characters with a prefix of up to 6, as BPJS asks of `kodebooking`. `date` is ISO text.
 */
export function bookingCode(prefix: string, date: string, random: RandomBytes): string {
  return `${prefix}${date.slice(2, 4)}${date.slice(5, 7)}${date.slice(8, 10)}${crockfordCode(5, random)}`;
}
