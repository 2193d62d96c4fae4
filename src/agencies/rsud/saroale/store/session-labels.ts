import type { Reader } from './reader.ts';

/** Number labels of a clinic's sessions on one day: `A`, then `AB`, `AC` … so that no two people wait with one label. */
export interface Labels {
  next(poli: string, date: Temporal.PlainDate, prefix: string): string;
}

/** Counts the sessions already opened, so that a later one of the same day gets the next label. */
export async function countByPoli(reader: Reader, from: Temporal.PlainDate, to: Temporal.PlainDate): Promise<Labels> {
  const rows = await reader.selectFrom('saroale.session').select(['poli', 'date', (select) => select.fn.countAll<bigint>().as('n')]).where('date', '>=', from.toString()).where('date', '<=', to.toString()).groupBy(['poli', 'date']).execute();
  const counts = new Map(rows.map((row) => [`${row.poli}|${row.date}`, Number(row.n)]));
  return {
    next(poli, date, prefix) {
      const key = `${poli}|${date.toString()}`;
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      return count === 0 ? prefix : `${prefix}${String.fromCharCode(65 + count)}`;
    },
  };
}
