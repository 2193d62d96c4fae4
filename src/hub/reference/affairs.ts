import { z } from 'zod';
import data from './affairs.json' with { type: 'json' };

const schema = z.object({
  source: z.string(), status: z.enum(['verified', 'unverified']),
  affairs: z.array(z.object({ id: z.string(), name: z.object({ id: z.string(), en: z.string() }), basic: z.boolean() })),
});

/** Government affairs; `basic`: one of the six mandatory affairs of basic service (UU 23/2014 art. 12). */
export const affairs = schema.parse(data).affairs;
