import type { Bundle } from '@medplum/fhirtypes';
import { can, type Actor } from '#kernel/actor';
import { Work } from '#platform/database';
import type { ClinicalRecord } from '#agencies/rsud/clinical-record/offers';
import { care } from '../doors.ts';
import type { CodeEntry, Dictionary, RecordDoor } from './door.ts';
import { systems } from './systems.ts';

const systemOf: Readonly<Record<Dictionary, string>> = { 'icd-10': systems.icd10, 'icd-9-cm': systems.icd9 };

/** The hospital's clinical record behind this service's door. */
export function recordOn(record: ClinicalRecord): RecordDoor {
  return {
    async put(work, resources) {
      const [only] = resources;
      if (resources.length === 1 && only) await record.update(work, only);
      else if (resources.length > 1) await record.transaction(work, { resourceType: 'Bundle', type: 'transaction', entry: resources.map((resource) => ({ fullUrl: `urn:serasan:${resource.resourceType}/${resource.id}`, resource, request: { method: 'PUT' as const, url: `${resource.resourceType}/${resource.id}` } })) } satisfies Bundle);
    },
    async search(by, type, params) {
      const { resources } = await record.search(by, type, Object.entries(params), { ...care, permission: permissionOf(by instanceof Work ? by.actor : by) });
      return resources as never;
    },
    several: (by, keys) => record.readSeveral(by, keys, { ...care, permission: permissionOf(by instanceof Work ? by.actor : by) }),
    async merge(work, pair) {
      const patients = await Promise.all([pair.gone, pair.kept].map((id) => record.read(work, 'Patient', id, { ...care, permission: permissionOf(work.actor) })));
      const [gone, kept] = patients;
      if (gone && kept && !gone.link?.some((link) => link.type === 'replaced-by')) await record.mergePatients(work, pair);
    },
    async code(system, code, within) {
      const found = await record.terminology.lookup(systemOf[system], code, within);
      return found?.selectable ? entryOf(found) : undefined;
    },
    async teach(work, system, entries) {
      await record.terminology.store(work, { url: systemOf[system], name: system.toUpperCase(), version: 'contoh', source: 'Susunan sendiri untuk demonstrasi', content: 'fragment' }, entries);
    },
    find: async (system, words) => (await record.terminology.search(systemOf[system], words, { limit: 12 })).filter((found) => found.active).map(entryOf),
  };
}

function entryOf(found: { code: string; display: string; active: boolean }): CodeEntry {
  return { code: found.code, display: found.display, retired: !found.active };
}

/** The right by which this actor may look into the record: that of their post in this service. */
function permissionOf(actor: Actor): string {
  return ['treat', 'triage', 'dispense', 'report', 'code', 'amend'].map((right) => `sih-larajaket/${right}`).find((right) => can(actor, right)) ?? 'clinical-record/read';
}
