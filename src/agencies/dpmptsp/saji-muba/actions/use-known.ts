import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import { refusals } from '../problems.ts';

/** The room that knows a signed-in resident's own name, NIK and phone. */
export const ownProvider = 'people/own';

/** Writes down that a resident agreed, to which words, that their own data is filled in on the request. */
export const useKnownAction = () => action({
  name: 'saji-muba/use-known', allow: 'anyone', input: z.strictObject({ provider: z.string(), consent: z.boolean(), words: z.string() }),
  run(work, { provider, consent, words }) {
    if (!consent || work.actor.kind !== 'resident') throw new Problem(refusals.declined);
    work.note({ subject: work.actor.id, provider, consent: words });
    return Promise.resolve();
  },
});
