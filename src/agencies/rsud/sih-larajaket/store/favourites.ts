import type { Reader } from './reader.ts';

/** Medicines with their signa that this doctor prescribed most lately: one press writes the line. */
export async function favouriteDrugs(reader: Reader, account: string, since: Temporal.Instant): Promise<{ drug: string; drug_name: string; signa: string }[]> {
  return reader.selectFrom('sih_larajaket.rx_item as i').innerJoin('sih_larajaket.rx as r', 'r.id', 'i.rx_id').innerJoin('sih_larajaket.note as n', 'n.visit_id', 'r.visit_id').select(['i.drug', 'i.drug_name', 'i.signa'])
    .where('n.author', '=', account).where('i.recipe', 'is', null).where('r.sent_at', '>=', since).groupBy(['i.drug', 'i.drug_name', 'i.signa']).orderBy((order) => order.fn.countAll(), 'desc').orderBy('i.drug').limit(6).execute();
}
