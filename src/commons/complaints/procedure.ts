import { procedure } from '#kernel/procedure';
import { deadlines } from './reference.ts';

const within = (amount: number) => ({ amount, unit: 'working-day' as const });

/** How a complaint goes through hands. Deadlines come from the reference file; a reply of the reporter opens it again. */
export const complaintProcedure = procedure({
  diterima: {
    teruskan: { to: 'diteruskan', by: 'complaints/verify', within: within(deadlines.verifyWorkingDays) },
    alihkan: { to: 'dialihkan', by: 'complaints/verify', reason: true, within: within(deadlines.verifyWorkingDays) },
    tolak: { to: 'ditolak', by: 'complaints/verify', reason: true, within: within(deadlines.verifyWorkingDays) },
  },
  diteruskan: { jawab: { to: 'dijawab', by: 'complaints/answer', reason: true, within: within(deadlines.answerWorkingDays) } },
  dijawab: { balas: { to: 'diteruskan', by: 'reporter', reason: true }, puas: { to: 'selesai', by: 'reporter' }, tutup: { to: 'selesai', by: 'clock', within: within(deadlines.closeWorkingDays) } },
  selesai: {}, dialihkan: {}, ditolak: {},
});

export type ComplaintState = (typeof complaintProcedure.states)[number];
export type ComplaintVerb = Parameters<typeof complaintProcedure.next>[1];

/** Working days a state may last; nothing for a state that is over. */
export const daysIn: Readonly<Record<ComplaintState, number | undefined>> = {
  diterima: deadlines.verifyWorkingDays, diteruskan: deadlines.answerWorkingDays, dijawab: deadlines.closeWorkingDays, selesai: undefined, dialihkan: undefined, ditolak: undefined,
};
