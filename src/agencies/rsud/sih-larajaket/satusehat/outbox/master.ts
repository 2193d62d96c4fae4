import type { Transaction } from 'kysely';
import { system } from '#kernel/actor';
import { hmacSha256 } from '#kernel/digest';
import { Problem } from '#kernel/problem';
import { service } from '../../doors.ts';
import { judgeSearch, type Cause } from '../rules/answers.ts';
import type { OutboxDeps } from './drain.ts';
import type { OutboxTables } from './tables.ts';

const nikSystem = 'https://fhir.kemkes.go.id/id/nik';
/** Days an IHS number is taken from the cache without asking again. */
const freshDays = 90;

export type Looked = { readonly ok: true; readonly ihs: string } | { readonly ok: false; readonly park?: { cause: Cause; words: string }; readonly wait?: { seconds: number; words: string } };

/** The IHS number of a person by NIK: from the cache while it is fresh, and from the cache however old while SATUSEHAT is down. Without a NIK the item is parked in words; the visit itself never waits. */
export async function patientIhs(deps: OutboxDeps, personId: string): Promise<Looked> {
  const nik = await nikOf(deps, personId);
  if (!nik) return { ok: false, park: { cause: 'patient', words: 'Pasien belum punya NIK di data rumah sakit. Lengkapi NIK (bayi: NIK ibu) di loket, lalu kirim ulang.' } };
  const key = hmacSha256(deps.cacheKey, nik).toString('base64url');
  const now = deps.database.clock.now();
  const cached = await deps.database.read<OutboxTables>().selectFrom('sih_larajaket.satusehat_master').select(['ihs', 'found_at']).where('kind', '=', 'patient').where('key', '=', key).executeTakeFirst();
  if (cached && Temporal.Instant.compare(cached.found_at.add({ hours: 24 * freshDays }), now) > 0) return { ok: true, ihs: cached.ihs };
  const outcome = judgeSearch(await deps.client.search('Patient', { identifier: `${nikSystem}|${nik}` }));
  if (outcome.kind === 'found') {
    await deps.database.journal((tables: Transaction<OutboxTables>) => tables.insertInto('sih_larajaket.satusehat_master').values({ kind: 'patient', key, ihs: outcome.remoteId, found_at: now.toString() }).onConflict((conflict) => conflict.columns(['kind', 'key']).doUpdateSet({ ihs: outcome.remoteId, found_at: now.toString() })).execute());
    return { ok: true, ihs: outcome.remoteId };
  }
  if (cached) return { ok: true, ihs: cached.ihs };
  if (outcome.kind === 'none') return { ok: false, park: { cause: 'patient', words: 'NIK ini tidak dikenal SATUSEHAT. Cocokkan NIK dan tanggal lahir dengan KTP, lalu kirim ulang.' } };
  if (outcome.kind === 'refused') return { ok: false, park: { cause: outcome.cause, words: outcome.words } };
  return { ok: false, wait: { seconds: outcome.kind === 'again' ? (outcome.waitSeconds ?? 0) : 0, words: outcome.kind === 'again' ? outcome.words : 'Masuk ke SATUSEHAT ditolak.' } };
}

async function nikOf(deps: OutboxDeps, personId: string): Promise<string | undefined> {
  try {
    return (await deps.people.reveal(system('sih-larajaket-satusehat'), personId, { purpose: 'legal', service, fields: ['nik'] })).nik;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
