import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import { refusals } from '../problems.ts';
import { crewOfAccount, setCrew } from '../store/crews.ts';
import type { DispatchTables } from '../tables.ts';

const count = (least: number, most: number) => z.coerce.number({ error: `Tulis angka ${least} sampai ${most}.` }).int(`Tulis angka ${least} sampai ${most}.`).min(least, `Tulis angka ${least} sampai ${most}.`).max(most, `Tulis angka ${least} sampai ${most}.`);

/** Changes what planning knows of an officer of the actor's own agency. */
export function crewActions(deps: { profiles: readonly string[]; zones: readonly string[] }) {
  return {
    set: action({
      name: 'dispatch/set-crew', allow: 'dispatch/plan',
      input: z.strictObject({
        account: z.string(), profile: z.enum(deps.profiles as [string, ...string[]]), visitsADay: count(1, 40), load: count(0, 500), trips: count(1, 4),
        skills: z.string().max(400).transform((text) => text.split(',').map((part) => part.trim()).filter((part) => part !== '')), zones: z.array(z.enum(deps.zones as [string, ...string[]])),
      }),
      async run(work, { account, ...change }) {
        const crew = await crewOfAccount(work.tables<DispatchTables>(), account);
        if (!crew || crew.agency !== work.actor.agency) throw new Problem(refusals.noCrew);
        await setCrew(work, { ...crew, ...change });
      },
    }),
  };
}
