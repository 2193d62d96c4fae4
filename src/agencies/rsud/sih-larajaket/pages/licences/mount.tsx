import type { FastifyReply } from 'fastify';
import { Problem } from '#kernel/problem';
import { civilDate, formatDate } from '#kernel/time';
import { answer, type Http } from '#platform/http';
import { Button, DataTable, EmptyState, ErrorSummary, Field, Layout, PageHead, SelectField, StatusTag, useFrame, useWords, type FormState } from '#platform/ui';
import { refusals } from '../../problems.ts';
import { licenceOn } from '../../rules/signing.ts';
import type { Larajaket } from '../../rooms.ts';
import { readerOf } from '../../store/reader.ts';
import { mayLook, valuesOf } from '../gate.ts';
import { words } from './words.ts';

const home = '/sih-larajaket/izin-praktik';
const professions = ['doctor', 'nurse', 'pharmacist', 'analyst', 'radiographer'] as const;

interface Licence { readonly account: string; readonly name: string; readonly profession: (typeof professions)[number]; readonly sip: string; readonly str: string | null; readonly until: Temporal.PlainDate; readonly state: ReturnType<typeof licenceOn> }

/** Practice licences: who may sign until when, those that run out first. */
export function mountLicences({ app }: Http, { doors, perform, actions }: Larajaket): void {
  app.get(home, async (request, reply) => (mayLook(request, reply, 'sih-larajaket/oversee') ? show(reply, { values: {} }) : reply));
  app.post(home, async (request, reply) => {
    if (!mayLook(request, reply, 'sih-larajaket/oversee')) return reply;
    const { values } = valuesOf(request.body);
    try {
      const { username = '', ...licence } = values;
      const account = await doors.accountOf(username.trim().toLowerCase());
      if (!account) throw new Problem(refusals.noAccount, { fields: { username: refusals.noAccount.detail } });
      await perform(actions.setLicence, request.actor, { ...licence, account: account.id, name: account.name }, { requestId: request.id });
      return await reply.redirect(home, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return show(reply, { values, problem: error }, error.status);
    }
  });

  async function show(reply: FastifyReply, state: FormState, status = 200) {
    const rows = await readerOf(doors.database).selectFrom('sih_larajaket.practitioner').selectAll().orderBy('sip_expires_on').execute();
    const today = civilDate(doors.clock.now(), doors.zone);
    const licences = rows.map((row): Licence => ({ account: row.account, name: row.name, profession: row.profession, sip: row.sip, str: row.str, until: Temporal.PlainDate.from(row.sip_expires_on), state: licenceOn(Temporal.PlainDate.from(row.sip_expires_on), today) }));
    return answer(reply.header('Cache-Control', 'no-store'), <LicencesPage licences={licences} state={state} />, status);
  }
}

function LicencesPage({ licences, state }: { licences: readonly Licence[]; state: FormState }) {
  const t = useWords(words);
  const { locale } = useFrame();
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead title={t('title')} lead={t('lead')} />
      <ErrorSummary problem={state.problem} />
      <DataTable caption={t('title')} hideCaption rows={licences} rowKey={(row) => row.account} empty={<EmptyState title={t('none')} />} columns={[
        { head: t('name'), cell: (row) => row.name }, { head: t('profession'), cell: (row) => t(`p${row.profession}`) }, { head: t('sip'), cell: (row) => row.sip }, { head: t('str'), cell: (row) => row.str ?? '–' }, { head: t('until'), cell: (row) => formatDate(row.until, locale) },
        { head: t('state'), cell: (row) => <StatusTag kind={row.state === 'valid' ? 'done' : row.state === 'expires-soon' ? 'waiting' : 'attention'}>{t(row.state === 'valid' ? 'valid' : row.state === 'expires-soon' ? 'soon' : 'expired')}</StatusTag> },
      ]} />
      <form method="post" action={home} class="desk-card">
        <h2>{t('set')}</h2>
        <div class="vital-grid">
          <Field name="username" label={t('username')} state={state} autocomplete="off" required /><SelectField name="profession" label={t('profession')} state={state} options={professions.map((value) => ({ value, label: t(`p${value}`) }))} />
          <Field name="sip" label={t('sip')} state={state} autocomplete="off" required /><Field name="until" type="date" label={t('until')} state={state} required /><Field name="str" label={t('str')} state={state} autocomplete="off" /><Field name="doctor" label={t('doctor')} state={state} autocomplete="off" /><Field name="ihs" label={t('ihs')} state={state} autocomplete="off" />
        </div>
        <p class="actions"><Button>{t('save')}</Button></p>
      </form>
    </Layout>
  );
}
