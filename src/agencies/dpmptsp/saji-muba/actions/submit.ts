import { z } from 'zod';
import { Problem } from '#kernel/problem';
import type { Answers } from '#commons/forms';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { formIdOf } from '../forms.ts';
import { refusals } from '../problems.ts';
import { linkOf } from '../rules/link.ts';
import { requireApplication } from '../store/applications.ts';
import type { SajiTables } from '../store/tables.ts';
import { move } from './step.ts';

/** Stores checked answers and hands the case to the front office: for the first time, or again after a return. */
async function hand(doors: Doors, work: Work, given: { caseId: string; answers: Answers; formVersion: number; relations: readonly string[]; commandId?: string | undefined }): Promise<void> {
  const found = await doors.cases.of(given.caseId, work);
  if (!found) throw new Problem(refusals.noApplication);
  await work.tables<SajiTables>().updateTable('saji_muba.application').set({ answers: doors.seal(JSON.stringify(given.answers), `saji-muba/answers/${given.caseId}`), form_version: given.formVersion, answered_at: work.now.toString() }).where('case_id', '=', given.caseId).execute();
  await move(doors, work, { caseId: given.caseId, commandId: given.commandId }, found.state === 'returned_incomplete' ? 'resubmit' : 'submit', { relations: given.relations });
}

/** The form's own button: answers come checked from the form, in its transaction; sent twice, the same place is answered. */
export const submitFormAction = (doors: Doors) => action({
  name: 'saji-muba/submit-form', allow: 'anyone', input: z.strictObject({ token: z.string() }),
  run: (work, { token }) => doors.forms.take(work, token, async (submission) => {
    const application = await requireApplication(doors, { draft: token }, work);
    await hand(doors, work, { caseId: application.caseId, answers: submission.answers, formVersion: submission.form.version, relations: ['applicant'] });
    return `/saji-muba/p/${linkOf(application.code, doors.linkKeys)}`;
  }),
});

/** An officer types what is on the paper form, or a program sends it: checked by the same form. */
export const submitAction = (doors: Doors) => action({
  name: 'saji-muba/submit', allow: 'saji-muba/front', input: z.strictObject({ caseId: z.uuid(), answers: z.record(z.string(), z.unknown()), commandId: z.string().optional() }),
  async run(work, input) {
    const application = await requireApplication(doors, { caseId: input.caseId }, work);
    const form = doors.forms.form(formIdOf(application.typeId));
    const { answers, faults } = form.check(input.answers as Answers, work.now);
    if (Object.keys(faults).length > 0) throw new Problem(refusals.notAnswered, { fields: Object.fromEntries(Object.entries(faults).map(([path, words]) => [path, words.id])) });
    await hand(doors, work, { caseId: input.caseId, answers, formVersion: form.version, relations: [], commandId: input.commandId });
    work.note({ subject: input.caseId });
  },
});
