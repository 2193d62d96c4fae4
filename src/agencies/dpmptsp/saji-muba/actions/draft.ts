import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { putIntoBasket, takeOutOfBasket } from '../letters.ts';
import { refusals } from '../problems.ts';
import type { Application } from '../store/applications.ts';
import { draftOf } from '../store/recommendations.ts';
import type { SajiTables } from '../store/tables.ts';
import { tell } from '../notices/tell.ts';
import { contactOf } from '../store/applications.ts';
import { afterReturn } from './judge.ts';
import { asks, move, workedOn } from './step.ts';

const pressed = { caseId: z.uuid(), commandId: z.string().optional(), expectedVersion: z.int().optional() };

/** The back office writes the decision and sends it up the chain of initials, or straight to the signer where a type has no chain. */
export const draftAction = (doors: Doors) => action({
  name: 'saji-muba/draft', allow: 'saji-muba/back',
  input: z.strictObject({ ...pressed, decision: z.enum(['grant', 'reject']), conditions: z.array(z.string().trim().max(400)).max(12).default([]), reasons: z.string().trim().max(3000).default('') }),
  async run(work, { decision, conditions, reasons, ...press }) {
    const application = await workedOn(doors, work, press.caseId);
    if (decision === 'reject' && reasons.length < 10) throw new Problem(refusals.reasonsNeeded, { fields: { reasons: refusals.reasonsNeeded.detail } });
    const before = await draftOf(doors, application.caseId, work);
    await work.tables<SajiTables>().insertInto('saji_muba.draft').values({ case_id: application.caseId, version: (before?.version ?? 0) + 1, decision, conditions: JSON.stringify(conditions.filter((one) => one !== '')), reasons, by: work.actor.id, at: work.now.toString() }).execute();
    const direct = !(await asks(doors, work, application.caseId, 'paraf'));
    const done = await move(doors, work, press, direct ? 'propose-direct' : 'propose', { facts: { decision } });
    if (direct) await putIntoBasket(doors, work, application);
    return done;
  },
});

/** One head of the chain agrees; the last one puts the document into the signer's basket. */
export const parafAction = (doors: Doors) => action({
  name: 'saji-muba/paraf', allow: 'saji-muba/paraf', input: z.strictObject(pressed),
  async run(work, press) {
    const application = await workedOn(doors, work, press.caseId);
    const done = await move(doors, work, press, 'paraf');
    if (done.state === 'signing' && !done.repeated) await putIntoBasket(doors, work, application);
    return done;
  },
});

/** Somebody of the chain or the signer sends the draft back with a reason; the document leaves the basket. */
export const sendBackAction = (doors: Doors) => action({
  name: 'saji-muba/send-back', allow: (actor) => ['saji-muba/paraf', 'saji-muba/sign', '*'].some((one) => actor.permissions.has(one)), input: z.strictObject({ ...pressed, reason: z.string().trim().min(5, 'Tulis apa yang harus diperbaiki.').max(500) }),
  async run(work, { reason, ...press }) {
    const application = await workedOn(doors, work, press.caseId);
    await takeOutOfBasket(doors, work, application.caseId, reason);
    return move(doors, work, press, 'send-back', { reason });
  },
});

/** The back office finds that the applicant has to say more. Not possible once the promise ran out. */
export const returnAction = (doors: Doors) => action({
  name: 'saji-muba/return', allow: 'saji-muba/back', input: z.strictObject({ ...pressed, reason: z.string().trim().min(10, 'Tulis seluruh kekurangan dan apa yang harus dilakukan.').max(900) }),
  async run(work, { reason, ...press }) {
    const application = await workedOn(doors, work, press.caseId);
    const done = await move(doors, work, press, 'return', { reason });
    await afterReturn(doors, work, application, done.version);
    await tellReturned(doors, work, application);
    return done;
  },
});

async function tellReturned(doors: Doors, work: Work, application: Application): Promise<void> {
  const { phone } = await contactOf(doors, application.caseId, work);
  await tell(doors, work, { caseId: application.caseId, code: application.code, phone }, 'returned', { izin: application.type.name.id, jumlah: '1' });
}
