import { z } from 'zod';
import { can } from '#kernel/actor';
import { civilDate } from '#kernel/time';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { sharing } from '../record/facts.ts';
import { shareConsentOf } from '../store/consents.ts';
import { constraints } from '../problems.ts';
import type { Tables } from '../store/tables.ts';
import { holdVisit } from '../store/visits.ts';
import * as inputs from './inputs.ts';

/** Version of the consent words on the patient's page. */
const consentVersion = '2026-11';

/**
 * General consent holds for a year and one payer; consent to share with other care givers until it is withdrawn (domain 3.1). The patient gives and withdraws by their own page, whose link and code
 * the caller has checked, or at the desk. The record holds sharing as a Consent whose provision says permit or deny, each change a new version.
 */
export function consentAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/consent', input: z.strictObject({ visitId: inputs.visitId, kind: z.enum(['general', 'share']), do: z.enum(['give', 'withdraw']), via: z.enum(['desk', 'link']) }), constraints,
    allow: (actor, input) => input.via === 'link' || can(actor, 'sih-larajaket/triage') || can(actor, 'sih-larajaket/code'),
    async run(work, input): Promise<void> {
      const visit = await holdVisit(work, input.visitId);
      const today = civilDate(work.now, doors.zone);
      const tables = work.tables<Tables>();
      const standing = input.kind === 'share' ? await shareConsentOf(tables, visit.personId, today) : await tables.selectFrom('sih_larajaket.consent').select('id').where('person_id', '=', visit.personId).where('kind', '=', 'general').where('payer', '=', visit.payer).where('withdrawn_at', 'is', null).where('until', '>=', today.toString()).executeTakeFirst();
      work.note({ subject: visit.id, kind: input.kind, do: input.do, via: input.via });
      if (input.do === 'withdraw') {
        await tables.updateTable('sih_larajaket.consent').set({ withdrawn_at: work.now.toString() }).where('person_id', '=', visit.personId).where('kind', '=', input.kind).where('withdrawn_at', 'is', null).execute();
        if (input.kind === 'share') await doors.record.put(work, [sharing(visit, work.now, 'deny')]);
        return;
      }
      if (standing) return;
      await tables.insertInto('sih_larajaket.consent').values({ id: work.newId(), person_id: visit.personId, kind: input.kind, payer: visit.payer, version: consentVersion, given_at: work.now.toString(), given_via: input.via, until: today.add({ years: input.kind === 'general' ? 1 : 25 }).toString() }).execute();
      if (input.kind === 'share') await doors.record.put(work, [sharing(visit, work.now, 'permit')]);
    },
  });
}
