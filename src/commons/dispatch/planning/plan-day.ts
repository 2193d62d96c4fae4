import { z } from 'zod';
import { can, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Travel } from '#platform/regency';
import { dayPlanned } from '../events.ts';
import { dispatchConstraints, refusals } from '../problems.ts';
import type { Plan, Reason } from '../rules/plan/problem.ts';
import { crewsOf } from '../store/crews.ts';
import { findVisits, type Reader } from '../store/reading.ts';
import { lockVisit, move } from '../store/visits.ts';
import type { DispatchTables } from '../tables.ts';
import type { Visit } from '../types.ts';
import { composeDay, plannedMetres, type Composed, type Day } from './compose.ts';

/** An arrival that moves by no more than this is not told anew. */
const quietMinutes = 15;
const open = ['scheduled', 'assigned', 'en_route', 'arrived', 'done', 'failed', 'held_at_counter'] as const;

/** Reads what is known of a day. */
export async function readDay(reader: Reader, given: { agency: string; date: string; zone: string; now: Temporal.Instant }): Promise<Day> {
  const here = given.now.toZonedDateTimeISO(given.zone);
  return {
    date: given.date, visits: await findVisits(reader, { agency: given.agency, date: given.date, statuses: open }), crews: await crewsOf(reader, given.agency),
    now: civilDate(given.now, given.zone).toString() === given.date ? here.hour * 60 + here.minute : undefined,
  };
}

const stop = z.strictObject({ visit: z.uuid(), version: z.int(), officer: z.string(), trip: z.int(), place: z.int(), arrive: z.number() });
const proposal = z.strictObject({
  agency: z.string(), date: z.iso.date(), seed: z.int(), metres: z.int(), minutes: z.int(), aloneMetres: z.int(),
  stops: z.array(stop), unserved: z.array(z.strictObject({ visit: z.uuid(), version: z.int(), why: z.string() })),
});
export type Proposal = z.infer<typeof proposal>;

/** A solved day as a proposal to be stored. */
export function propose(given: { agency: string; date: string; seed: number; day: Day; composed: Composed; plan: Plan }): Proposal {
  const version = new Map(given.day.visits.map((visit) => [visit.id, visit.version]));
  return {
    agency: given.agency, date: given.date, seed: given.seed, metres: Math.round(plannedMetres(given.composed, given.day.crews, given.plan)), minutes: Math.round(given.plan.travel), aloneMetres: Math.round(given.composed.aloneMetres),
    stops: given.plan.routes.flatMap((route) => route.stops.map((stop, place) => ({ visit: stop.job, version: version.get(stop.job) ?? 0, officer: route.vehicle, trip: stop.trip, place, arrive: stop.start }))),
    unserved: given.plan.unserved.map((left) => ({ visit: left.job, version: version.get(left.job) ?? 0, why: left.why satisfies Reason })),
  };
}

export function planActions(deps: { travel: Travel; zone: string }) {
  return {
    planDay: action({
      name: 'dispatch/plan-day', input: proposal, allow: (actor, input) => can(actor, 'dispatch/plan') && ofAgency(actor, input.agency), constraints: dispatchConstraints,
      run: (work, input) => storePlan(work, deps.zone, input),
    }),
    pin: action({
      name: 'dispatch/pin', input: z.strictObject({ visit: z.uuid(), officer: z.string().optional() }), allow: 'dispatch/plan', constraints: dispatchConstraints,
      /** With an officer: the visit stays with them in every plan. Without: it is free again. */
      async run(work, { visit: id, officer }) {
        const visit = await lockVisit(work, id);
        if (!ofAgency(work.actor, visit.agency)) throw new Problem(refusals.unknownVisit);
        if (officer !== undefined && !(await crewsOf(work.tables<DispatchTables>(), visit.agency)).some((crew) => crew.account === officer)) throw new Problem(refusals.noCrew);
        if (officer === undefined) return visit.status === 'assigned' ? move(work, visit, 'reassign', { pinned: false }) : visit;
        return move(work, visit, visit.status === 'assigned' ? 'reassign' : 'assign', { officer, pinned: true, ...(visit.officer === officer ? {} : { trip: 1, place: 99, eta: null }) });
      },
    }),
  };
}

/** Officers plan for the agency they act for; the house itself for all. */
function ofAgency(actor: Actor, agency: string): boolean {
  return actor.agency === agency || actor.permissions.has('*');
}

/** Puts a scheduled visit at the end of an officer's day. */
export async function assignVisit(work: Work, given: { visit: string; officer: string }): Promise<Visit> {
  const visit = await lockVisit(work, given.visit);
  return move(work, visit, visit.status === 'assigned' ? 'reassign' : 'assign', { officer: given.officer, trip: 1, place: 99 });
}

async function storePlan(work: Work, zone: string, input: Proposal): Promise<{ id: string; version: number }> {
  const tables = work.tables<DispatchTables>();
  const last = await tables.selectFrom('dispatch.plan').select('version').where('agency', '=', input.agency).where('date', '=', input.date).orderBy('version', 'desc').limit(1).executeTakeFirst();
  const id = work.newId();
  const version = (last?.version ?? 0) + 1;
  for (const stop of [...input.stops].sort((a, b) => (a.visit < b.visit ? -1 : 1))) {
    const visit = await lockVisit(work, stop.visit);
    // What was executed, cancelled or moved while the day was being planned stays as it is.
    if (visit.version !== stop.version) throw new Problem(refusals.dayChanged, { facts: { visit: visit.code } });
    if (visit.status !== 'scheduled' && visit.status !== 'assigned') continue;
    const eta = Temporal.PlainDate.from(input.date).toZonedDateTime(zone).add({ minutes: Math.round(stop.arrive) }).toInstant();
    const quiet = visit.officer === stop.officer && visit.eta !== undefined && Math.abs(visit.eta.until(eta).total('minutes')) <= quietMinutes;
    if (quiet && visit.trip === stop.trip && visit.place === stop.place) continue;
    await move(work, visit, visit.status === 'assigned' ? 'reassign' : 'assign', { officer: stop.officer, trip: stop.trip, place: stop.place, ...(quiet ? {} : { eta: eta.toString() }) });
  }
  for (const left of input.unserved) {
    const visit = await lockVisit(work, left.visit);
    if (visit.version !== left.version) throw new Problem(refusals.dayChanged, { facts: { visit: visit.code } });
    if (visit.status === 'assigned') await move(work, visit, 'unassign', { officer: null, trip: null, place: null, eta: null });
  }
  await tables.insertInto('dispatch.plan').values({
    id, agency: input.agency, date: input.date, version, seed: input.seed, metres: input.metres, minutes: input.minutes, alone_metres: input.aloneMetres, stops: input.stops.length,
    unserved: JSON.stringify(input.unserved.map(({ visit, why }) => ({ visit, why }))), made_at: work.now.toString(), made_by: work.actor.id,
  }).execute();
  work.note({ subject: id, date: input.date, stops: input.stops.length });
  const trips = new Set(input.stops.map((stop) => `${stop.officer} ${stop.trip}`)).size;
  work.emit(dayPlanned({ id, agency: input.agency, date: input.date, version, metres: input.metres, aloneMetres: input.aloneMetres, stops: input.stops.length, trips, unserved: input.unserved.length }));
  return { id, version };
}

/** Composes the day for solving; refuses when nobody could go. */
export function composeOrRefuse(travel: Travel, day: Day): Composed {
  if (day.crews.length === 0) throw new Problem(refusals.noCrew);
  return composeDay(travel, day);
}
