import type { ComponentChildren } from 'preact';
import { say, type ServiceStandard, type Words } from '#kernel/manifest';
import { formatDate } from '#kernel/time';
import { CheckAnswers, Details, useFrame, useWords } from '#platform/ui';
import { words } from '../words.ts';

/** The fourteen components of a service standard: six everybody must be able to see, eight about the work behind the counter. `full` opens all, for paper. */
export function Standard({ standard, full }: { standard: ServiceStandard; full?: boolean }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const tell = (text: Words): ComponentChildren => say(text, locale);
  const list = (items: readonly Words[], ordered = false) => (ordered ? <ol>{items.map((item) => <li key={item.id}>{tell(item)}</li>)}</ol> : <ul>{items.map((item) => <li key={item.id}>{tell(item)}</li>)}</ul>);
  const behind = (
    <CheckAnswers rows={[
      { name: t('legalBasis'), value: <ul>{standard.legalBasis.map((basis) => <li key={basis}>{basis}</li>)}</ul> },
      { name: t('facilities'), value: tell(standard.facilities) }, { name: t('competence'), value: tell(standard.competence) }, { name: t('supervision'), value: tell(standard.supervision) },
      { name: t('staffing'), value: tell(standard.staffing) }, { name: t('guarantee'), value: tell(standard.guarantee) }, { name: t('safety'), value: tell(standard.safety) }, { name: t('evaluation'), value: tell(standard.evaluation) },
    ]} />
  );
  return (
    <>
      <CheckAnswers rows={[
        { name: t('requirements'), value: list(standard.requirements) }, { name: t('procedure'), value: list(standard.procedure, true) },
        { name: t('completionTime'), value: tell(standard.completionTime) }, { name: t('fee'), value: tell(standard.fee) },
        { name: t('product'), value: tell(standard.product) }, { name: t('complaints'), value: tell(standard.complaints) },
      ]} />
      {full ? behind : <Details summary={t('behind')}>{behind}</Details>}
      <p class="quiet">{t('standardVersion', { version: standard.version, date: formatDate(Temporal.PlainDate.from(standard.validFrom), locale) })}</p>
    </>
  );
}
