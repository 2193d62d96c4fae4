import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { atWallClock } from '#kernel/time';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { refusals } from '../problems.ts';
import { findPoli, listDoctors } from '../store/directory.ts';
import { countByPoli } from '../store/session-labels.ts';
import type { SaroaleTables } from '../store/tables.ts';
import * as inputs from './inputs.ts';
import { openOne } from './open-sessions.ts';

const places = z.coerce.number().int({ error: 'Isi dengan angka bulat.' }).min(0).max(500);

const extraInput = z.strictObject({ poli: z.string(), doctor: z.string(), date: inputs.date, opens: inputs.clock, closes: inputs.clock, quotaJkn: places, quotaOther: places, reason: inputs.reason })
  .refine((input) => input.closes > input.opens, { path: ['closes'], error: 'Jam tutup harus sesudah jam buka.' });

/** Opens a session outside the weekly pattern: a doctor who makes up for a day, a second hour on a crowded one. */
export function openExtraSessionAction(doors: Doors) {
  return action({
    name: 'saroale/openExtraSession', input: extraInput, allow: 'saroale/schedule', constraints: { ...bookingConstraints, session_once: refusals.scheduleClash },
    async run(work, input): Promise<{ sessionId: string }> {
      const reader = work.tables<SaroaleTables>();
      const poli = await findPoli(reader, input.poli);
      if (!poli) throw new Problem(refusals.noPoli, { fields: { poli: refusals.noPoli.detail } });
      if (!(await listDoctors(reader)).some((doctor) => doctor.id === input.doctor)) throw new Problem(refusals.noDoctor, { fields: { doctor: refusals.noDoctor.detail } });
      const label = (await countByPoli(reader, input.date, input.date)).next(poli.code, input.date, poli.labelPrefix);
      const planned = {
        schedule: { poli: poli.code, doctor: input.doctor, weekday: input.date.dayOfWeek, opens: input.opens, closes: input.closes, quotaJkn: input.quotaJkn, quotaOther: input.quotaOther, shared: false, validFrom: input.date },
        date: input.date, opensAt: atWallClock(input.date, input.opens, doors.zone), closesAt: atWallClock(input.date, input.closes, doors.zone),
      };
      const sessionId = await openOne(doors, work, planned, label, poli.cutoffBefore);
      work.note({ subject: sessionId, reason: input.reason });
      return { sessionId };
    },
  });
}
