import { formatLongDate } from '#kernel/time';
import { Button, CheckAnswers, Checkbox, Choices, DateParts, EmptyState, ErrorSummary, Field, Hidden, Layout, LinkButton, PageHead, TextArea, useFrame, useWords, type FormState } from '#platform/ui';
import type { Poli } from '../store/directory.ts';
import type { SessionView } from '../reads/sessions.ts';
import { poolOf } from '../reads/sessions.ts';
import type { Payer } from '../store/tables.ts';
import { words } from './words.ts';

const crumbs = [{ href: '/', name: 'Serasan' }, { href: '/saroale', name: 'Saroale' }];

/** Step 1: who is the patient? */
export function PersonStep({ state }: { state: FormState }) {
  const t = useWords(words);
  return (
    <Layout title={t('who')}>
      <PageHead title={t('who')} crumbs={crumbs} lead={t('whoLead')} />
      <p class="quiet">{t('stepOf', { n: 1 })}</p>
      <ErrorSummary problem={state.problem} />
      <form method="post" action="/saroale/daftar">
        <Field name="identifier" label={t('identifier')} hint={t('identifierHint')} state={state} inputmode="numeric" autocomplete="off" />
        <DateParts name="birthDate" legend={t('birthDate')} hint={t('birthHint')} state={state} />
        <Field name="phone" type="tel" label={t('phone')} hint={t('phoneHint')} state={state} autocomplete="tel" />
        <div class="actions"><Button>{t('next')}</Button><LinkButton href="/saroale/daftar/baru" kind="lesser">{t('neverHere')}</LinkButton></div>
      </form>
    </Layout>
  );
}

/** Step 1 for those who were never here. */
export function NewPersonStep({ state, consent }: { state: FormState; consent: string }) {
  const t = useWords(words);
  return (
    <Layout title={t('newTitle')}>
      <PageHead title={t('newTitle')} crumbs={[...crumbs, { href: '/saroale/daftar', name: t('who') }]} lead={t('newLead')} />
      <p class="quiet">{t('stepOf', { n: 1 })}</p>
      <ErrorSummary problem={state.problem} />
      <form method="post" action="/saroale/daftar/baru">
        <NewPersonFields state={state} />
        <Field name="phone" type="tel" label={t('phone')} hint={t('phoneHint')} state={state} autocomplete="tel" />
        <Checkbox name="consent" label={t('consent')} hint={consent} state={state} />
        <div class="actions"><Button>{t('next')}</Button></div>
      </form>
    </Layout>
  );
}

/** Name, NIK, sex and birth date; shared with the form that ties a patient to a chat. */
export function NewPersonFields({ state }: { state: FormState }) {
  const t = useWords(words);
  return (
    <>
      <Field name="name" label={t('fullName')} state={state} autocomplete="off" />
      <Field name="nik" label={t('nik')} hint={t('nikHint')} state={state} inputmode="numeric" autocomplete="off" />
      <Choices name="sex" legend={t('sex')} layout="cards" state={state} options={[{ value: 'P', label: t('female') }, { value: 'L', label: t('male') }]} />
      <DateParts name="birthDate" legend={t('birthDate')} hint={t('birthHint')} state={state} />
    </>
  );
}

/** Step 2: who pays, and why the visit. */
export function PayStep({ state, draft }: { state: FormState; draft: string }) {
  const t = useWords(words);
  return (
    <Layout title={t('pay')}>
      <PageHead title={t('pay')} crumbs={crumbs} />
      <p class="quiet">{t('stepOf', { n: 2 })}</p>
      <ErrorSummary problem={state.problem} />
      <form method="post" action="/saroale/daftar/bayar">
        <Hidden name="d" value={draft} />
        <Choices name="payer" legend={t('payer')} state={state} options={[{ value: 'jkn', label: t('jkn'), hint: t('jknHint') }, { value: 'umum', label: t('umum') }, { value: 'other', label: t('other') }]} />
        <Choices name="visitKind" legend={t('kind')} state={state} options={[{ value: '3', label: t('kind3') }, { value: '1', label: t('kind1') }, { value: '2', label: t('kind2') }, { value: '4', label: t('kind4') }]} />
        <Field name="reference" label={t('reference')} hint={t('referenceHint')} state={state} autocomplete="off" />
        <div class="actions"><Button>{t('next')}</Button></div>
      </form>
    </Layout>
  );
}

/** Step 3: which clinic. Those without an open session stand at the end and cannot be chosen. */
export function PoliStep({ state, draft, polis, open }: { state: FormState; draft: string; polis: readonly Poli[]; open: ReadonlyMap<string, number> }) {
  const t = useWords(words);
  const sorted = [...polis].sort((a, b) => Number((open.get(b.code) ?? 0) > 0) - Number((open.get(a.code) ?? 0) > 0));
  return (
    <Layout title={t('poli')}>
      <PageHead title={t('poli')} crumbs={crumbs} />
      <p class="quiet">{t('stepOf', { n: 3 })}</p>
      <ErrorSummary problem={state.problem} />
      <form method="post" action="/saroale/daftar/poli">
        <Hidden name="d" value={draft} />
        <Choices name="poli" legend={t('poli')} layout="cards" state={state} options={sorted.map((poli) => {
          const count = open.get(poli.code) ?? 0;
          return { value: poli.code, label: poli.name, hint: count > 0 ? t('poliOpen', { n: count }) : t('poliNone'), disabled: count === 0 };
        })} />
        <div class="actions"><Button>{t('next')}</Button></div>
      </form>
    </Layout>
  );
}

/** Step 4: which doctor and day. A full session may still be waited for. */
export function SessionStep({ state, draft, sessions, payer, officer, poliPath }: { state: FormState; draft: string; sessions: readonly SessionView[]; payer: Payer; officer: boolean; poliPath: string }) {
  const t = useWords(words);
  return (
    <Layout title={t('session')}>
      <PageHead title={t('session')} crumbs={crumbs} />
      <p class="quiet">{t('stepOf', { n: 4 })}</p>
      <ErrorSummary problem={state.problem} />
      {sessions.length === 0 ? <EmptyState title={t('noOpen')}><p><a href={poliPath}>{t('otherPoli')}</a></p></EmptyState> : (
        <form method="post" action="/saroale/daftar/jadwal">
          <Hidden name="d" value={draft} />
          <SessionChoices sessions={sessions} payer={payer} state={state} officer={officer} withFull />
          <div class="actions"><Button>{t('next')}</Button><LinkButton href={poliPath} kind="lesser">{t('otherPoli')}</LinkButton></div>
        </form>
      )}
    </Layout>
  );
}

/** Sessions as large targets: day first, then doctor, hours and what is left. */
export function SessionChoices({ sessions, payer, state, officer = false, withFull = false }: { sessions: readonly SessionView[]; payer: Payer; state: FormState; officer?: boolean; withFull?: boolean }) {
  const t = useWords(words);
  const { locale } = useFrame();
  return (
    <Choices name="session" legend={t('session')} state={state} options={sessions.map((session) => {
      const left = session.left[poolOf(payer)];
      const place = left > 0 ? t('left', { n: left }) : t(officer ? 'fullOfficer' : 'full');
      return { value: session.sessionId, label: formatLongDate(session.date, locale), hint: `${session.doctorName} · ${session.hours} · ${place}`, disabled: left <= 0 && !withFull };
    })} />
  );
}

export interface Checked {
  readonly initials: string;
  readonly payer: Payer;
  readonly visitKind: number;
  readonly reference?: string | undefined;
  readonly session: SessionView;
  readonly wait: boolean;
  /** The place would be beyond the quota. */
  readonly beyond: boolean;
  readonly paths: { readonly person: string; readonly pay: string; readonly poli: string; readonly session: string };
}

/** Step 5: everything once more before it is sent. */
export function CheckStep({ state, draft, checked }: { state: FormState; draft: string; checked: Checked }) {
  const t = useWords(words);
  const { locale } = useFrame();
  const { session } = checked;
  const kinds = { 1: 'kind1', 2: 'kind2', 3: 'kind3', 4: 'kind4' } as const;
  return (
    <Layout title={t('check')}>
      <PageHead title={t('check')} crumbs={crumbs} />
      <p class="quiet">{t('stepOf', { n: 5 })}</p>
      <ErrorSummary problem={state.problem} />
      <CheckAnswers rows={[
        { name: t('patient'), value: checked.initials, changeHref: checked.paths.person },
        { name: t('payer'), value: t(checked.payer), changeHref: checked.paths.pay },
        { name: t('kind'), value: t(kinds[checked.visitKind as 1 | 2 | 3 | 4]), changeHref: checked.paths.pay },
        ...(checked.reference ? [{ name: t('reference'), value: checked.reference, changeHref: checked.paths.pay }] : []),
        { name: t('clinic'), value: session.poliName, changeHref: checked.paths.poli },
        { name: t('doctor'), value: session.doctorName, changeHref: checked.paths.session },
        { name: t('day'), value: `${formatLongDate(session.date, locale)}, ${session.hours}`, changeHref: checked.paths.session },
      ]} />
      <form method="post" action="/saroale/daftar/periksa">
        <Hidden name="d" value={draft} />
        {checked.beyond ? <TextArea name="reason" label={t('reason')} state={state} rows={2} maxLength={200} /> : null}
        <Checkbox name="showPoli" label={t('showPoli')} hint={t('showPoliHint')} state={state} />
        <div class="actions"><Button>{t(checked.wait ? 'waitNow' : 'bookNow')}</Button></div>
      </form>
    </Layout>
  );
}
