import { say } from '#kernel/manifest';
import type { LogPlace } from '#commons/evidence';
import { KeyFigure, KeyFigures, Layout, PageHead, StatusTag, useFrame, useWords } from '#platform/ui';
import type { Entry } from '../catalogue.ts';
import { formatMoment, formatNumber } from '../format.ts';
import type { Proof } from '../proof.ts';
import { words } from '../words.ts';
import { HealthTag } from './shown.tsx';

/** The overview of public proof: how much of what was announced lives, what is promised and kept, and how to check it. */
export function ProofPage({ rows, head }: { rows: readonly { entry: Entry; proof: Proof | undefined }[]; head: LogPlace | undefined }) {
  const { locale, site } = useFrame();
  const t = useWords(words);
  const lives = rows.filter(({ proof }) => proof && proof.health.state !== 'never' && proof.health.state !== 'silent');
  const agencies = new Set(rows.map(({ entry }) => entry.agency));
  const liveAgencies = new Set(lives.map(({ entry }) => entry.agency));
  const judged = rows.flatMap(({ proof }) => proof?.shown ?? []).filter((shown) => shown.figure.kept !== undefined && !shown.stale);
  const number = (value: number) => formatNumber(value, locale);
  return (
    <Layout title={t('proofTitle')}>
      <PageHead title={t('proofTitle')} lead={t('proofPageLead')} />
      <KeyFigures>
        <KeyFigure label={t('coverage')} value={number(lives.length)} n={t('coverageText', { running: number(lives.length), total: number(rows.length) })} />
        <KeyFigure label={t('agencyCoverage')} value={`${number(liveAgencies.size)} / ${number(agencies.size)}`} />
        <KeyFigure label={t('promisesKept')} value={judged.length === 0 ? t('noData') : number(judged.filter((shown) => shown.figure.kept).length)} n={t('ofPromises', { kept: number(judged.filter((shown) => shown.figure.kept).length), all: number(judged.length) })} />
        <KeyFigure label={t('eventsRecorded')} value={number(Number(head?.position ?? 0n))} />
      </KeyFigures>
      <h2>{t('register')}</h2>
      <ul class="rows">
        {rows.map(({ entry, proof }) => (
          <li key={entry.id}>
            <p><a href={`/inovasi/${entry.id}`}>{entry.name}</a><br />{say(entry.summary, locale)}<br /><span class="quiet">{entry.agencyName}{proof?.health.lastEventAt ? ` · ${t('lastEvent')} ${formatMoment(proof.health.lastEventAt, site.zone, locale)}` : ''}</span></p>
            {proof ? <HealthTag health={proof.health} /> : <StatusTag kind="plain">{t('notRunning')}</StatusTag>}
          </li>
        ))}
      </ul>
      <h2>{t('howProved')}</h2>
      <ol><li>{t('how1')}</li><li>{t('how2')}</li><li>{t('how3')}</li><li>{t('how4')}</li></ol>
      {head ? <p>{t('headHash')}: <code class="hash">{head.hash}</code></p> : null}
      <p>{t('checkText')}</p>
      <p><a href="/log/checkpoint">{t('publicLog')}</a></p>
    </Layout>
  );
}
