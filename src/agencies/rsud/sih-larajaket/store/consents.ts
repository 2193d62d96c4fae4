import type { Reader } from './reader.ts';

/** The consent to share that stands on a day: given, not withdrawn, not run out. */
export async function shareConsentOf(reader: Reader, personId: string, today: Temporal.PlainDate): Promise<string | undefined> {
  return (await reader.selectFrom('sih_larajaket.consent').select('id').where('person_id', '=', personId).where('kind', '=', 'share').where('withdrawn_at', 'is', null).where('until', '>=', today.toString()).orderBy('given_at', 'desc').limit(1).executeTakeFirst())?.id;
}
