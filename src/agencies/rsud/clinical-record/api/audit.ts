import { Problem } from '#kernel/problem';
import { can } from '#kernel/actor';
import { refusals } from '../problems.ts';
import { maySearch } from '../rules/sight.ts';
import { auditEvents } from '../seen/audit-events.ts';
import { reader } from '../store/tables.ts';
import { pairsOf } from '../verbs/find.ts';
import type { Caller } from './caller.ts';
import type { ApiDoors, Handler } from './doors.ts';
import { sendJson } from './replies.ts';

/** AuditEvent is read and searched like any type, but nobody writes it: it is the log of looks. For oversight, and machines that were given its scope. */
export function auditRoutes(doors: ApiDoors) {
  const door = () => reader(doors.record.doors.database);
  const ground = () => ({ zone: doors.record.doors.zone, now: doors.clock.now() });

  const search: Handler = async (request, reply, caller) => {
    refuseStrangers(caller);
    const pairs = pairsOf(request.url.split('?')[1] ?? '');
    const before = pairs.find(([name]) => name === '_page')?.[1];
    const asked = pairs.filter(([name]) => name !== '_page');
    const found = await auditEvents(door(), asked, { ...ground(), before });
    const base = doors.base(request);
    const self = new URLSearchParams(asked.map(([name, value]) => [name, value])).toString();
    return sendJson(reply, {
      resourceType: 'Bundle', type: 'searchset', link: [{ relation: 'self', url: `${base}/AuditEvent?${self}` }, ...(found.next === undefined ? [] : [{ relation: 'next', url: `${base}/AuditEvent?${self === '' ? '' : `${self}&`}_page=${found.next}` }])],
      entry: found.events.map((event) => ({ fullUrl: `${base}/AuditEvent/${event.id}`, resource: event, search: { mode: 'match' as const } })),
    });
  };

  const read: Handler = async (request, reply, caller) => {
    refuseStrangers(caller);
    const [event] = (await auditEvents(door(), [['_id', (request.params as { id: string }).id]], ground())).events;
    if (!event) throw new Problem(refusals.notFound);
    return sendJson(reply, event);
  };

  return { search, read };
}

function refuseStrangers({ actor, sight }: Caller): void {
  const machine = actor.kind === 'partner' && sight.patient === undefined && maySearch(sight, 'AuditEvent');
  if (!machine && !can(actor, 'access/see-readings')) throw new Problem(refusals.forbidden);
}
