import { z } from 'zod';
import data from './reference/esign-refusals.json' with { type: 'json' };

const schema = z.object({
  source: z.string().min(1), status: z.enum(['verified', 'unverified']), checkedOn: z.iso.date(),
  refusals: z.array(z.object({ fault: z.enum(['passphrase', 'totp', 'certificate-expired', 'certificate-revoked', 'not-registered']), words: z.array(z.string().min(3)).min(1) })).min(1),
});

/** What the national service says when it refuses, with its source: sentences change between releases, so they are data, never code. The first that fits counts. */
export const esignRefusals = schema.parse(data).refusals;
