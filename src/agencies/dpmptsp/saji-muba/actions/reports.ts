import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import { service, type Doors } from '../doors.ts';
import { events } from '../events.ts';
import { refusals } from '../problems.ts';
import { requireApplication } from '../store/applications.ts';
import type { SajiTables } from '../store/tables.ts';

export interface ReadReport { readonly id: string; readonly at: Temporal.Instant; readonly channel: string; readonly text: string; readonly code: string | undefined; readonly handledAt: Temporal.Instant | undefined; readonly outcome: string | undefined }

/** Opens the words of one report. Who read it stands in the audit log, and in the reporter's own log where it came with an application. */
export const readReportAction = (doors: Doors) => action({
  name: 'saji-muba/read-report', allow: 'saji-muba/read-reports', input: z.strictObject({ report: z.uuid() }),
  async run(work, { report: id }): Promise<ReadReport> {
    const row = await work.tables<SajiTables>().selectFrom('saji_muba.fee_report').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new Problem(refusals.noReport);
    const application = row.case_id === null ? undefined : await requireApplication(doors, { caseId: row.case_id }, work);
    if (application) await doors.access.recordReading(work, { person: application.person, fields: ['fee-report'], purpose: 'complaint', service, permission: 'saji-muba/read-reports' });
    work.note({ subject: id });
    const open = (sealed: string) => doors.unseal(sealed, `saji-muba/fee/${id}`);
    return { id, at: row.at, channel: row.channel, text: open(row.text), code: application?.code, handledAt: row.handled_at ?? undefined, outcome: row.outcome ? open(row.outcome) : undefined };
  },
});

/** Says what was done about a report; it is closed once, and its outcome stays. */
export const closeReportAction = (doors: Doors) => action({
  name: 'saji-muba/close-report', allow: 'saji-muba/read-reports', input: z.strictObject({ report: z.uuid(), outcome: z.string().trim().min(10, 'Tulis apa yang dilakukan, paling sedikit sepuluh huruf.').max(2000) }),
  async run(work, { report: id, outcome }) {
    const closed = await work.tables<SajiTables>().updateTable('saji_muba.fee_report').set({ handled_at: work.now.toString(), handled_by: work.actor.id, outcome: doors.seal(outcome, `saji-muba/fee/${id}`) }).where('id', '=', id).where('handled_at', 'is', null).returning('at').executeTakeFirst();
    if (!closed) throw new Problem(refusals.reportClosed);
    work.emit(events.feeHandled.of(id, { days: Math.ceil(closed.at.until(work.now).total('days')) }));
    work.note({ subject: id });
  },
});
