import { say } from '#kernel/manifest';
import { civilDate, formatClock, formatDate } from '#kernel/time';
import { EmptyState, Layout, StatusTag, useFrame, useWords } from '#platform/ui';
import { purposes } from '../purposes.ts';
import type { RecordedReading } from '../readings.ts';
import { fieldWords, words } from '../words.ts';

export interface ReadingsView {
  readonly readings: readonly RecordedReading[];
  /** What to call a person of this resident's family: initials, never a NIK. */
  readonly labels: ReadonlyMap<string, string>;
  readonly agencyName: (id: string) => string;
  readonly serviceName: (id: string) => string;
  readonly more: boolean;
}

/** Everybody who opened the data of the signed-in resident and the family on their phone. */
export function Readings(view: ReadingsView) {
  const t = useWords(words);
  const last = view.readings.at(-1);
  return (
    <Layout title={t('title')}>
      <h1>{t('title')}</h1>
      <p>{t('intro')}</p>
      {view.readings.length === 0 ? <EmptyState title={t('none')}><p>{t('noneMore')}</p></EmptyState> : <ul class="cards">{view.readings.map((reading) => <Entry key={reading.id} reading={reading} view={view} />)}</ul>}
      {view.more && last ? <p><a class="button button-lesser" href={`/saya/pembacaan?sebelum=${last.id}`}>{t('older')}</a></p> : null}
      {view.readings.length > 0 ? <p class="quiet">{t('unsure')}</p> : null}
    </Layout>
  );
}

function Entry({ reading, view }: { reading: RecordedReading; view: ReadingsView }) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  const who = reading.who.kind === 'staff' || reading.who.kind === 'resident' || reading.who.kind === 'partner' ? reading.who.kind : 'system';
  const label = view.labels.get(reading.person);
  const fields = [...new Set(reading.fields.map((field) => say(fieldWords[field] ?? { id: field }, locale)))];
  return (
    <li class="card">
      <h2>{formatDate(civilDate(reading.at, site.zone), locale)}, {formatClock(reading.at, site.zone)}</h2>
      {reading.breakGlass ? <p><StatusTag kind="attention">{t('glass')}</StatusTag> {reading.reason}</p> : null}
      <p>{label ? <><strong>{label}</strong> · </> : null}{t('what')}: {fields.join(', ')}</p>
      <p>{t('who')}: {t(who)}{reading.who.agency ? ` ${view.agencyName(reading.who.agency)}` : ''} ({view.serviceName(reading.service)})</p>
      <p>{t('why')}: {say(purposes[reading.purpose], locale)}</p>
    </li>
  );
}
