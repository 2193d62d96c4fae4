import type { Travel } from '#platform/regency';
import type { Tracking, Visit } from '../types.ts';
import { itemsOf } from './custody.ts';
import { findVisit, type Reader } from './reading.ts';
import { crewOfAccount } from './crews.ts';

/** What the resident's status page shows of a visit and of where their things are. */
export async function readTracking(reader: Reader, travel: Travel, id: string): Promise<Tracking | undefined> {
  const visit = await findVisit(reader, id);
  if (!visit) return undefined;
  const crew = visit.officer && onTheWay(visit) ? await crewOfAccount(reader, visit.officer) : undefined;
  const [from, to] = visit.half ? travel.halves[visit.half] : ['', ''];
  return {
    id: visit.id, kind: visit.kind, status: visit.status, code: visit.code, date: visit.date, half: visit.half, window: visit.half ? { from, to } : undefined,
    eta: visit.status === 'en_route' ? visit.eta : undefined, officer: crew?.name.split(' ')[0], attempts: visit.attempts, attemptsLeft: 3 - visit.attempts, why: visit.status === 'failed' || visit.status === 'held_at_counter' ? visit.why : undefined,
    items: (await itemsOf(reader, visit)).map(({ label, code, custody }) => ({ label, code, holder: custody.holder.name, holderKind: custody.holder.kind, since: custody.at, sealNo: custody.sealNo })),
  };
}

function onTheWay(visit: Visit): boolean {
  return visit.status === 'en_route' || visit.status === 'arrived';
}
