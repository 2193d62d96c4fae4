import { fixed } from '#kernel/fraction';
import { say } from '#kernel/manifest';
import { Button, DataTable, ErrorSummary, Field, Hidden, KeyFigure, KeyFigures, Layout, Notice, PageHead, StatusTag, useFrame, useWords, type FormState } from '#platform/ui';
import { ippReference } from './reference.ts';
import type { IppResult } from './rules.ts';
import { words } from './words.ts';

interface Unit { readonly result: IppResult; readonly verified: number; readonly respondents: number; readonly answers: readonly { readonly indicator: string; readonly self: string | null; readonly proof: string | null; readonly verified: string | null; readonly verified_because: string | null }[] }
const all = ippReference.aspects.reduce((sum, aspect) => sum + aspect.indicators.length, 0);

export function IppListPage({ year, units, regency }: { year: number; units: readonly (Unit & { readonly id: string; readonly name: string })[]; regency: string | undefined }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const comma = (text: string) => (locale === 'id' ? text.replace('.', ',') : text);
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead title={t('title')} crumbs={[{ href: '/meja', name: t('desk') }]} lead={t('lead', { year })} />
      <Notice kind="waiting">{t('unverified', { source: ippReference.source })}</Notice>
      <KeyFigures><KeyFigure label={t('regency')} value={regency ? comma(regency) : t('none')} n={t('regencyWhy', { n: units.filter((unit) => unit.verified > 0).length })} /></KeyFigures>
      <DataTable caption={t('title')} hideCaption rows={units} rowKey={(unit) => unit.id} empty={null} columns={[
        { head: t('unit'), cell: (unit) => <a href={`/ipp/${unit.id}`}>{unit.name}</a> }, { head: t('done'), numeric: true, cell: (unit) => `${unit.verified} / ${all}` },
        { head: t('index'), numeric: true, cell: (unit) => (unit.verified === 0 ? '–' : comma(unit.result.shown)) }, { head: t('grade'), cell: (unit) => (unit.verified === 0 ? '–' : unit.result.grade) },
      ]} />
    </Layout>
  );
}

/** One unit: F01 beside F02, indicator by indicator. */
export function IppUnitPage({ year, agency, unit, mayAnswer, mayVerify, state }: { year: number; agency: { readonly id: string; readonly name: string }; unit: Unit; mayAnswer: boolean; mayVerify: boolean; state: FormState }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const comma = (text: string) => (locale === 'id' ? text.replace('.', ',') : text);
  const answers = new Map(unit.answers.map((row) => [row.indicator, row]));
  const { result } = unit;
  return (
    <Layout title={`${t('title')} ${agency.name}`} kind="desk">
      <PageHead title={agency.name} crumbs={[{ href: '/meja', name: t('desk') }, { href: '/ipp', name: t('title') }]} lead={t('lead', { year })} />
      <ErrorSummary problem={state.problem} />
      <KeyFigures>
        <KeyFigure label={t('index')} value={comma(result.shown)} promise={result.grade} /><KeyFigure label={t('f02')} value={comma(fixed(result.f02, 2))} n={`${unit.verified} / ${all}`} />
        <KeyFigure label={t('f03')} value={comma(fixed(result.f03, 2))} n={result.enough ? t('f03Why', { n: unit.respondents }) : t('f03Few', { n: unit.respondents, least: ippReference.leastRespondents })} />
      </KeyFigures>
      {ippReference.aspects.map((aspect) => (
        <section key={aspect.id}>
          <h2>{t('aspect', { name: say(aspect.name, locale), weight: aspect.weight })}</h2>
          <ul class="rows">
            {aspect.indicators.map((one) => {
              const row = answers.get(one.id);
              const values: FormState = state.values['indicator'] === one.id ? state : { values: { [`self-${one.id}`]: row?.self ?? '', [`proof-${one.id}`]: row?.proof ?? '', [`verified-${one.id}`]: row?.verified ?? '', [`because-${one.id}`]: row?.verified_because ?? '' } };
              return (
                <li key={one.id} id={`i-${one.id}`}>
                  <p><b>{one.text}</b> {row?.verified ? <StatusTag kind="done">{comma(row.verified)}</StatusTag> : row?.self ? <StatusTag kind="waiting">{comma(row.self)}</StatusTag> : null}</p>
                  <div>
                    {mayAnswer ? <form method="post" action={`/ipp/${agency.id}`} class="inline-form"><Hidden name="indicator" value={one.id} /><Field name={`self-${one.id}`} label={t('self')} inputmode="numeric" state={values} /><Field name={`proof-${one.id}`} label={t('proof')} state={values} /><Button name="verb" value="answer" kind="lesser">{t('save')}</Button></form> : null}
                    {mayVerify ? <form method="post" action={`/ipp/${agency.id}`} class="inline-form"><Hidden name="indicator" value={one.id} /><Field name={`verified-${one.id}`} label={t('verified')} inputmode="numeric" state={values} /><Field name={`because-${one.id}`} label={t('because')} state={values} /><Button name="verb" value="verify" kind="lesser">{t('save')}</Button></form> : null}
                  </div>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </Layout>
  );
}
