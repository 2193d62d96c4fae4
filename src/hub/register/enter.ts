import { sql } from 'kysely';
import { system } from '#kernel/actor';
import type { Manifest } from '#kernel/manifest';
import type { Database } from '#platform/database';
import type { Regency } from '#platform/regency';
import { nextCode, storeInnovation } from './store/innovations.ts';
import type { RegisterTables } from './store/tables.ts';
import { recordSchema, type InnovationRecord } from './rules/record.ts';

const since = '2000-01-01';

/**
 * Enters what the regency announced, and every service of this house, into the register: once, with codes of the year of the announcement. Entered is
 * not verified: they stand as `diajukan` until an officer has looked at them, and carry no date that nobody proved.
 */
export async function enterAnnounced({ database, regency, manifests }: { database: Database; regency: Regency; manifests: readonly Manifest[] }): Promise<void> {
  const known = await database.read<RegisterTables>().selectFrom('hub.innovation').select('service').where('service', 'is not', null).execute();
  const opds = await database.read<RegisterTables>().selectFrom('hub.opd').selectAll().execute();
  const missing = entriesOf(regency, manifests).filter((entry) => !known.some((row) => row.service === entry.service));
  const agencies = regency.agencies.filter((agency) => !opds.some((row) => row.id === agency.id && row.name === agency.name && (row.valid_to ?? undefined) === agency.validTo));
  if (missing.length === 0 && agencies.length === 0) return;
  await database.write({ actor: system('announcement', 'command'), action: 'hub/enter-announced' }, async (work) => {
    const tables = work.tables<RegisterTables>();
    // Two processes may start at once; the second waits and finds the work done.
    await sql`select pg_advisory_xact_lock(hashtext('hub/enter-announced'))`.execute(tables);
    for (const agency of agencies) {
      await tables.insertInto('hub.opd').values({ id: agency.id, name: agency.name, valid_from: agency.validFrom ?? since, valid_to: agency.validTo ?? null, successors: agency.successors ?? [] })
        .onConflict((conflict) => conflict.columns(['id', 'valid_from']).doUpdateSet({ name: agency.name, valid_to: agency.validTo ?? null, successors: agency.successors ?? [] })).execute();
    }
    const now = new Set((await tables.selectFrom('hub.innovation').select('service').execute()).map((row) => row.service));
    for (const entry of missing.filter((one) => !now.has(one.service))) {
      const code = await nextCode(work, regency.code, Number(entry.announcedOn.slice(0, 4)));
      const id = await storeInnovation(work, { code, service: entry.service, opd: entry.opd, stage: 'diajukan', record: entry.record, origin: 'announcement', submittedBy: work.actor.id, ownedFrom: entry.announcedOn });
      work.emit({ type: 'hub/innovation-registered', version: 1, subject: id, data: { opd: entry.opd, affair: entry.record.urusan_utama } });
    }
    work.note({ subject: 'hub/register', entered: missing.map((entry) => entry.service) });
  });
}

interface Announced { readonly service: string; readonly opd: string; readonly announcedOn: string; readonly record: InnovationRecord }

function entriesOf(regency: Regency, manifests: readonly Manifest[]): Announced[] {
  const announced = regency.innovations.map((item): Announced => ({
    service: item.id, opd: item.agency, announcedOn: item.announced.date,
    record: recordSchema.parse({
      nama: item.nameStatus === 'verified' ? `${item.name} (${item.expansion.id})` : item.name, akronim: item.name, ...(item.nameStatus === 'verified' ? { arti_akronim: item.expansion.id } : {}),
      inisiator: 'opd', jenis: 'digital', bentuk: 'pelayanan_publik', urusan_utama: item.affair, tujuan: item.summary.id,
    }),
  }));
  const more = manifests.filter((manifest) => manifest.announced && !announced.some((entry) => entry.service === manifest.id)).map((manifest): Announced => ({
    service: manifest.id, opd: manifest.agency, announcedOn: manifest.announced?.date ?? manifest.standard.validFrom,
    record: recordSchema.parse({ nama: `${manifest.name} (${manifest.expansion.id})`, akronim: manifest.name, arti_akronim: manifest.expansion.id, inisiator: 'opd', jenis: 'digital', bentuk: 'pelayanan_publik', urusan_utama: 'pemerintahan', tujuan: manifest.summary.id }),
  }));
  return [...announced, ...more];
}
