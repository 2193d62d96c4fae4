import { z } from 'zod';
import data from './reference/lapor.json' with { type: 'json' };

const days = z.number().int().positive();

/** Deadlines in working days, with their source. */
export const deadlines = z.object({ source: z.string(), status: z.enum(['verified', 'unverified']), checkedOn: z.iso.date(), calendar: z.string(), verifyWorkingDays: days, answerWorkingDays: days, closeWorkingDays: days }).parse(data);
