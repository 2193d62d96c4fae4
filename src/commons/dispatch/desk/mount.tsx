import { readFileSync } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { refusals as actionRefusals, type Perform } from '#platform/action';
import type { Database } from '#platform/database';
import { answer, type Http } from '#platform/http';
import type { Travel } from '#platform/regency';
import type { FormState } from '#platform/ui';
import type { Places } from '#commons/places';
import type { fieldActions } from '../field/record.ts';
import { planDay, type PlannerDeps } from '../planning/planner.ts';
import type { crewActions } from './crew-actions.ts';
import { CrewPage } from './crew-page.tsx';
import type { counterActions } from './counter-actions.ts';
import { crewsOf } from '../store/crews.ts';
import { readerOf } from '../store/reading.ts';
import { CounterDesk, readCounter } from './counter.tsx';
import { DispatchDesk } from './page.tsx';
import { readDayView } from './view.ts';
import { words } from './words.ts';

const style = readFileSync(new URL('./desk.css', import.meta.url));

export interface DeskDeps { readonly http: Http; readonly database: Database; readonly perform: Perform; readonly travel: Travel; readonly zone: string; readonly places: Places; readonly planner: PlannerDeps; readonly field: ReturnType<typeof fieldActions>; readonly counter: ReturnType<typeof counterActions>; readonly crews: ReturnType<typeof crewActions> }

/** The dispatcher's desk at `/kunjungan`: works by links and forms alone. */
export function mountDesk(deps: DeskDeps): void {
  const { app } = deps.http;
  const districts = deps.travel.points.map((point) => ({ latitude: point.latitude, longitude: point.longitude, label: deps.places.find(point.code)?.name ?? point.code }));

  deps.http.addEntrances([{ path: '/kunjungan', name: words.title, for: 'desk', permission: 'dispatch/plan' }, { path: '/kunjungan/petugas', name: words.crews, for: 'desk', permission: 'dispatch/plan' }, { path: '/kunjungan/loket', name: words.counter, for: 'desk', permission: 'dispatch/counter' }]);
  app.get('/kunjungan/gaya.css', (_request, reply) => reply.type('text/css').header('Cache-Control', 'public, max-age=3600').send(style));
  app.get('/kunjungan', (request, reply) => page(request, reply, textOf(request.query)));
  app.post('/kunjungan/susun', (request, reply) => done(request, reply, async (values) => { await planDay(deps.planner, request.actor, { agency: request.actor.agency ?? '', date: dateOf(values).toString() }); }));
  app.post('/kunjungan/tetapkan', (request, reply) => done(request, reply, (values) => deps.perform(deps.planner.actions.pin, request.actor, { visit: values['visit'], ...(values['officer'] ? { officer: values['officer'] } : {}) }, { requestId: request.id })));
  app.post('/kunjungan/cabut', (request, reply) => done(request, reply, (values) => deps.perform(deps.field.revoke, request.actor, { device: values['device'], reason: values['reason'] ?? '' }, { requestId: request.id })));

  app.get('/kunjungan/petugas', (request, reply) => crewPage(request, reply, { values: textOf(request.query) }));
  app.post('/kunjungan/petugas', async (request, reply) => {
    const body = request.body as Record<string, unknown>;
    const values = textOf(body);
    try {
      await deps.perform(deps.crews.set, request.actor, { account: values['account'], profile: values['profile'], visitsADay: values['visitsADay'], load: values['load'], trips: values['trips'], skills: values['skills'], zones: [body['zones[]'] ?? []].flat() }, { requestId: request.id });
    } catch (error) {
      if (error instanceof Problem && error.status === 422) return crewPage(request, reply, { values, problem: error });
      throw error;
    }
    return reply.redirect(`/kunjungan/petugas?account=${encodeURIComponent(values['account'] ?? '')}`, 303);
  });
  app.get('/kunjungan/loket', (request, reply) => counter(request, reply, {}));
  for (const [verb, action] of [['serahkan', deps.counter.load], ['terima', deps.counter.takeIn]] as const) {
    app.post(`/kunjungan/loket/${verb}`, (request, reply) => atCounter(request, reply, (body) => deps.perform(action, request.actor, { officer: body['officer'], items: [body['items[]'] ?? []].flat() }, { requestId: request.id })));
  }
  app.post('/kunjungan/loket/ambil', (request, reply) => atCounter(request, reply, (body) => deps.perform(deps.counter.collect, request.actor, { visit: body['visit'], receiver: body['receiver'], relation: body['relation'], nikLast4: body['nikLast4'] }, { requestId: request.id })));

  async function crewPage(request: FastifyRequest, reply: FastifyReply, state: FormState): Promise<FastifyReply> {
    if (!can(request.actor, 'dispatch/plan')) throw new Problem(actionRefusals.forbidden);
    return answer(reply, <CrewPage crews={await crewsOf(readerOf(deps.database), request.actor.agency ?? '')} travel={deps.travel} state={state} />, state.problem?.status ?? 200);
  }

  async function counter(request: FastifyRequest, reply: FastifyReply, values: Record<string, string>, problem?: Problem): Promise<FastifyReply> {
    if (!can(request.actor, 'dispatch/counter')) throw new Problem(actionRefusals.forbidden);
    return answer(reply, <CounterDesk view={await readCounter(deps.database, request.actor)} state={{ values, ...(problem ? { problem } : {}) }} />, problem?.status ?? 200);
  }

  async function atCounter(request: FastifyRequest, reply: FastifyReply, step: (body: Record<string, unknown>) => Promise<unknown>): Promise<FastifyReply> {
    try {
      await step(request.body as Record<string, unknown>);
    } catch (error) {
      if (error instanceof Problem && error.status !== 403) return counter(request, reply, textOf(request.body), error);
      throw error;
    }
    return reply.redirect('/kunjungan/loket', 303);
  }

  async function page(request: FastifyRequest, reply: FastifyReply, values: Record<string, string>, problem?: Problem): Promise<FastifyReply> {
    if (!can(request.actor, 'dispatch/plan')) throw new Problem(actionRefusals.forbidden);
    const view = await readDayView(deps, request.actor, { date: dateOf(values), zone: values['zona'] });
    return answer(reply, <DispatchDesk view={view} districts={districts} placeName={(visit) => deps.places.fullName(visit.village ?? visit.district) ?? visit.district} state={{ values, ...(problem ? { problem } : {}) }} />, problem?.status ?? 200);
  }

  /** Does a step and shows the day again; a refusal is shown on the day itself. */
  async function done(request: FastifyRequest, reply: FastifyReply, step: (values: Record<string, string>) => Promise<unknown>): Promise<FastifyReply> {
    const values = textOf(request.body);
    try {
      await step(values);
    } catch (error) {
      if (error instanceof Problem && error.status !== 403) return page(request, reply, values, error);
      throw error;
    }
    return reply.redirect(`/kunjungan?hari=${dateOf(values).toString()}${values['zona'] ? `&zona=${encodeURIComponent(values['zona'])}` : ''}`, 303);
  }

  function dateOf(values: Record<string, string>): Temporal.PlainDate {
    try {
      return Temporal.PlainDate.from(values['hari'] ?? '');
    } catch {
      return civilDate(deps.database.clock.now(), deps.zone);
    }
  }
}

function textOf(source: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries((source ?? {}) as Record<string, unknown>).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
