import { z } from 'zod';
import { sha256 } from '#kernel/digest';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Answers } from '#commons/forms';
import type { Doors } from '../doors.ts';
import { formIdOf } from '../forms.ts';
import { answersOf, requireApplication } from '../store/applications.ts';
import type { SajiTables } from '../store/tables.ts';

/** Begins the form of an application with what is known; a second form takes the place of the first. Returns its secret. */
export async function beginForm(doors: Doors, work: Work, application: { caseId: string; typeId: string }, answers: Answers): Promise<string> {
  const { token } = await doors.forms.begin(work, formIdOf(application.typeId), answers);
  await work.tables<SajiTables>().updateTable('saji_muba.application').set({ draft: doors.seal(token, `saji-muba/draft/${application.caseId}`), draft_digest: sha256(token) }).where('case_id', '=', application.caseId).execute();
  return token;
}

/** Leads to the form of an application: the one under way, or a new one with the answers given before. */
export const openFormAction = (doors: Doors) => action({
  name: 'saji-muba/open-form', allow: 'anyone', input: z.strictObject({ code: z.string() }),
  async run(work, { code }) {
    const application = await requireApplication(doors, { code }, work);
    const row = await work.tables<SajiTables>().selectFrom('saji_muba.application').select('draft').where('case_id', '=', application.caseId).executeTakeFirstOrThrow();
    work.note({ subject: application.caseId });
    const under = row.draft && application.answeredAt === undefined ? doors.unseal(row.draft, `saji-muba/draft/${application.caseId}`) : undefined;
    const token = under ?? await beginForm(doors, work, application, (await answersOf(doors, application.caseId, work) ?? {}) as Answers);
    return { token, type: application.typeId };
  },
});
