import { crockfordCode, type RandomBytes } from '#kernel/ids';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import type { Work } from '#platform/database';
import type { Travel } from '#platform/regency';
import type { Vault } from '#platform/vault';
import { visitFinished, visitFailed, visitHeld } from '../events.ts';
import { refusals } from '../problems.ts';
import { visitProcedure } from '../procedure.ts';
import type { DispatchTables, Half } from '../tables.ts';
import type { Contact, Served, Visit, VisitResult, VisitWish } from '../types.ts';
import { requireVisit, toVisit } from './reading.ts';

export interface VisitDeps {
  readonly random: RandomBytes;
  readonly vault: Vault;
  readonly travel: Travel;
  readonly zone: string;
  /** Where officers start when nothing else is known. */
  readonly seat: { readonly latitude: number; readonly longitude: number };
  readonly served: ReadonlyMap<string, Served>;
}

const aboutContact = (visit: string) => `dispatch/contact/${visit}`;

/** Takes a wish for a visit in. The same service and key give the same visit again. Throws `dispatch/no-point` for an unknown district. */
export async function requestVisit(work: Work, deps: VisitDeps, wish: VisitWish): Promise<Visit & { repeated: boolean }> {
  const tables = work.tables<DispatchTables>();
  const id = work.newId();
  const point = pointOf(deps.travel, wish.place);
  const values = {
    id, service: wish.service, agency: wish.agency, kind: wish.kind, refs: [...wish.refs], code: crockfordCode(7, deps.random), key: wish.key, district: wish.place.district, village: wish.place.village ?? null,
    latitude: point.latitude, longitude: point.longitude, approximate: point.approximate, river: wish.place.river ?? point.river, minutes: wish.minutes ?? 20, load: wish.load ?? 1, skills: [...wish.skills ?? []],
    priority: wish.priority ?? 1, sheet: JSON.stringify(wish.sheet ?? {}), contact: deps.vault.seal(JSON.stringify(wish.contact), aboutContact(id)), created_at: work.now.toString(), changed_at: work.now.toString(), changed_by: work.actor.id,
  };
  const row = await tables.insertInto('dispatch.visit').values(values).onConflict((conflict) => conflict.columns(['service', 'key']).doNothing()).returningAll().executeTakeFirst();
  if (row) return { ...toVisit(row), repeated: false };
  const before = toVisit(await tables.selectFrom('dispatch.visit').selectAll().where('service', '=', wish.service).where('key', '=', wish.key).executeTakeFirstOrThrow());
  if (before.kind !== wish.kind || before.refs.join(' ') !== wish.refs.join(' ')) throw new Problem(refusals.otherKey);
  return { ...before, repeated: true };
}

/** Promises a half-day. The first promise stays known, because being on time is held against it. A visit already on a route leaves it. */
export async function scheduleVisit(work: Work, deps: VisitDeps, given: { visit: string; date: string; half: Half }): Promise<Visit> {
  const visit = await lockVisit(work, given.visit);
  if (given.date < civilDate(work.now, deps.zone).toString()) throw new Problem(refusals.pastDay, { fields: { date: refusals.pastDay.detail } });
  const verb = visit.status === 'requested' ? 'schedule' : visit.status === 'failed' ? 'retry' : visit.status === 'assigned' ? 'unassign' : 'reschedule';
  const changed = await move(work, visit, verb, { date: given.date, half: given.half, first_promise: visit.firstPromise ?? given.date, officer: null, pinned: false, trip: null, place: null, eta: null });
  await deps.served.get(visit.service)?.scheduled?.(work, changed);
  return changed;
}

export async function cancelVisit(work: Work, given: { visit: string; reason: string }): Promise<Visit> {
  return move(work, await lockVisit(work, given.visit), 'cancel', { why: given.reason });
}

/** The officer leaves for this visit: from now on the resident sees "petugas dalam perjalanan" and the time of arrival. */
export async function depart(work: Work, deps: VisitDeps, given: { visit: string; at?: Temporal.Instant | undefined; eta?: Temporal.Instant | undefined }): Promise<Visit> {
  const visit = await lockVisit(work, given.visit);
  const changed = await move(work, visit, 'depart', { departed_at: (given.at ?? work.now).toString(), ...(given.eta ? { eta: given.eta.toString() } : {}) });
  await deps.served.get(visit.service)?.onWay?.(work, changed);
  return changed;
}

export async function turnBack(work: Work, given: { visit: string; reason: string }): Promise<Visit> {
  return move(work, await lockVisit(work, given.visit), 'turn-back', { why: given.reason, departed_at: null });
}

export async function arrive(work: Work, given: { visit: string; at?: Temporal.Instant | undefined }): Promise<Visit> {
  return move(work, await lockVisit(work, given.visit), 'arrive', { arrived_at: (given.at ?? work.now).toString() });
}

/** Done at the door, or collected at the counter. */
export async function finish(work: Work, deps: VisitDeps, given: { visit: string; at?: Temporal.Instant | undefined; result?: VisitResult | undefined }): Promise<Visit> {
  const visit = await lockVisit(work, given.visit);
  const at = given.at ?? work.now;
  const changed = await move(work, visit, visit.status === 'held_at_counter' ? 'collect' : 'finish', { finished_at: at.toString() });
  work.emit(visitFinished(changed, at, deps.zone, given.result?.grade));
  await deps.served.get(visit.service)?.done?.(work, changed, given.result);
  return changed;
}

/** Nobody home, refused, wrong address, …: after the third time the item waits at the counter. */
export async function fail(work: Work, deps: VisitDeps, given: { visit: string; why: string; at?: Temporal.Instant | undefined }): Promise<Visit> {
  const visit = await lockVisit(work, given.visit);
  const failed = await move(work, visit, 'fail', { why: given.why, finished_at: (given.at ?? work.now).toString() });
  work.emit(visitFailed(failed));
  const after = failed.attempts >= 3 ? await move(work, failed, 'hold', { why: given.why, officer: null }) : failed;
  if (after.status === 'held_at_counter') work.emit(visitHeld(after));
  await deps.served.get(visit.service)?.failed?.(work, after, given.why);
  return after;
}

/** Reads a visit and keeps others from changing it until the end of the transaction. */
export async function lockVisit(work: Work, id: string): Promise<Visit> {
  const locked = /^[0-9a-f-]{36}$/.test(id) ? await work.tables<DispatchTables>().selectFrom('dispatch.visit').select('id').where('id', '=', id).forUpdate().executeTakeFirst() : undefined;
  if (!locked) throw new Problem(refusals.unknownVisit);
  return requireVisit(work.tables<DispatchTables>(), id);
}

/** Whom to meet and where. The caller logs the reading. */
export function openContact(vault: Vault, row: { id: string; contact: string }): Contact {
  return JSON.parse(vault.open(row.contact, aboutContact(row.id))) as Contact;
}

/** Stores a corrected contact; the version moves, so that phones download it anew. */
export async function setContact(work: Work, deps: VisitDeps, id: string, contact: Contact): Promise<void> {
  await work.tables<DispatchTables>().updateTable('dispatch.visit').set({ contact: deps.vault.seal(JSON.stringify(contact), aboutContact(id)), changed_at: work.now.toString(), changed_by: work.actor.id }).where('id', '=', id).execute();
  work.note({ subject: id });
}

type Verbs = Parameters<typeof visitProcedure.next>[1];
type VisitChange = Partial<{ date: string; half: Half; first_promise: string; officer: string | null; pinned: boolean; trip: number | null; place: number | null; eta: string | null; departed_at: string | null; arrived_at: string; finished_at: string; why: string }>;

/** Changes the status by the procedure; the database holds the same table and writes the log. */
export async function move(work: Work, visit: Visit, verb: Verbs, change: VisitChange): Promise<Visit> {
  const row = await work.tables<DispatchTables>().updateTable('dispatch.visit')
    .set({ why: null, ...change, status: visitProcedure.next(visit.status, verb), changed_at: work.now.toString(), changed_by: work.actor.id }).where('id', '=', visit.id).returningAll().executeTakeFirstOrThrow();
  work.note({ subject: visit.id, status: row.status });
  return toVisit(row);
}

/** The house's own point, else its village's, else its district's. */
function pointOf(travel: Travel, place: VisitWish['place']): { latitude: number; longitude: number; approximate: boolean; river: boolean } {
  const known = travel.points.find((point) => point.code === place.village) ?? travel.points.find((point) => point.code === place.district);
  if (!known) throw new Problem(refusals.noPoint, { fields: { district: refusals.noPoint.detail } });
  if (place.latitude !== undefined && place.longitude !== undefined) return { latitude: place.latitude, longitude: place.longitude, approximate: false, river: known.river };
  return { latitude: known.latitude, longitude: known.longitude, approximate: true, river: known.river };
}
