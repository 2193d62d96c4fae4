import { say } from '#kernel/manifest';
import { civilDate, formatClock, formatDate, type Locale } from '#kernel/time';
import { EmptyState, Layout, StatusTag } from '#platform/ui';
import { purposes } from '../purposes.ts';
import type { RecordedReading } from '../readings.ts';
import { words } from '../words.ts';

export interface ReadingsView {
  readonly locale: Locale;
  readonly regency: string;
  readonly zone: string;
  readonly demo: boolean;
  readonly actorName: string;
  readonly readings: readonly RecordedReading[];
  /** What to call a person of this resident's family: initials, never a NIK. */
  readonly labels: ReadonlyMap<string, string>;
  readonly agencyName: (id: string) => string;
  readonly serviceName: (id: string) => string;
  readonly more: boolean;
}

/** Everybody who opened the data of the signed-in resident and the family on their phone. */
export function Readings(view: ReadingsView) {
  const text = words[view.locale];
  const last = view.readings.at(-1);
  return (
    <Layout title={text.title} locale={view.locale} regency={view.regency} demo={view.demo} actorName={view.actorName}>
      <h1>{text.title}</h1>
      <p>{text.intro}</p>
      {view.readings.length === 0 ? <EmptyState title={text.none}><p>{text.noneMore}</p></EmptyState> : <ul class="cards">{view.readings.map((reading) => <Entry key={reading.id} reading={reading} view={view} />)}</ul>}
      {view.more && last ? <p><a class="button button-lesser" href={`/saya/pembacaan?sebelum=${last.id}`}>{text.older}</a></p> : null}
      {view.readings.length > 0 ? <p class="quiet">{text.unsure}</p> : null}
    </Layout>
  );
}

function Entry({ reading, view }: { reading: RecordedReading; view: ReadingsView }) {
  const text = words[view.locale];
  const who = reading.who.kind === 'staff' ? text.staff : reading.who.kind === 'resident' ? text.resident : reading.who.kind === 'partner' ? text.partner : text.system;
  const label = view.labels.get(reading.person);
  return (
    <li class="card">
      <h3>{formatDate(civilDate(reading.at, view.zone), view.locale)}, {formatClock(reading.at, view.zone)}</h3>
      {reading.breakGlass ? <p><StatusTag kind="attention">{text.glass}</StatusTag> {reading.reason}</p> : null}
      <p>{label ? <><strong>{label}</strong> · </> : null}{text.what}: {reading.fields.map((field) => text.fields[field] ?? field).join(', ')}</p>
      <p>{text.who}: {who}{reading.who.agency ? ` ${view.agencyName(reading.who.agency)}` : ''} ({view.serviceName(reading.service)})</p>
      <p>{text.why}: {say(purposes[reading.purpose], view.locale)}</p>
    </li>
  );
}
