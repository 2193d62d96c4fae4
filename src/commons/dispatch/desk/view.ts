import type { Actor } from '#kernel/actor';
import { readDay } from '../planning/plan-day.ts';
import type { Crew } from '../store/crews.ts';
import { heldNow } from '../store/custody.ts';
import { devicesOf, type Device } from '../store/devices.ts';
import { readerOf } from '../store/reading.ts';
import type { Visit } from '../types.ts';
import type { Database } from '#platform/database';
import type { Travel } from '#platform/regency';

export interface DayView {
  readonly date: Temporal.PlainDate;
  readonly zones: readonly { readonly id: string; readonly name: string; readonly count: number }[];
  readonly zone: string | undefined;
  readonly crews: readonly Crew[];
  readonly routes: readonly { readonly crew: Crew; readonly visits: readonly Visit[] }[];
  readonly loose: readonly Visit[];
  readonly plan: { readonly version: number; readonly at: Temporal.Instant; readonly stops: number; readonly metres: number; readonly aloneMetres: number; readonly unserved: ReadonlyMap<string, string> } | undefined;
  /** What phones reported and could not be done: newest first. */
  readonly troubles: readonly { readonly number: string; readonly officer: string; readonly kind: string; readonly visit: string | undefined; readonly at: Temporal.Instant; readonly answer: Readonly<Record<string, unknown>> }[];
  readonly phones: readonly (Device & { readonly officer: string; readonly held: number; readonly waiting: number })[];
}

/** One agency's day, of one zone when asked. Officers and their stops in order; what nobody has yet. */
export async function readDayView(deps: { database: Database; travel: Travel; zone: string }, actor: Actor, asked: { date: Temporal.PlainDate; zone: string | undefined }): Promise<DayView> {
  const reader = readerOf(deps.database);
  const agency = actor.agency ?? '';
  const day = await readDay(reader, { agency, date: asked.date.toString(), zone: deps.zone, now: deps.database.clock.now() });
  const zoneOf = (visit: Visit) => deps.travel.zones.find((zone) => zone.districts.includes(visit.district))?.id;
  const visits = day.visits.filter((visit) => asked.zone === undefined || zoneOf(visit) === asked.zone);
  const last = await reader.selectFrom('dispatch.plan').selectAll().where('agency', '=', agency).where('date', '=', asked.date.toString()).orderBy('version', 'desc').limit(1).executeTakeFirst();
  const inOrder = (a: Visit, b: Visit) => (a.trip ?? 9) - (b.trip ?? 9) || (a.place ?? 999) - (b.place ?? 999);
  const phones = await Promise.all((await devicesOf(reader, agency)).map(async (device) => ({
    ...device, officer: day.crews.find((crew) => crew.account === device.account)?.name ?? '', held: (await heldNow(reader, { kind: 'officer', id: device.account })).length,
    waiting: (await reader.selectFrom('dispatch.field_event').select('id').where('device', '=', device.id).where('outcome', '=', 'waiting').execute()).length,
  })));
  const troubled = await reader.selectFrom('dispatch.field_event as event').innerJoin('dispatch.device as device', 'device.id', 'event.device').leftJoin('dispatch.visit as visit', 'visit.id', 'event.visit')
    .select(['event.number', 'event.kind', 'event.recorded_at', 'event.answer', 'device.account', 'visit.code']).where('device.agency', '=', agency).where('event.outcome', 'in', ['conflict', 'rejected'])
    .where('event.recorded_at', '>', deps.database.clock.now().subtract({ hours: 72 }).toString() as never).orderBy('event.recorded_at', 'desc').limit(50).execute();
  const nameOf = (account: string) => day.crews.find((crew) => crew.account === account)?.name ?? '';
  return {
    troubles: troubled.map((row) => ({ number: row.number, officer: nameOf(row.account), kind: row.kind, visit: row.code ?? undefined, at: row.recorded_at, answer: row.answer })),
    date: asked.date, zone: asked.zone, crews: day.crews, phones,
    zones: deps.travel.zones.map((zone) => ({ id: zone.id, name: zone.name, count: day.visits.filter((visit) => zoneOf(visit) === zone.id).length })).filter((zone) => zone.count > 0),
    routes: day.crews.map((crew) => ({ crew, visits: visits.filter((visit) => visit.officer === crew.account).sort(inOrder) })).filter((route) => route.visits.length > 0),
    loose: visits.filter((visit) => !day.crews.some((crew) => crew.account === visit.officer)),
    plan: last && { version: last.version, at: last.made_at, stops: last.stops, metres: last.metres, aloneMetres: last.alone_metres, unserved: new Map(last.unserved.map(({ visit, why }) => [visit, why])) },
  };
}
