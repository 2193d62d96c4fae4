import type { FastifyReply, FastifyRequest } from 'fastify';
import { buffer } from 'node:stream/consumers';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { answer, readPosted } from '#platform/http';
import { Button, DataTable, EmptyState, ErrorSummary, Field, FileField, Hidden, Layout, Notice, PageHead, SelectField, useWords, type FormState } from '#platform/ui';
import { bodyTexts, requireOne, type HubDoors } from '../doors.ts';
import { planKit, readInstalled, type Plan } from './adopt.ts';
import { declareAdoption } from './declare.ts';
import { openKit } from './kit.ts';
import { platformVersion } from './open.ts';
import { kitRefusals } from './replication.ts';
import { words } from './words.ts';

/** `/replikasi/coba`: an officer looks at another regency's kit before anybody writes anything, and declares what was taken. */
export function mountKitWizard(doors: HubDoors): void {
  const { http: { app }, database, perform, regency } = doors;
  doors.http.addEntrances([{ path: '/replikasi/coba', name: words.wizard, for: 'desk', permission: 'hub/publish' }]);
  const page = (more: { plan?: Plan | undefined; sealedBy?: string | undefined; note?: string | undefined; state?: FormState }) => (
    <WizardPage agencies={regency.agencies.map((one) => ({ value: one.id, label: one.acronym }))} taken={Object.entries(readInstalled(regency.folder)).map(([service, { version, from }]) => ({ service, version, from }))} {...more} state={more.state ?? { values: {} }} />
  );

  app.get('/replikasi/coba', async (request, reply) => {
    requireOne(request, 'hub/publish');
    return answer(reply, page({}));
  });
  app.post('/replikasi/coba', async (request: FastifyRequest, reply): Promise<FastifyReply> => {
    requireOne(request, 'hub/publish');
    let bytes: Buffer | undefined;
    const values = await readPosted(request, async (file) => { bytes = await buffer(file.stream); });
    const opened = bytes && bytes.length > 0 ? openKit(bytes, (values['key'] ?? '').trim()) : { fault: kitRefusals.noFile.detail };
    if ('fault' in opened) {
      const problem = new Problem(kitRefusals.notOpened, { detail: opened.fault, fields: { [bytes && bytes.length > 0 ? 'key' : 'file']: opened.fault } });
      return answer(reply, page({ state: { values, problem } }), problem.status);
    }
    const wanted = doors.program.find((one) => one.id === opened.kit.service);
    const plan = planKit(opened, regency, { platform: platformVersion, services: doors.program.map((one) => one.id), needs: wanted?.needs, agency: values['agency'] || undefined });
    return answer(reply, page({ plan, sealedBy: opened.sealedBy, state: { values } }));
  });
  app.post('/replikasi/nyatakan', async (request, reply) => {
    requireOne(request, 'hub/publish');
    const note = await declareAdoption({ ...doors, perform }, { service: bodyTexts(request)['service'] ?? '', day: civilDate(database.clock.now(), regency.zone).toString(), actor: request.actor });
    return answer(reply, page({ note }));
  });
}

interface View {
  readonly agencies: readonly { readonly value: string; readonly label: string }[];
  readonly taken: readonly { readonly service: string; readonly version: string; readonly from: string }[];
  readonly plan?: Plan | undefined;
  readonly sealedBy?: string | undefined;
  readonly note?: string | undefined;
  readonly state: FormState;
}

function WizardPage({ agencies, taken, plan, sealedBy, note, state }: View) {
  const t = useWords(words);
  return (
    <Layout title={t('wizard')} kind="desk">
      <PageHead title={t('wizard')} crumbs={[{ href: '/replikasi', name: t('title') }]} lead={t('wizardLead')} />
      <ErrorSummary problem={state.problem} />
      {plan ? <PlanView plan={plan} sealedBy={sealedBy ?? ''} /> : null}
      {note === undefined ? null : <Notice kind="done" title={t('declared')}><p>{t('declaredNext')}</p><pre>{note}</pre></Notice>}
      <form method="post" action="/replikasi/coba" enctype="multipart/form-data">
        <FileField name="file" label={t('kitFile')} accept=".zip,application/zip" state={state} required />
        <Field name="key" label={t('kitKey')} hint={t('kitKeyHint')} state={state} required autocomplete="off" />
        <SelectField name="agency" label={t('runBy')} state={state} options={[{ value: '', label: t('sameAgency') }, ...agencies]} />
        <div class="actions"><Button>{t('look')}</Button></div>
      </form>
      <h2>{t('takenHere')}</h2>
      <DataTable caption={t('takenHere')} hideCaption rows={taken} rowKey={(row) => row.service} empty={<EmptyState title={t('takenNone')} />} columns={[
        { head: t('innovation'), cell: (row) => row.service }, { head: t('version'), cell: (row) => row.version }, { head: t('region'), cell: (row) => row.from },
        { head: t('declareIt'), cell: (row) => <form method="post" action="/replikasi/nyatakan"><Hidden name="service" value={row.service} /><Button kind="lesser">{t('declareIt')}<span class="visually-hidden"> {row.service}</span></Button></form> },
      ]} />
    </Layout>
  );
}

function PlanView({ plan, sealedBy }: { plan: Plan; sealedBy: string }) {
  const t = useWords(words);
  const list = (title: string, rows: readonly string[]) => (rows.length === 0 ? null : <><h3>{title}</h3><ul>{rows.map((row) => <li key={row}>{row}</li>)}</ul></>);
  return (
    <section aria-label={t('dryRun')}>
      <h2>{t('dryRun')}: {plan.kit.name} {plan.kit.version}</h2>
      <Notice kind={plan.faults.length > 0 ? 'attention' : 'done'} title={t(plan.faults.length > 0 ? 'blocked' : 'ready')}>{t('nothingWritten')}</Notice>
      <p class="quiet">{t('sealedBy', { name: sealedBy, regency: plan.kit.from.regency })}</p>
      {list(t('faults'), plan.faults)}
      {list(t('writes'), plan.writes)}
      {list(t('todo'), plan.todo)}
    </section>
  );
}
