import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import { constraints, refusals } from '../problems.ts';
import { backReferral } from '../reference/reference.ts';
import { referralGroupOf } from '../rules/back-referral.ts';
import { codingsOf } from '../store/coding.ts';
import { rxOf } from '../store/prescriptions.ts';
import type { Tables } from '../store/tables.ts';
import * as inputs from './inputs.ts';
import { openVisit } from './save-note.ts';

/** Proposes to hand a stable chronic JKN patient back to their first clinic (PRB): the group comes from the diagnosis, the medicine from the prescription; the doctor says since when it is stable. Asked again, the newer proposal stands. */
export function proposeBackReferralAction() {
  return action({
    name: 'sih-larajaket/proposeBackReferral', input: z.strictObject({ visitId: inputs.visitId, stableSince: z.iso.date({ error: 'Tulis sejak kapan keadaannya stabil.' }) }), allow: 'sih-larajaket/treat', constraints,
    async run(work, input): Promise<{ group: string }> {
      const visit = await openVisit(work, input.visitId);
      const tables = work.tables<Tables>();
      const group = referralGroupOf(visit.payer, (await codingsOf(tables, visit.id)).filter((coding) => coding.kind === 'diagnosis'), backReferral.groups);
      if (!group) throw new Problem(refusals.noBackReferral);
      if (Temporal.PlainDate.compare(Temporal.PlainDate.from(input.stableSince), visit.date) > 0) throw new Problem(refusals.stableSince, { fields: { stableSince: refusals.stableSince.detail } });
      const drugs = ((await rxOf(tables, visit.id))?.items ?? []).map((item) => ({ drug: item.drug, name: item.drug_name, signa: item.signa }));
      if (drugs.length === 0) throw new Problem(refusals.rxEmpty);
      const row = { group_id: group.id, group_name: group.name, stable_since: input.stableSince, drugs: JSON.stringify(drugs), at: work.now.toString(), by: work.actor.id };
      await tables.insertInto('sih_larajaket.back_referral').values({ visit_id: visit.id, ...row }).onConflict((conflict) => conflict.column('visit_id').doUpdateSet(row)).execute();
      work.note({ subject: visit.id, group: group.id });
      return { group: group.id };
    },
  });
}
