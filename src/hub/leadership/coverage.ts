import { sql } from 'kysely';
import type { Manifest, Measure } from '#kernel/manifest';
import type { Database } from '#platform/database';
import type { LogPlace, Measures } from '#commons/evidence';
import type { RegisterTables } from '../register/store/tables.ts';

/** Days without a completed event after which an innovation no longer counts as running on a past day. */
const silentDays = 30;

export interface Coverage {
  readonly asOf: Temporal.PlainDate;
  readonly agencies: readonly { readonly id: string; readonly name: string; readonly running: readonly string[]; readonly owned: number }[];
  /** Agencies with at least one running innovation. */
  readonly covered: number;
  /** Agencies that own an innovation at all. The promise "one agency, one innovation" is measured against them; the rest of the list has none to run yet. */
  readonly owners: number;
}

/**
 * The promise "one agency, one innovation" as of a day: agencies that existed then, what each owned then, and what ran then by its events. Agencies that
 * were merged or abolished later still count for the days they existed; those founded later do not.
 */
export async function coverageOn(database: Database, asOf: Temporal.PlainDate, running: ReadonlySet<string>): Promise<Coverage> {
  const day = asOf.toString();
  const tables = database.read<RegisterTables>();
  const agencies = await tables.selectFrom('hub.opd').selectAll().where('valid_from', '<=', day).where((build) => build.or([build('valid_to', 'is', null), build('valid_to', '>', day)])).orderBy('name').execute();
  const { rows: owned } = await sql<{ opd: string; service: string | null; stage: string; title: string }>`
    select o.opd, i.service, i.stage, i.title from hub.ownership o join hub.innovation i on i.id = o.innovation
    where o.valid_from <= ${day}::date and (o.valid_to is null or o.valid_to > ${day}::date)`.execute(database.read() as never);
  const list = agencies.map((agency) => {
    const mine = owned.filter((one) => one.opd === agency.id);
    return { id: agency.id, name: agency.name, owned: mine.length, running: mine.filter((one) => one.service !== null && running.has(one.service)).map((one) => one.title) };
  });
  return { asOf, agencies: list, covered: list.filter((agency) => agency.running.length > 0).length, owners: list.filter((agency) => agency.owned > 0).length };
}

/** Services with a completed event in the 30 days up to a day. */
export async function runningOn(measures: Measures, manifests: readonly Manifest[], asOf: Temporal.PlainDate, at: LogPlace | undefined): Promise<ReadonlySet<string>> {
  if (!at) return new Set();
  const found = await Promise.all(manifests.map(async (manifest) => {
    const figure = await measures.compute(completedBy(manifest), { from: asOf.subtract({ days: silentDays - 1 }), to: asOf, step: 'total' }, at);
    // A withheld figure is a small one, not none.
    return figure.hidden || (figure.value ?? 0) > 0 ? [manifest.id] : [];
  }));
  return new Set(found.flat());
}

function completedBy(manifest: Manifest): Measure {
  return { id: 'completed', name: { id: 'Selesai dilayani' }, definition: { id: 'Kejadian yang berarti seseorang selesai dilayani' }, unit: 'kali', staleAfterHours: 24, kind: 'count', of: { events: manifest.completes ?? manifest.events.map((event) => event.type) } };
}
