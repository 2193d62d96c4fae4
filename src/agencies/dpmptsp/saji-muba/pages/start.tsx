import { say } from '#kernel/manifest';
import { Button, Choices, EmptyState, ErrorSummary, Field, Layout, LinkButton, Notice, PageHead, useFrame, useWords, type FormState } from '#platform/ui';
import { budgetWords } from '../catalogue.ts';
import type { familyOf, Family } from '../rules/family.ts';
import type { PermitType } from '../rules/type.ts';
import { words } from './words.ts';

const home = [{ href: '/', name: 'Serasan' }];
export const crumbs = [...home, { href: '/saji-muba', name: 'Saji-Muba' }];

/** The front page: three questions, find my application, everything there is. */
export function StartPage({ types, state }: { types: readonly PermitType[]; state: FormState }) {
  const t = useWords(words);
  return (
    <Layout title={t('title')}>
      <PageHead title={t('title')} crumbs={home} lead={t('lead')} actions={<LinkButton href="/saji-muba/cari" kind="lesser">{t('find')}</LinkButton>} />
      <ErrorSummary problem={state.problem} />
      <form method="get" action="/saji-muba/pilih"><Questions state={state} /><div class="actions"><Button>{t('findPermit')}</Button></div></form>
      <h2>{t('all')}</h2>
      <TypeList types={types} />
    </Layout>
  );
}

function Questions({ state }: { state: FormState }) {
  const t = useWords(words);
  const both = [{ value: 'ya', label: t('yes') }, { value: 'tidak', label: t('no') }];
  return (
    <>
      <Choices name="about" legend={t('about')} state={state} layout="cards" required options={[
        { value: 'usaha', label: t('aboutUsaha'), hint: t('aboutUsahaHint') }, { value: 'bangunan', label: t('aboutBangunan'), hint: t('aboutBangunanHint') },
        { value: 'kegiatan', label: t('aboutKegiatan'), hint: t('aboutKegiatanHint') }, { value: 'surat', label: t('aboutSurat'), hint: t('aboutSuratHint') },
      ]} />
      <Choices name="earns" legend={t('earns')} state={state} layout="cards" required options={both} />
      <Choices name="publicPlace" legend={t('place')} state={state} layout="cards" required options={both} />
    </>
  );
}

/** Where the three answers lead. */
export function ResultPage({ found, types }: { found: ReturnType<typeof familyOf>; types: readonly PermitType[] }) {
  const t = useWords(words);
  const of = (family: Family) => types.filter((type) => type.family === family);
  return (
    <Layout title={t('result')}>
      <PageHead title={t('result')} crumbs={crumbs} lead={t(`family_${found.family}`)} actions={<LinkButton href="/saji-muba" kind="lesser">{t('again')}</LinkButton>} />
      <TypeList types={of(found.family)} />
      {found.also ? <><h2>{t('also')}</h2><p>{t(`family_${found.also}`)}</p><TypeList types={of(found.also)} /></> : null}
    </Layout>
  );
}

function TypeList({ types }: { types: readonly PermitType[] }) {
  const t = useWords(words);
  const { locale } = useFrame();
  if (types.length === 0) return <EmptyState title={t('noPermits')} />;
  return (
    <ul class="rows">
      {types.map((type) => <li key={type.id}><a href={`/saji-muba/izin/${type.id}`}>{say(type.name, locale)}</a><span class="quiet">{say(type.summary, locale)} {say(budgetWords(type.budgets.service), locale)}.</span></li>)}
    </ul>
  );
}

/** Finds an application by what its holder has and knows. */
export function FindPage({ state }: { state: FormState }) {
  const t = useWords(words);
  return (
    <Layout title={t('find')}>
      <PageHead title={t('find')} crumbs={crumbs} lead={t('findLead')} />
      <ErrorSummary problem={state.problem} />
      <form method="post" action="/saji-muba/cari">
        <Field name="code" label={t('code')} state={state} autocomplete="off" required />
        <Field name="lastFour" label={t('lastFour')} state={state} inputmode="numeric" autocomplete="off" required />
        <div class="actions"><Button>{t('show')}</Button></div>
      </form>
    </Layout>
  );
}

/** Somebody was asked for money, with or without an application. */
export function ReportPage({ state, action, done }: { state: FormState; action: string; done: boolean }) {
  const t = useWords(words);
  return (
    <Layout title={t('asked')}>
      <PageHead title={t('asked')} crumbs={crumbs} lead={t('askedLead')} />
      {done ? <Notice kind="done">{t('reported')}</Notice> : (
        <form method="post" action={action}>
          <ErrorSummary problem={state.problem} />
          <Field name="text" label={t('asked')} state={state} required />
          <div class="actions"><Button>{t('report')}</Button></div>
        </form>
      )}
    </Layout>
  );
}
