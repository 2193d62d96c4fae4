import { z } from 'zod';

/** `clinical-record/changed` v1: one for each unit of work that wrote resources; the ids lead to the texts, which the event does not carry. */
export const changed = z.object({ changes: z.array(z.object({ type: z.string(), id: z.string(), version: z.number(), how: z.enum(['POST', 'PUT', 'PATCH', 'DELETE']) })) });
