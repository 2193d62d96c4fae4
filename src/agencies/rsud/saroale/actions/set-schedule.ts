import { z } from 'zod';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { constraints, refusals } from '../problems.ts';
import { Problem } from '#kernel/problem';
import { daysAhead } from '../rules/cutoff.ts';
import { addSchedule, endSchedule } from '../store/plan.ts';
import * as inputs from './inputs.ts';
import { openSessions } from './open-sessions.ts';

const count = z.coerce.number().int({ error: 'Isi dengan angka bulat.' }).min(0).max(500);

const scheduleInput = z.strictObject({
  poli: z.string().min(2, { error: 'Pilih poli.' }), doctor: z.string().min(2, { error: 'Pilih dokter.' }), weekday: z.coerce.number().int().min(1, { error: 'Pilih hari.' }).max(8), opens: inputs.clock, closes: inputs.clock,
  quotaJkn: count, quotaOther: count, shared: z.boolean().default(false), validFrom: inputs.date, validTo: inputs.date.optional(),
}).refine((input) => input.closes > input.opens, { path: ['closes'], error: 'Jam tutup harus sesudah jam buka.' }).refine((input) => input.quotaJkn + input.quotaOther > 0, { path: ['quotaJkn'], error: 'Isi sekurang-kurangnya satu tempat.' });

/** Adds a weekly hour of a doctor, as it stands in HFIS, and opens what it makes of the coming two weeks. */
export function setScheduleAction(doors: Doors) {
  return action({
    name: 'saroale/setSchedule', input: scheduleInput, allow: 'saroale/schedule', constraints,
    async run(work, input): Promise<{ scheduleId: string; opened: number }> {
      const scheduleId = await addSchedule(work, input);
      const { opened } = await openSessions(doors, work, daysAhead + 1);
      work.note({ subject: scheduleId });
      return { scheduleId, opened };
    },
  });
}

/** Ends a weekly hour after `lastDay`. Sessions already open stay; a doctor who will not come is announced absent. */
export function endScheduleAction() {
  return action({
    name: 'saroale/endSchedule', input: z.strictObject({ scheduleId: z.uuid(), lastDay: inputs.date }), allow: 'saroale/schedule', constraints,
    async run(work, input): Promise<void> {
      if (!await endSchedule(work, input.scheduleId, input.lastDay)) throw new Problem(refusals.noSession);
      work.note({ subject: input.scheduleId });
    },
  });
}
