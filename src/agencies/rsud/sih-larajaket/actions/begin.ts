import { z } from 'zod';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { constraints } from '../problems.ts';
import { writeEncounter } from '../record/write.ts';
import { holdVisit, moveVisit } from '../store/visits.ts';
import * as inputs from './inputs.ts';
import { minutesSince } from './triage.ts';

/** The doctor begins, comes back to a patient who was at laboratory or radiology, or sends them there. Begun twice is begun once. */
export function beginAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/begin', input: z.strictObject({ visitId: inputs.visitId, verb: z.enum(['begin', 'refer', 'back']).default('begin') }), allow: 'sih-larajaket/treat', constraints,
    async run(work, input): Promise<void> {
      const visit = await holdVisit(work, input.visitId);
      work.note({ subject: visit.id });
      if (input.verb === 'begin' && visit.state === 'in-progress') return;
      await writeEncounter(doors, work, await moveVisit(work, visit, input.verb));
      if (input.verb === 'begin') work.emit(events.seen.of(visit.id, { poli: visit.poli, waitMinutes: minutesSince(visit.arrivedAt, work.now) }));
    },
  });
}
