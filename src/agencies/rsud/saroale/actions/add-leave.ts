import { z } from 'zod';
import { action } from '#platform/action';
import { constraints } from '../problems.ts';
import { addLeaveRow } from '../store/plan.ts';
import { findSessions } from '../store/sessions.ts';
import type { SaroaleTables } from '../store/tables.ts';
import * as inputs from './inputs.ts';

const leaveInput = z.strictObject({ doctor: z.string().min(2, { error: 'Pilih dokter.' }), from: inputs.date, to: inputs.date, reason: inputs.reason }).refine((input) => Temporal.PlainDate.compare(input.from, input.to) <= 0, { path: ['to'], error: 'Hari terakhir tidak boleh sebelum hari pertama.' });

/** Writes down a doctor's leave: no new session is opened on those days. Returns the sessions already open, which still have to be announced. */
export function addLeaveAction() {
  return action({
    name: 'saroale/addLeave', input: leaveInput, allow: 'saroale/schedule', constraints,
    async run(work, input): Promise<{ leaveId: string; openSessions: string[] }> {
      const leaveId = await addLeaveRow(work, input);
      const touched = (await findSessions(work.tables<SaroaleTables>(), { doctor: input.doctor, from: input.from, to: input.to })).filter((session) => session.status === 'open');
      work.note({ subject: leaveId, reason: input.reason });
      return { leaveId, openSessions: touched.map((session) => session.id) };
    },
  });
}
