import { z } from 'zod';
import { initials } from '#kernel/name';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import { dispatchConstraints, refusals } from '../problems.ts';
import { crewOfAccount, type Crew } from '../store/crews.ts';
import { handOver } from '../store/custody.ts';
import { finish, lockVisit, type VisitDeps } from '../store/visits.ts';
import type { DispatchTables } from '../tables.ts';
import type { Holder } from '../types.ts';

const bag = z.strictObject({ officer: z.string(), items: z.array(z.uuid()).min(1, 'Pilih barangnya dulu.').max(100) });

/** The counter of an agency as a holder. */
export const counterOf = (agency: string): Holder => ({ kind: 'counter', id: agency, name: 'Loket' });

/** What passes over the counter: to officers in the morning, back in the evening, to residents who come themselves. */
export function counterActions(deps: VisitDeps) {
  return {
    load: action({
      name: 'dispatch/load', input: bag, allow: 'dispatch/counter', constraints: dispatchConstraints,
      async run(work, { officer, items }) {
        const crew = await colleague(work, officer);
        for (const item of [...items].sort()) await handOver(work, { item, from: counterOf(crew.agency), to: { kind: 'officer', id: crew.account, name: crew.name }, method: 'counter' });
      },
    }),
    takeIn: action({
      name: 'dispatch/take-in', input: bag, allow: 'dispatch/counter', constraints: dispatchConstraints,
      async run(work, { officer, items }) {
        const crew = await colleague(work, officer);
        for (const item of [...items].sort()) await handOver(work, { item, from: { kind: 'officer', id: crew.account }, to: counterOf(crew.agency), method: 'counter' });
      },
    }),
    collect: action({
      name: 'dispatch/collect', allow: 'dispatch/counter', constraints: dispatchConstraints,
      input: z.strictObject({ visit: z.uuid(), receiver: z.string().trim().min(1, 'Tulis nama yang mengambil.').max(120), relation: z.string().trim().min(1, 'Tulis hubungannya.').max(60), nikLast4: z.string().regex(/^\d{4}$/, 'Tulis empat angka.') }),
      async run(work, { visit: id, receiver, relation, nikLast4 }) {
        const visit = await lockVisit(work, id);
        if (visit.agency !== work.actor.agency || visit.status !== 'held_at_counter') throw new Problem(refusals.notNow);
        for (const item of visit.sheet.items ?? []) await handOver(work, { item, from: counterOf(visit.agency), to: { kind: 'receiver', id: visit.id, name: initials(receiver) }, method: 'counter', visit: visit.id });
        await finish(work, deps, { visit: id, result: { attempt: visit.attempts, grade: 'B', at: work.now, receiver: { name: receiver, relation, nikLast4 }, signature: undefined, ticked: [], answers: {}, note: undefined, askedToPay: undefined, scans: [] } });
      },
    }),
  };
}

async function colleague(work: Work, account: string): Promise<Crew> {
  const crew = await crewOfAccount(work.tables<DispatchTables>(), account);
  if (!crew || crew.agency !== work.actor.agency) throw new Problem(refusals.noCrew);
  return crew;
}
