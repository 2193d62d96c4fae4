import { Button, CheckAnswers, Details, EmptyState, ErrorSummary, Field, Hidden, Layout, LinkButton, Notice, PageHead, Timeline, useFrame, useWords, type FormState } from '#platform/ui';
import { say } from '#kernel/manifest';
import { formatRupiah } from '#kernel/money';
import { formatMoment } from '../../format.ts';
import { affairs } from '../../reference/affairs.ts';
import type { LifecycleVerb } from '../procedure.ts';
import type { Finding } from '../rules/checks.ts';
import type { RecordField } from '../rules/record.ts';
import type { Evidence } from '../store/evidence.ts';
import type { Innovation, transitionsOf } from '../store/innovations.ts';
import { EvidenceList } from './evidence.tsx';
import { StageTag } from './list.tsx';
import { words } from './words.ts';

export interface RecordView {
  readonly innovation: Innovation;
  readonly agency: string;
  readonly findings: readonly Finding[];
  readonly evidence: readonly Evidence[];
  readonly claims: readonly { readonly id: string; readonly what: string; readonly amount: string; readonly period: string }[];
  readonly steps: readonly { readonly verb: LifecycleVerb; readonly reason: boolean }[];
  readonly transitions: Awaited<ReturnType<typeof transitionsOf>>;
  readonly versions: readonly { readonly version: number; readonly fields: readonly RecordField[]; readonly at: Temporal.Instant }[];
  readonly mayEdit: boolean;
  readonly mayJudge: boolean;
  readonly state: FormState;
}

/** One innovation as officers see it: what is missing first, then the next step, the evidence, the record and its history. */
export function RecordPage(view: RecordView) {
  const { locale, site } = useFrame();
  const t = useWords(words);
  const { innovation } = view;
  const base = `/register/${innovation.code}`;
  return (
    <Layout title={innovation.title} kind="desk">
      <PageHead title={innovation.title} crumbs={[{ href: '/meja', name: t('desk') }, { href: '/register', name: t('title') }]} tag={<StageTag stage={innovation.stage} />} lead={`${innovation.code} · ${view.agency}`}
        actions={view.mayEdit ? <><LinkButton href={`${base}/ubah`}>{t('edit')}</LinkButton><LinkButton href={`${base}/bukti`} kind="lesser">{t('addEvidence')}</LinkButton></> : null} />
      <ErrorSummary problem={view.state.problem} />
      {innovation.origin === 'announcement' && !innovation.verifiedBy ? <Notice kind="waiting">{t('origin-announcement')}</Notice> : null}
      <div class="two">
        <section>
          <h2>{t('missing')}</h2>
          {view.findings.length === 0 ? <Notice kind="done">{t('complete')}</Notice> : <ul>{view.findings.map((finding) => <li key={finding.text}>{finding.text}</li>)}</ul>}
        </section>
        <section><h2>{t('steps')}</h2><Steps view={view} path={`${base}/langkah`} /></section>
      </div>
      <h2>{t('evidence')}</h2>
      {view.evidence.length === 0 ? <EmptyState title={t('evidenceNone')}><p>{t('evidenceNoneNext')}</p></EmptyState> : <EvidenceList evidence={view.evidence} path={`${base}/putusan`} mayJudge={view.mayJudge} />}
      <h2>{t('claims')}</h2>
      <p class="quiet">{t('claimsLead')}</p>
      {view.claims.length > 0 ? <ul>{view.claims.map((claim) => <li key={claim.id}><b>{t('claim')}:</b> {claim.what}, {claim.amount} ({claim.period})</li>)}</ul> : null}
      {view.mayEdit ? <Details summary={t('addClaim')}><form method="post" action={`${base}/klaim`}>
        <Field name="what" label={t('claimWhat')} state={view.state} required /><Field name="amount" label={t('claimAmount')} state={view.state} required /><Field name="period" label={t('claimPeriod')} state={view.state} required />
        <Button kind="lesser">{t('addClaim')}</Button>
      </form></Details> : null}
      <Details summary={t('name')} open><RecordSummary innovation={innovation} /></Details>
      <h2>{t('history')}</h2>
      <Timeline steps={view.transitions.map((step) => ({ name: t(`done-${step.verb as LifecycleVerb}`), state: 'done' as const, at: formatMoment(step.at, site.zone, locale), by: step.actor_name, note: step.reason ?? undefined }))} />
      <Details summary={t('versions')}><ul>{view.versions.map((one) => <li key={one.version}>{formatMoment(one.at, site.zone, locale)} · {t('versionLine', { version: one.version, fields: one.fields.length === 0 ? '–' : one.fields.map((field) => t(`f-${field}`)).join(', ') })}</li>)}</ul></Details>
    </Layout>
  );
}

function Steps({ view, path }: { view: RecordView; path: string }) {
  const t = useWords(words);
  if (view.steps.length === 0) return <p class="quiet">{t('noSteps')}</p>;
  return (
    <>
      {view.steps.map(({ verb, reason }) => (
        <form method="post" action={path} key={verb}>
          <Hidden name="verb" value={verb} />
          {reason ? <Field name={`reason-${verb}`} label={t('reason')} hint={t('reasonHint')} state={view.state.values['verb'] === verb ? view.state : { values: {} }} required /> : null}
          <div class="actions"><Button kind={verb === 'pensiunkan' ? 'ending' : reason ? 'lesser' : 'main'}>{t(`verb-${verb}`)}</Button></div>
        </form>
      ))}
    </>
  );
}

function RecordSummary({ innovation: { record } }: { innovation: Innovation }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const affair = affairs.find((one) => one.id === record.urusan_utama);
  const list = (items: readonly string[]) => (items.length === 0 ? '–' : <ul>{items.map((item) => <li key={item}>{item}</li>)}</ul>);
  const dates = (['ide', 'uji_coba', 'penerapan'] as const).map((name) => `${t(`d-${name}`)}: ${record.tanggal[name] ?? '–'}`);
  return (
    <CheckAnswers rows={[
      { name: t('f-arti_akronim'), value: record.arti_akronim ?? '–' }, { name: t('f-urusan_utama'), value: affair ? say(affair.name, locale) : record.urusan_utama },
      { name: t('f-inisiator'), value: t(`o-${record.inisiator}`) }, { name: t('f-jenis'), value: t(`o-${record.jenis}`) }, { name: t('f-bentuk'), value: t(`o-${record.bentuk}`) }, { name: t('f-tanggal'), value: list(dates) },
      { name: t('f-rancang_bangun'), value: record.rancang_bangun || '–' }, { name: t('f-tujuan'), value: record.tujuan || '–' }, { name: t('f-manfaat'), value: record.manfaat || '–' }, { name: t('f-hasil'), value: record.hasil || '–' },
      { name: t('f-sasaran'), value: list(record.sasaran.map((row) => `${row.indikator}: ${row.awal ?? '–'} → ${row.target ?? '–'}`)) },
      { name: t('f-anggaran'), value: list(record.anggaran.map((row) => `${row.tahun}: ${formatRupiah(BigInt(row.jumlah))}${row.sumber ? ` (${row.sumber})` : ''}`)) },
      { name: t('f-regulasi'), value: list(record.regulasi.map((row) => `${row.jenis} ${row.nomor}, ${row.tanggal}`)) }, { name: t('f-tim'), value: list(record.tim.map((row) => `${row.nama} · ${row.peran}`)) },
      { name: t('f-mitra'), value: list(record.mitra.map((row) => `${row.pihak} (${row.golongan})`)) }, { name: t('f-replikasi'), value: list(record.replikasi.map((row) => `${row.wilayah}, ${row.tanggal}`)) },
      { name: t('f-penghargaan'), value: list(record.penghargaan.map((row) => `${row.nama} (${row.jenjang}, ${row.tahun})`)) },
    ]} />
  );
}
