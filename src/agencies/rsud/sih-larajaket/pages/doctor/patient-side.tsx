import { formatDate } from '#kernel/time';
import { Details, Sparkline, StatusTag, useFrame, useWords } from '#platform/ui';
import type { DoctorScreen } from '../../reads/doctor-screen.ts';
import type { ChartResult } from '../../record/chart.ts';
import { vitalReference } from '../../reference/reference.ts';
import { writeDecimal } from '../../rules/decimal.ts';
import { kidneyStage } from '../../rules/kidney.ts';
import { noteParts } from '../../rules/note.ts';
import { words } from './words.ts';

/** The left side: what is known of the patient before the first question. */
export function PatientSide({ screen }: { screen: DoctorScreen }) {
  const t = useWords(words);
  const { locale } = useFrame();
  const { chart, triage, facts, previous } = screen;
  const day = (text: string) => (text ? formatDate(Temporal.PlainDate.from(text), locale) : '');
  return (
    <>
      <section class={`patient-card${chart.allergies.length > 0 ? ' patient-alarm' : ''}`}>
        <h2>{t('allergies')}</h2>
        {chart.allergies.length > 0 ? <ul>{chart.allergies.map((one) => <li key={one.substance}><strong>{one.substance}</strong>{one.reaction ? ` – ${one.reaction}` : ''}</li>)}</ul> : <p>{triage?.allergy === 'none-known' || chart.noneKnown ? t('noneKnown') : <StatusTag kind="attention">{t('notAsked')}</StatusTag>}</p>}
      </section>
      <section class="patient-card"><h2>{t('vitals')}</h2>{triage ? <Vitals screen={screen} /> : <p class="quiet">{t('noVitals')}</p>}</section>
      <section class="patient-card"><h2>{t('problems')}</h2>
        {chart.problems.length === 0 ? <p class="quiet">{t('noProblems')}</p> : <ul>{chart.problems.slice(0, 8).map((one) => <li key={one.code}>{one.display} <span class="quiet">{one.code} · {t('since', { date: day(one.since) })}</span></li>)}</ul>}
      </section>
      <section class="patient-card"><h2>{t('drugs')}</h2>
        {chart.drugs.length === 0 ? <p class="quiet">{t('noDrugs')}</p> : <ul>{chart.drugs.slice(0, 10).map((one) => <li key={`${one.code}${one.since}`}><b>{one.name}</b><br /><span class="quiet">{one.words}</span></li>)}</ul>}
      </section>
      <section class="patient-card"><h2>{t('results')}</h2>
        {facts.egfr === undefined ? null : <p>{t('egfr', { value: Math.round(facts.egfr), stage: kidneyStage(facts.egfr) })}</p>}
        {chart.results.length === 0 ? <p class="quiet">{t('noResults')}</p> : <ul class="trends">{chart.results.slice(0, 10).map((result) => <Trend key={result.key + result.unit} result={result} />)}</ul>}
      </section>
      <section class="patient-card"><h2>{t('lastNote')}</h2>
        {previous ? (
          <Details summary={`${day(previous.date)} · ${previous.doctorName}`} open><dl class="note-parts">{noteParts.filter((part) => previous.body[part]).map((part) => <div key={part}><dt>{t(part)}</dt><dd class="kept-lines">{previous.body[part]}</dd></div>)}</dl></Details>
        ) : <p class="quiet">{t('noNote')}</p>}
      </section>
    </>
  );
}

function Vitals({ screen: { triage } }: { screen: DoctorScreen }) {
  if (!triage) return null;
  const { systolic, diastolic } = triage.vitals;
  const rows = vitalReference.vitals.filter((vital) => triage.vitals[vital.key] !== undefined && vital.key !== 'diastolic');
  return (
    <>
      <dl class="vital-list">
        {rows.map((vital) => <div key={vital.key}><dt>{vital.key === 'systolic' ? 'TD' : vital.name}</dt><dd>{vital.key === 'systolic' ? `${writeDecimal(systolic ?? 0)}/${diastolic === undefined ? '–' : writeDecimal(diastolic)}` : writeDecimal(triage.vitals[vital.key] ?? 0)} <small>{vital.shown}</small></dd></div>)}
      </dl>
      {triage.complaint ? <p>{triage.complaint}</p> : null}
    </>
  );
}

function Trend({ result }: { result: ChartResult }) {
  const last = result.points.at(-1);
  const marks: Readonly<Record<string, string>> = { H: '▲', L: '▼', HH: '▲▲', LL: '▼▼' };
  const mark = marks[last?.interpretation ?? ''];
  return (
    <li>
      <span>{result.name}</span>
      <b class={last?.interpretation && last.interpretation !== 'N' ? 'out-of-range' : undefined}>{last ? writeDecimal(last.value) : '–'} <small>{result.unit}</small>{mark ? ` ${mark}` : ''}</b>
      {result.points.length > 1 ? <Sparkline points={result.points.map((point) => point.value)} /> : <span />}
      <span class="visually-hidden">{result.points.map((point) => `${point.at}: ${writeDecimal(point.value)}`).join('; ')}</span>
    </li>
  );
}
