import { sql } from 'kysely';
import type { Work } from '#platform/database';
import type { Regency } from '#platform/regency';
import { formatOn, writeNumber } from '../rules/number.ts';
import type { SigningTables } from '../tables.ts';

/** The number in force of a document, if it was given one. */
export async function numberOf(work: Work, document: string) {
  return work.tables<SigningTables>().selectFrom('signing.number').selectAll().where('document', '=', document).where('void_at', 'is', null).executeTakeFirst();
}

/**
 * Gives the next number of a series in the year of `date`, inside the transaction that needs it. The counter's row stays locked until the commit, so
 * two signers wait for each other, and a rolled-back one leaves no gap.
 */
export async function takeNumber(work: Work, regency: Regency, given: { series: string; date: Temporal.PlainDate; document: string; agency: string; format?: string | undefined }): Promise<string> {
  const tables = work.tables<SigningTables>();
  const { year } = given.date;
  const { last } = await tables.insertInto('signing.counter').values({ series: given.series, year, last: 1 })
    .onConflict((conflict) => conflict.columns(['series', 'year']).doUpdateSet({ last: sql<number>`signing.counter.last + 1` })).returning('last').executeTakeFirstOrThrow();
  const acronym = regency.agencies.find((one) => one.id === given.agency)?.acronym ?? regency.shortName;
  const number = writeNumber(given.format ?? formatOn(formatsOf(regency, given.series), given.date), { n: last, date: given.date, agency: acronym });
  await tables.insertInto('signing.number').values({ series: given.series, year, seq: last, number, document: given.document, given_at: work.now.toString() }).execute();
  return number;
}

/** Ends a number: it stays in the book with its reason and is never given again. */
export async function voidNumber(work: Work, document: string, reason: string): Promise<string | undefined> {
  const row = await work.tables<SigningTables>().updateTable('signing.number').set({ void_at: work.now.toString(), void_because: reason }).where('document', '=', document).where('void_at', 'is', null).returning('number').executeTakeFirst();
  return row?.number;
}

function formatsOf(regency: Regency, series: string) {
  return regency.numbering.series.find((one) => one.id === series)?.formats ?? regency.numbering.otherwise;
}
