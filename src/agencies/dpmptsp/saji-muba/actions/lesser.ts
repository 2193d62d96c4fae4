import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { refusals } from '../problems.ts';
import { requireApplication } from '../store/applications.ts';
import type { SajiTables } from '../store/tables.ts';
import { inviteToRate, storeFeeReport } from './hand-out.ts';
import { move, workedOn } from './step.ts';

const pressed = { caseId: z.uuid(), commandId: z.string().optional(), expectedVersion: z.int().optional() };
const reason = z.string().trim().min(10, 'Tulis alasannya, paling sedikit sepuluh huruf.').max(1000);

/** A resident reports being asked for money, with or without a case. */
export const reportFeeAction = (doors: Doors) => action({
  name: 'saji-muba/report-fee', allow: 'anyone', input: z.strictObject({ code: z.string().optional(), text: z.string().trim().min(5, 'Ceritakan singkat: kapan dan di mana.').max(2000) }),
  async run(work, { code, text }) {
    const application = code === undefined ? undefined : await requireApplication(doors, { code }, work);
    await storeFeeReport(doors, work, { caseId: application?.caseId, channel: work.actor.channel, text });
    work.note({ subject: application?.caseId ?? 'fee-report' });
  },
});

/** An officer says they are close to the applicant: from now on the case is a colleague's. */
export const declareConflictAction = (doors: Doors) => action({
  name: 'saji-muba/declare-conflict', allow: 'saji-muba/see-applicant', input: z.strictObject({ caseId: z.uuid() }),
  async run(work, { caseId }) {
    const application = await requireApplication(doors, { caseId }, work);
    await work.tables<SajiTables>().updateTable('saji_muba.application').set({ conflicts: [...new Set([...application.conflicts, work.actor.id])] }).where('case_id', '=', caseId).execute();
    work.note({ subject: caseId });
  },
});

/** After the promise ran out the head decides by hand and with a reason; then the draft goes its ordinary way. The system never issues by itself. */
export const confirmSilenceAction = (doors: Doors) => action({
  name: 'saji-muba/confirm-silence', allow: 'saji-muba/head', input: z.strictObject({ ...pressed, decision: z.enum(['grant', 'reject']), reason }),
  async run(work, { decision, reason: why, ...press }) {
    await workedOn(doors, work, press.caseId);
    const decided = await work.tables<SajiTables>().updateTable('saji_muba.silence').set({ decision, reason: why, decided_by: work.actor.id, decided_at: work.now.toString() }).where('case_id', '=', press.caseId).where('decided_at', 'is', null).executeTakeFirst();
    if (decided.numUpdatedRows === 0n) throw new Problem(refusals.silenceDecided);
    return move(doors, work, press, 'confirm-silence', { reason: why, facts: { silence: decision } });
  },
});

/** The application was filed in the national system under the person's own account. */
export const fileAction = (doors: Doors) => action({
  name: 'saji-muba/file', allow: 'saji-muba/back', input: z.strictObject({ ...pressed, reference: z.string().trim().max(80).default('') }),
  async run(work, { reference, ...press }) {
    await workedOn(doors, work, press.caseId);
    return move(doors, work, press, 'file', reference ? { facts: { reference } } : {});
  },
});

/** What the national system gave: NIB and risk class. Its password is never asked for. */
export const recordAction = (doors: Doors) => action({
  name: 'saji-muba/record', allow: 'saji-muba/back', input: z.strictObject({ ...pressed, nib: z.string().trim().regex(/^\d{13}$/, 'NIB terdiri atas 13 angka.'), risk: z.enum(['rendah', 'menengah-rendah', 'menengah-tinggi', 'tinggi']) }),
  async run(work, { nib, risk, ...press }) {
    const application = await workedOn(doors, work, press.caseId);
    const done = await move(doors, work, press, 'record', { facts: { nib, risk } });
    if (done.repeated) return done;
    const event = events.assisted.of(application.caseId, { type: application.typeId, district: application.district, channel: application.channel, days: Math.ceil(application.requestedAt.until(work.now).total('days')) });
    work.emit(event);
    await inviteToRate(doors, work, application, event.type);
    return done;
  },
});
