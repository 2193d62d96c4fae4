import { say } from '#kernel/manifest';
import { EmptyState, Layout, PageHead, useFrame, useWords } from '#platform/ui';
import { words } from '../words.ts';

/** Where an officer begins: every desk and screen open to this account. */
export function DeskPage() {
  const { menu, locale } = useFrame();
  const t = useWords(words);
  const desks = menu.filter((item) => item.for === 'desk');
  const screens = menu.filter((item) => item.for === 'screen');
  return (
    <Layout title={t('deskTitle')} kind="desk">
      <PageHead title={t('deskTitle')} lead={t('deskLead')} />
      {desks.length === 0 ? <EmptyState title={t('deskNone')}><p>{t('deskNoneNext')}</p></EmptyState> : <ul class="cards">{desks.map((item) => <li class="card" key={item.path}><h2><a href={item.path}>{say(item.name, locale)}</a></h2></li>)}</ul>}
      {screens.length > 0 ? <><h2>{t('screens')}</h2><ul>{screens.map((item) => <li key={item.path}><a href={item.path}>{say(item.name, locale)}</a></li>)}</ul></> : null}
    </Layout>
  );
}
