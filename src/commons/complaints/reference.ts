import { z } from 'zod';
import data from './reference/lapor.json' with { type: 'json' };

const days = z.number().int().positive();
const status = z.enum(['verified', 'unverified']);

/** Deadlines in working days, with their source. `settle`: how long the whole may take by kind of complaint. */
export const deadlines = z.object({
  source: z.string(), status, checkedOn: z.iso.date(), calendar: z.string(), verifyWorkingDays: days, answerWorkingDays: days, closeWorkingDays: days,
  settle: z.object({ source: z.string(), status, workingDays: z.object({ information: days, ordinary: days, oversight: days }) }),
}).parse(data);

export const complaintKinds = ['ordinary', 'information', 'oversight'] as const;
export type ComplaintKind = (typeof complaintKinds)[number];
