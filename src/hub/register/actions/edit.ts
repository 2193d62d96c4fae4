import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { action } from '#platform/action';
import { refusals } from '../problems.ts';
import { differencesOf, mergeRecords } from '../rules/diff.ts';
import { recordSchema } from '../rules/record.ts';
import { lockInnovation, nextCode, storeInnovation, storeVersion, versionOf } from '../store/innovations.ts';
import type { RegisterTables } from '../store/tables.ts';
import { requireReach } from './reach.ts';

const reason = z.string().trim().max(500).optional();

/** `hub/register-innovation`: a new draft of one's own agency, with a code that is never given again. */
export function registerAction({ region, zone }: { region: string; zone: string }) {
  return action({
    name: 'hub/register-innovation',
    input: z.object({ opd: z.string().min(1), record: recordSchema }),
    allow: 'hub/register',
    constraints: { innovation_code_once: refusals.codeOnce, innovation_service_once: refusals.serviceOnce },
    async run(work, { opd, record }) {
      requireReach(work.actor, opd);
      const today = civilDate(work.now, zone);
      const known = await work.tables<RegisterTables>().selectFrom('hub.opd').select('id').where('id', '=', opd).limit(1).executeTakeFirst();
      if (!known) throw new Problem(refusals.unknownAgency, { fields: { opd: refusals.unknownAgency.detail } });
      const code = await nextCode(work, region, today.year);
      const id = await storeInnovation(work, { code, opd, stage: 'draf', record, origin: 'register', ownedFrom: today.toString() });
      work.note({ subject: id, code });
      work.emit({ type: 'hub/innovation-registered', version: 1, subject: id, data: { opd, affair: record.urusan_utama } });
      return { id, code };
    },
  });
}

/**
 * `hub/edit-innovation`: saves a record that was begun from `version`. When a colleague saved meanwhile, changes to other fields are joined; where both
 * changed one field, nothing is stored and the refusal carries the differences.
 */
export const editAction = action({
  name: 'hub/edit-innovation',
  input: z.object({ id: z.uuid(), version: z.coerce.number().int().min(1), record: recordSchema, reason }),
  allow: 'hub/register',
  async run(work, input) {
    const current = await lockInnovation(work, input.id);
    requireReach(work.actor, current.opd);
    if (current.stage === 'pensiun') throw new Problem(refusals.retired);
    const base = input.version === current.version ? current.record : await versionOf(work.tables<RegisterTables>(), current.id, input.version);
    if (!base) throw new Problem(refusals.unknown);
    const differences = differencesOf(base, current.record, input.record);
    const clashes = differences.filter((one) => one.clash);
    if (clashes.length > 0) throw new Problem(refusals.changedMeanwhile, { facts: { version: current.version, differences: clashes.map(({ field, theirs, mine }) => ({ field, theirs, mine })) } });
    const version = await storeVersion(work, current, mergeRecords(base, current.record, input.record), input.reason);
    work.note({ subject: current.id, version, fields: differences.map((one) => one.field) });
    return { version, joined: current.version !== input.version };
  },
});
