import { z } from 'zod';
import { can } from '#kernel/actor';
import { sameSecret, sha256 } from '#kernel/digest';
import { crockfordCode, readCrockford } from '#kernel/ids';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { constraints } from '../problems.ts';
import type { Tables } from '../store/tables.ts';
import { holdVisit } from '../store/visits.ts';
import * as inputs from './inputs.ts';

/** Wrong tries after which a link is closed. */
const mostWrong = 10;

/** Gives the patient a link and a code of six letters for one visit. Link and code travel apart: the link by message or QR, the code from mouth to ear. A new code ends the old one. */
export function giveKeyAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/giveKey', input: z.strictObject({ visitId: inputs.visitId }), constraints, allow: (actor) => ['triage', 'treat', 'dispense', 'code'].some((right) => can(actor, `sih-larajaket/${right}`)),
    async run(work, input): Promise<{ path: string; code: string }> {
      const visit = await holdVisit(work, input.visitId);
      const code = crockfordCode(6, doors.random);
      const row = { code_hash: hashOf(visit.id, code), wrong: 0, made_at: work.now.toString() };
      await work.tables<Tables>().insertInto('sih_larajaket.patient_key').values({ visit_id: visit.id, ...row }).onConflict((conflict) => conflict.column('visit_id').doUpdateSet(row)).execute();
      work.note({ subject: visit.id });
      return { path: `/sih-larajaket/resume/${doors.sign(visit.id)}`, code };
    },
  });
}

/** Tries a code. A wrong one is counted in its own commit; after ten the link is closed until a new code is given. */
export function tryKeyAction() {
  return action({
    name: 'sih-larajaket/tryKey', input: z.strictObject({ visitId: inputs.visitId, code: z.string().max(20) }), allow: 'anyone', constraints,
    async run(work, input): Promise<'right' | 'wrong' | 'closed'> {
      const tables = work.tables<Tables>();
      const key = await tables.selectFrom('sih_larajaket.patient_key').selectAll().where('visit_id', '=', input.visitId).forUpdate().executeTakeFirst();
      work.note({ subject: input.visitId });
      if (!key) return 'wrong';
      if (key.wrong >= mostWrong) return 'closed';
      if (sameSecret(hashOf(input.visitId, readCrockford(input.code)), key.code_hash)) {
        await tables.updateTable('sih_larajaket.patient_key').set({ wrong: 0 }).where('visit_id', '=', input.visitId).execute();
        return 'right';
      }
      await tables.updateTable('sih_larajaket.patient_key').set({ wrong: key.wrong + 1 }).where('visit_id', '=', input.visitId).execute();
      return key.wrong + 1 >= mostWrong ? 'closed' : 'wrong';
    },
  });
}

function hashOf(visitId: string, code: string): string {
  return sha256(`sih-larajaket/key|${visitId}|${code}`);
}
