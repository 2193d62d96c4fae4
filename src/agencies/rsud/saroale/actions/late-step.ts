import { z } from 'zod';
import { bookingConstraints } from '#commons/booking';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { refusals } from '../problems.ts';
import type { SaroaleTables } from '../store/tables.ts';
import { absentAction } from './absent.ts';
import { finishAction } from './finish.ts';
import * as inputs from './inputs.ts';
import { recallAction } from './recall.ts';
import { skipAction } from './skip.ts';
import { startAction } from './start.ts';

const lateVerbs = ['panggil', 'mulai', 'selesai', 'lewati', 'tidak-hadir'] as const;

const lateStepInput = z.strictObject({
  id: z.uuid(), bookingId: inputs.bookingId, verb: z.enum(lateVerbs), prescription: z.enum(['none', 'ready-made', 'compounded']).default('none'),
});

/** Hours after which a step from a device is no longer a step of this day. */
const oldestHours = 24;

/**
 * Makes up for a step of the desk that was done while its link was down, at the time it was done (`occurredAt` of the performing). The same verbs and refusals as at the
 * desk itself. A step that arrives again changes nothing.
 */
export function lateStepAction(doors: Doors) {
  const verbs: Readonly<Record<(typeof lateVerbs)[number], (work: Work, bookingId: string, prescription: 'none' | 'ready-made' | 'compounded') => Promise<unknown>>> = {
    'panggil': (work, bookingId) => recallAction(doors).run(work, { bookingId }),
    'mulai': (work, bookingId) => startAction(doors).run(work, { bookingId }),
    'selesai': (work, bookingId, prescription) => finishAction(doors).run(work, { bookingId, prescription }),
    'lewati': (work, bookingId) => skipAction(doors).run(work, { bookingId }),
    'tidak-hadir': (work, bookingId) => absentAction(doors).run(work, { bookingId }),
  };
  return action({
    name: 'saroale/lateStep', input: lateStepInput, allow: 'saroale/call', constraints: { ...bookingConstraints },
    async run(work, { id, bookingId, verb, prescription }): Promise<'applied' | 'duplicate'> {
      if (work.recordedAt.since(work.now).total('hours') > oldestHours) throw new Problem(refusals.lateStepOld);
      const added = await work.tables<SaroaleTables>().insertInto('saroale.late_step').values({ id, booking_id: bookingId, verb, occurred_at: work.now.toString(), recorded_at: work.recordedAt.toString() }).onConflict((conflict) => conflict.column('id').doNothing()).returning('id').executeTakeFirst();
      work.note({ subject: bookingId, lateStep: id });
      if (!added) return 'duplicate';
      await verbs[verb](work, bookingId, prescription);
      return 'applied';
    },
  });
}
