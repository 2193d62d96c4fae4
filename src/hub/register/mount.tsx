import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JSX } from 'preact';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { wholeRegency } from '#commons/access';
import { answer, readPosted } from '#platform/http';
import type { Received } from '#platform/files';
import { readTableQuery, type FormState } from '#platform/ui';
import { bodyTexts, requireOne, type HubDoors } from '../doors.ts';
import { registerActions } from './actions/index.ts';
import { reaches, requireReach } from './actions/reach.ts';
import { formOf, recordOf } from './form.ts';
import { AttachPage, uploadScript } from './pages/attach.tsx';
import { EditPage, type Clash } from './pages/edit.tsx';
import { RegisterList } from './pages/list.tsx';
import { RecordPage } from './pages/record.tsx';
import { refusals } from './problems.ts';
import { lifecycle } from './procedure.ts';
import { findingsOf } from './rules/checks.ts';
import { changedFields } from './rules/diff.ts';
import { dateInside } from './rules/document-date.ts';
import { requirementChoices } from './requirements.ts';
import { evidenceOf, provenRequirements, waitingUses } from './store/evidence.ts';
import { claimsOf, findInnovation, isTitleTaken, listInnovations, transitionsOf, versionsOf, type Innovation } from './store/innovations.ts';

interface Path { Params: { key: string } }

const uploadIsland = readFileSync(new URL('./island/upload.js', import.meta.url), 'utf8');

/** `/register`: the officers' side of the register. Who has only an agency's role sees only that agency. */
export function mountRegister(doors: HubDoors): void {
  const { http: { app }, database, perform, measures, manifests, regency } = doors;
  const actions = registerActions(doors);
  const agencyName = (id: string) => regency.agencies.find((agency) => agency.id === id)?.acronym ?? id;
  const today = () => civilDate(database.clock.now(), regency.zone);

  app.get('/register', async (request, reply) => {
    requireOne(request, 'hub/see');
    const query = readTableQuery(request.query, { path: '/register', sortable: ['nama', 'opd', 'tahap'], sort: 'nama' });
    const mine = request.actor.agency === wholeRegency || request.actor.kind === 'system' ? {} : { opd: request.actor.agency };
    const waiting = Map.groupBy(await waitingUses(database), (use) => use.innovation);
    const at = await measures.head();
    const lines = await Promise.all((await listInnovations(database, mine)).filter((one) => `${one.title} ${one.code} ${agencyName(one.opd)}`.toLowerCase().includes(query.filter.toLowerCase())).map(async (innovation) => {
      const manifest = manifests.find((one) => one.id === innovation.service);
      return { innovation, agency: agencyName(innovation.opd), health: manifest ? await measures.health(manifest, at) : undefined, waiting: waiting.get(innovation.id)?.length ?? 0 };
    }));
    const key = (line: (typeof lines)[number]) => (query.sort === 'opd' ? line.agency : query.sort === 'tahap' ? line.innovation.stage : line.innovation.title);
    lines.sort((a, b) => key(a).localeCompare(key(b), 'id') * (query.descending ? -1 : 1));
    return answer(reply, <RegisterList lines={lines} query={query} mayRegister={can(request.actor, 'hub/register')} />);
  });

  const newPage = (request: FastifyRequest, state: FormState) => <EditPage title="Inovasi baru" path="/register/baru" version={undefined} clashes={[]} state={state} agencies={regency.agencies.filter((agency) => reaches(request.actor, agency.id)).map((agency) => ({ value: agency.id, label: agency.name }))} />;
  app.get('/register/baru', (request, reply) => {
    requireOne(request, 'hub/register');
    return answer(reply, newPage(request, { values: {} }));
  });
  app.post('/register/baru', async (request, reply) => {
    const values = bodyTexts(request);
    return orShowAgain(reply, values, async () => {
      const made = await perform(actions.register, request.actor, { opd: values['opd'] ?? '', record: recordOf(values) }, { requestId: request.id });
      return reply.redirect(`/register/${made.code}`, 303);
    }, (state) => newPage(request, state));
  });

  app.get(uploadScript, (_request, reply) => reply.type('text/javascript').header('Cache-Control', 'public, max-age=3600').send(uploadIsland));
  app.get<Path>('/register/:key', async (request, reply) => answer(reply.header('Cache-Control', 'no-store'), await recordPage(request, await mine(request), { values: {} })));

  app.get<Path>('/register/:key/ubah', async (request, reply) => {
    const innovation = await mine(request);
    return answer(reply, editPage(innovation, { values: formOf(innovation.record) }, innovation.version, []));
  });
  app.post<Path>('/register/:key/ubah', async (request, reply) => {
    const innovation = await mine(request);
    const values = bodyTexts(request);
    try {
      await perform(actions.edit, request.actor, { id: innovation.id, version: values['version'], record: recordOf(values) }, { requestId: request.id });
      return await reply.redirect(`/register/${innovation.code}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { version, differences } = error.facts as { version?: number; differences?: Clash[] };
      return answer(reply, editPage(innovation, { values, problem: plainFields(error) }, version ?? Number(values['version'] ?? innovation.version), differences ?? []), error.status);
    }
  });

  app.get<Path>('/register/:key/bukti', async (request, reply) => {
    requireOne(request, 'hub/register');
    return answer(reply, <AttachPage innovation={await mine(request)} requirements={requirementChoices()} state={{ values: {} }} />);
  });
  app.post<Path>('/register/:key/bukti', async (request, reply) => {
    requireOne(request, 'hub/register');
    const innovation = await mine(request);
    let values: Record<string, string> = {};
    try {
      let received: Received | undefined;
      let insideOn: string | undefined;
      values = await readPosted(request, async (file) => {
        const bytes = await buffer(file.stream);
        received = await doors.files.receive(bytes, { kind: 'hub-evidence', name: file.name });
        insideOn = dateInside(bytes);
      });
      // A large file may have come in pieces before (`/berkas/unggah`); then the form only names it.
      if (!received && values['upload']) {
        received = await doors.files.uploads.received(request.actor, values['upload']);
        insideOn = dateInside(await buffer(doors.files.peek(received)));
      }
      if (!received) throw new Problem(refusals.fileNeeded, { fields: { file: refusals.fileNeeded.detail } });
      const [requirement, parameter] = (values['requirement'] ?? '').split(':');
      await perform(actions.attach, request.actor, { innovation: innovation.id, received, issuedOn: values['issuedOn'] || undefined, insideOn, uses: [{ requirement, parameter }] }, { requestId: request.id });
      return await reply.redirect(`/register/${innovation.code}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return answer(reply, <AttachPage innovation={innovation} requirements={requirementChoices()} state={{ values, problem: error }} />, error.status);
    }
  });

  app.post<Path>('/register/:key/langkah', async (request, reply) => {
    const innovation = await mine(request);
    const values = bodyTexts(request);
    return orShowAgain(reply, values, async () => {
      await perform(actions.move, request.actor, { id: innovation.id, verb: values['verb'], reason: values[`reason-${values['verb'] ?? ''}`] || undefined }, { requestId: request.id });
      return reply.redirect(`/register/${innovation.code}`, 303);
    }, (state) => recordPage(request, innovation, state));
  });

  app.post<Path>('/register/:key/putusan', async (request, reply) => {
    const innovation = await mine(request);
    const values = bodyTexts(request);
    const because = values[`because-${values['evidence'] ?? ''}-${(values['requirement'] ?? '').replace('/', '-')}`];
    return orShowAgain(reply, values, async () => {
      await perform(actions.judge, request.actor, { evidence: values['evidence'], requirement: values['requirement'], verdict: values['verdict'], because: because || undefined }, { requestId: request.id });
      return reply.redirect(`/register/${innovation.code}`, 303);
    }, (state) => recordPage(request, innovation, state));
  });

  app.post<Path>('/register/:key/klaim', async (request, reply) => {
    const innovation = await mine(request);
    const values = bodyTexts(request);
    return orShowAgain(reply, values, async () => {
      await perform(actions.claim, request.actor, { innovation: innovation.id, what: values['what'], amount: values['amount'], period: values['period'] }, { requestId: request.id });
      return reply.redirect(`/register/${innovation.code}`, 303);
    }, (state) => recordPage(request, innovation, state));
  });

  /** The innovation of the address, if this officer may see it. */
  async function mine(request: FastifyRequest<Path>): Promise<Innovation> {
    requireOne(request, 'hub/see');
    const innovation = await findInnovation(database, request.params.key);
    if (!innovation) throw new Problem(refusals.unknown);
    requireReach(request.actor, innovation.opd);
    return innovation;
  }

  async function recordPage(request: FastifyRequest, innovation: Innovation, state: FormState) {
    const proven = new Set([...(await provenRequirements(database)).get(innovation.id) ?? []].filter(([, found]) => found.accepted > 0).map(([requirement]) => requirement));
    const versions = await versionsOf(database, innovation.id);
    return (
      <RecordPage innovation={innovation} agency={agencyName(innovation.opd)} state={state} evidence={await evidenceOf(database, innovation.id)} claims={await claimsOf(database, innovation.id)}
        findings={findingsOf(innovation.record, { proven, titleTaken: await isTitleTaken(database, innovation), thisYear: today().year })}
        steps={lifecycle.verbs(innovation.stage).flatMap((verb) => { const step = lifecycle.transition(innovation.stage, verb); return step && [step.by].flat().some((permission) => can(request.actor, permission)) ? [{ verb, reason: step.reason ?? false }] : []; })}
        transitions={await transitionsOf(database, innovation.id)}
        versions={versions.map((one, at) => ({ version: one.version, at: one.changed_at, fields: changedFields(versions[at - 1]?.record ?? one.record, one.record) }))}
        mayEdit={can(request.actor, 'hub/register') && innovation.stage !== 'pensiun'} mayJudge={can(request.actor, 'hub/verify')} />
    );
  }

  function editPage(innovation: Innovation, state: FormState, version: number, clashes: readonly Clash[]) {
    return <EditPage title={innovation.title} path={`/register/${innovation.code}/ubah`} version={version} agencies={[]} clashes={clashes} state={state} />;
  }
}

async function orShowAgain(reply: FastifyReply, values: Record<string, string>, step: () => Promise<FastifyReply>, page: (state: FormState) => JSX.Element | Promise<JSX.Element>): Promise<FastifyReply> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return answer(reply, await page({ values, problem: plainFields(error) }), error.status);
  }
}

/** `record.anggaran.0.jumlah` of the action is the field `anggaran-0-jumlah` of the form. */
function plainFields(problem: Problem): Problem {
  const fields = Object.fromEntries(Object.entries(problem.fields).map(([name, message]) => [name.replace(/^record\./, '').replaceAll('.', '-'), message]));
  return new Problem(problem, { detail: problem.detail, fields, facts: problem.facts });
}
