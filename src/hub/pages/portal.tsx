import { say } from '#kernel/manifest';
import { formatDate } from '#kernel/time';
import { EmptyState, Layout, StatusTag, useFrame, useWords } from '#platform/ui';
import type { Entry } from '../catalogue.ts';
import { groupName } from './group.ts';
import { words } from '../words.ts';

/** The front page: what can I get here? `found` is given when something was searched. */
export function Portal({ entries, query, found }: { entries: readonly Entry[]; query: string; found?: readonly Entry[] | undefined }) {
  const { site } = useFrame();
  const t = useWords(words);
  // What only supports other services, and no resident walks into, is no door of the portal.
  const running = entries.filter((entry) => entry.manifest && (entry.group !== 'lainnya' || entry.manifest.entrances.some((entrance) => entrance.for === 'resident')));
  return (
    <Layout title={t('services')}>
      <div class="hero">
        <h1>{t('portalTitle')}</h1>
        <p class="lead">{t('portalLead', { regency: site.regency })}</p>
        <form method="get" action="/" role="search" class="search">
          <label for="f-q" class="visually-hidden">{t('searchLabel')}</label>
          <input type="search" id="f-q" name="q" value={query} placeholder={t('searchLabel')} maxLength={120} autocomplete="off" />
          <button class="button">{t('search')}</button>
        </form>
      </div>
      {found ? <Found query={query} found={found} /> : <>
        <h2>{t('running')}</h2>
        <ul class="cards">{running.map((entry) => <Card key={entry.id} entry={entry} />)}</ul>
        <Follow />
        <NotRunning entries={entries} />
      </>}
    </Layout>
  );
}

/** Every page where something already started can be looked up. */
function Follow() {
  const { locale, menu } = useFrame();
  const t = useWords(words);
  return <>
    <h2>{t('followTitle')}</h2>
    <p class="quiet">{t('followLead')}</p>
    <ul class="follow">{menu.filter((item) => item.follow).map((item) => <li key={item.path}><a href={item.path}>{say(item.name, locale)}</a></li>)}</ul>
  </>;
}

function Found({ query, found }: { query: string; found: readonly Entry[] }) {
  const t = useWords(words);
  if (found.length === 0) return <><EmptyState title={t('nothingFound', { q: query })}><p>{t('nothingFoundNext')}</p></EmptyState><p><a href="/">{t('all')}</a></p></>;
  return <><h2>{t('found', { q: query })}</h2><ul class="cards">{found.map((entry) => <Card key={entry.id} entry={entry} />)}</ul><p><a href="/">{t('all')}</a></p></>;
}

function Card({ entry }: { entry: Entry }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const door = entry.manifest?.entrances.find((entrance) => entrance.for === 'resident');
  return (
    <li class={entry.manifest ? 'card' : 'card card-silent'}>
      <h3><a href={door?.path ?? `/inovasi/${entry.id}`}>{door ? say(door.name, locale) : entry.name}</a></h3>
      <p>{say(entry.summary, locale)}</p>
      <p class="quiet">{entry.name} · {entry.agencyName}</p>
      {entry.manifest ? <a class="card-more" href={`/inovasi/${entry.id}`}>{t('proofOf')}<span class="visually-hidden"> {entry.name}</span></a> : <span><StatusTag kind="plain">{t('notRunning')}</StatusTag></span>}
    </li>
  );
}

function NotRunning({ entries }: { entries: readonly Entry[] }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const waiting = entries.filter((entry) => !entry.manifest);
  const announced = waiting[0]?.announced;
  if (waiting.length === 0) return null;
  return (
    <>
      <h2>{t('announcedTitle')}</h2>
      {announced ? <p class="quiet">{t('announcedLead', { date: formatDate(Temporal.PlainDate.from(announced.date), locale) })}</p> : null}
      {[...Map.groupBy(waiting, (entry) => entry.group)].map(([group, members]) => (
        <section key={group}>
          <h3>{groupName(group, locale)}</h3>
          <ul class="rows">
            {members.map((entry) => <li key={entry.id}><p><a href={`/inovasi/${entry.id}`}>{entry.name}</a><br />{say(entry.summary, locale)}</p><StatusTag kind="plain">{t('notRunning')}</StatusTag></li>)}
          </ul>
        </section>
      ))}
    </>
  );
}
