import type { FastifyReply, FastifyRequest } from 'fastify';
import { can, type Actor } from '#kernel/actor';
import type { OwnCase } from '#kernel/manifest';
import { Problem } from '#kernel/problem';
import { refusals as actionRefusals } from '#platform/action';
import type { Documents } from '#platform/documents';
import { answer } from '#platform/http';
import type { FormState } from '#platform/ui';
import type { Access } from '#commons/access';
import type { People } from '#commons/people';
import { mountBreach } from '../breach/mount.tsx';
import { bodyTexts, type HubDoors } from '../doors.ts';
import { accountActions, refusals } from './actions.ts';
import { exportBlocks } from './export.ts';
import { AccountPage, InboxPage, type OwnPerson } from './pages.tsx';
import { readRequests } from './store.ts';
import { words } from './words.ts';

/** What the account needs beyond the hub's doors. */
export interface AccountDoors extends HubDoors {
  readonly people: People;
  readonly access: Pick<Access, 'readingsAbout'>;
  readonly documents: Documents;
  readonly identity: { phoneOf(actor: Actor): Promise<string | undefined> };
  /** Cases of these persons in every service. */
  readonly casesOf: (personIds: readonly string[]) => Promise<readonly OwnCase[]>;
}

/** `/saya`: a resident's cases, receipts, readings and requests; `/permintaan-data`: the inbox with the 72-hour clock. */
export function mountAccount(doors: AccountDoors): void {
  const { http: { app }, database, people, perform } = doors;
  const actions = accountActions(doors);
  doors.http.addEntrances([{ path: '/saya', name: words.title, for: 'resident', follow: true }, { path: '/permintaan-data', name: words.inbox, for: 'desk', permission: 'hub/data-requests' }]);

  mountBreach(doors);

  async function personsOf(request: FastifyRequest): Promise<OwnPerson[]> {
    const phone = await doors.identity.phoneOf(request.actor);
    return phone ? people.personsOf(phone) : [];
  }

  async function own(request: FastifyRequest, reply: FastifyReply, state: FormState = { values: {} }): Promise<FastifyReply> {
    const persons = await personsOf(request);
    const cases = [...await doors.casesOf(persons.map((person) => person.personId))].sort((a, b) => Temporal.Instant.compare(b.since, a.since));
    const requests = await readRequests(doors, { owner: request.actor.id });
    return answer(reply.header('Cache-Control', 'no-store'), <AccountPage cases={cases} persons={persons} requests={requests} now={database.clock.now()} state={state} />, state.problem?.status ?? 200);
  }

  app.get('/saya', (request, reply) => (request.actor.kind === 'resident' ? own(request, reply) : reply.redirect('/masuk?lanjut=/saya', 303)));
  app.post('/saya/permintaan', async (request, reply) => {
    if (request.actor.kind !== 'resident') throw new Problem(refusals.signIn);
    const values = bodyTexts(request);
    try {
      await perform(actions.ask((await personsOf(request)).map((person) => person.personId)), request.actor, values, { requestId: request.id });
      return await reply.redirect('/saya', 303);
    } catch (error) {
      if (error instanceof Problem && error.status === 422) return own(request, reply, { values, problem: error });
      throw error;
    }
  });
  async function exported(request: FastifyRequest, personId: string) {
    const phone = request.actor.kind === 'resident' ? await doors.identity.phoneOf(request.actor) : undefined;
    if (!phone) throw new Problem(refusals.signIn);
    const data = await perform(people.actions.exportMine, request.actor, { contact: { phone }, personId }, { requestId: request.id });
    return { data, cases: await doors.casesOf([personId]) };
  }
  app.get<{ Params: { person: string } }>('/saya/data/:person.pdf', async (request, reply) => {
    const { data, cases } = await exported(request, request.params.person);
    const { pdf } = await doors.documents.renderById('standard/report', { heading: 'Data pribadi saya', subheading: 'Salinan menurut UU 27/2022', blocks: exportBlocks(data, cases, await doors.access.readingsAbout([request.params.person]), doors.regency.zone) }, {
      at: database.clock.now(), original: { name: 'data-saya.json', type: 'application/json', text: JSON.stringify({ ...data, cases }, undefined, 2), description: 'Data yang sama untuk dibaca program' },
    });
    return reply.header('Cache-Control', 'no-store').header('Content-Disposition', 'attachment; filename="data-saya.pdf"').type('application/pdf').send(Buffer.from(pdf));
  });
  app.get<{ Params: { person: string } }>('/saya/data/:person.json', async (request, reply) => {
    const { data, cases } = await exported(request, request.params.person);
    return reply.header('Cache-Control', 'no-store').header('Content-Disposition', 'attachment; filename="data-saya.json"').send({ ...data, cases });
  });

  async function inbox(request: FastifyRequest, reply: FastifyReply, state: FormState = { values: {} }, failed?: string): Promise<FastifyReply> {
    if (!can(request.actor, 'hub/data-requests')) throw new Problem(actionRefusals.forbidden);
    return answer(reply.header('Cache-Control', 'no-store'), <InboxPage requests={await readRequests(doors, 'waiting')} now={database.clock.now()} state={state} failed={failed} />, state.problem?.status ?? 200);
  }
  app.get('/permintaan-data', (request, reply) => inbox(request, reply));
  app.post<{ Params: { id: string } }>('/permintaan-data/:id', async (request, reply) => {
    const values = bodyTexts(request);
    const { id } = request.params;
    try {
      await perform(actions.answer, request.actor, { id, outcome: values[`outcome-${id}`], words: values[`words-${id}`] ?? '' }, { requestId: request.id });
      return await reply.redirect('/permintaan-data', 303);
    } catch (error) {
      if (error instanceof Problem && error.status === 422) return inbox(request, reply, { values, problem: error }, id);
      throw error;
    }
  });
}
