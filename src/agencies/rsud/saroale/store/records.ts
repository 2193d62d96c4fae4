import type { Work } from '#platform/database';
import type { SaroaleTables } from './tables.ts';

/** Medical records are kept at least this long after the last visit (Permenkes 24/2022 tentang Rekam Medis, art. 39). */
const recordYears = 25;

/**
 * Which of these persons a hospital must remember, and why: everybody with a place or a visit in the last 25 years. A cancelled or moved booking is no visit
 * (the one it moved to is), and who did not come left no record. For `people.keep`.
 */
export async function keptByVisit(personIds: readonly string[], work: Work): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map();
  const since = work.now.toZonedDateTimeISO('UTC').subtract({ years: recordYears }).toPlainDate();
  const rows = await work.tables<SaroaleTables>().selectFrom('saroale.visit').select((select) => ['person_id', select.fn.max('date').as('last')])
    .where('person_id', 'in', [...personIds]).where('status', 'in', ['booked', 'checked-in', 'served']).where('date', '>=', since.toString()).groupBy('person_id').execute();
  return new Map(rows.map((row) => [row.person_id, `Catatan kunjungan rumah sakit wajib disimpan ${recordYears} tahun sejak kunjungan terakhir (${row.last}), menurut Permenkes 24/2022 tentang Rekam Medis.`]));
}
