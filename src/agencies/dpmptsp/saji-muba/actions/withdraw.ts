import { z } from 'zod';
import { action } from '#platform/action';
import { service, type Doors } from '../doors.ts';
import { events } from '../events.ts';
import { takeOutOfBasket } from '../letters.ts';
import { requireApplication } from '../store/applications.ts';
import { move } from './step.ts';

/**
 * The applicant takes the application back. Open bills end, paid ones go back, visits are called off; money already on its way is recorded when it arrives and then
 * refunded. While the document is being signed at this very moment the withdrawal waits.
 */
export const withdrawAction = (doors: Doors) => action({
  name: 'saji-muba/withdraw', allow: 'anyone', input: z.strictObject({ code: z.string(), reason: z.string().trim().max(500).default(''), commandId: z.string().optional(), expectedVersion: z.int().optional() }),
  async run(work, { code, reason, ...press }) {
    const application = await requireApplication(doors, { code }, work);
    const before = await doors.cases.of(application.caseId, work);
    await takeOutOfBasket(doors, work, application.caseId, 'Permohonan ditarik pemohon.');
    const done = await move(doors, work, { caseId: application.caseId, ...press }, 'withdraw', { relations: ['applicant'], ...(reason ? { reason } : {}) });
    if (done.repeated) return done;
    await doors.billing.endCase(work, { service, caseId: application.caseId, refund: true });
    for (const id of [application.pickupVisit, application.deliveryVisit]) {
      const visit = id === undefined ? undefined : await doors.dispatch.visits.find(id, work);
      if (visit && ['requested', 'scheduled', 'assigned', 'failed'].includes(visit.status)) await doors.dispatch.visits.cancel(work, { visit: visit.id, reason: 'Permohonan ditarik pemohon.' });
    }
    work.emit(events.withdrawn.of(application.caseId, { type: application.typeId, state: before?.state ?? '' }));
    return done;
  },
});
