import type { Reader } from './reader.ts';

export interface Coding { readonly id: string; readonly kind: 'diagnosis' | 'procedure'; readonly rank: number; readonly code: string; readonly display: string; readonly source: 'doctor' | 'coder' }

/** The codes of a visit that stand, diagnoses first, each in its rank. */
export async function codingsOf(reader: Reader, visitId: string): Promise<Coding[]> {
  const rows = await reader.selectFrom('sih_larajaket.coding').select(['id', 'kind', 'rank', 'code', 'display', 'source']).where('visit_id', '=', visitId).where('ended_at', 'is', null).orderBy('kind').orderBy('rank').execute();
  return rows;
}

/** Codes this doctor chose most in the last ninety days: favourites nobody has to keep by hand. */
export async function favouriteCodes(reader: Reader, account: string, since: Temporal.Instant): Promise<{ code: string; display: string }[]> {
  return reader.selectFrom('sih_larajaket.coding').select(['code', 'display']).where('by', '=', account).where('kind', '=', 'diagnosis').where('at', '>=', since)
    .groupBy(['code', 'display']).orderBy((order) => order.fn.countAll(), 'desc').orderBy('code').limit(8).execute();
}
