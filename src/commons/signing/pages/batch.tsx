import { DataTable, Layout, LinkButton, Notice, PageHead, Progress, StatusTag, useWords } from '#platform/ui';
import type { BatchView } from '../reads.ts';
import { Reason } from './reason.tsx';
import { words } from './words.ts';

/** How a batch goes, document by document; without scripts it refreshes by itself until all is settled. */
export function BatchPage({ batch }: { batch: BatchView }) {
  const t = useWords(words);
  const { items } = batch;
  const signed = items.filter((item) => item.outcome === 'signed').length;
  const returned = items.filter((item) => item.outcome === 'returned').length;
  return (
    <Layout title={t('batch')} kind="desk">
      <PageHead title={t('batch')} />
      {batch.finished
        ? <Notice kind={returned === 0 ? 'done' : 'attention'}><p>{returned === 0 ? t('batchDone', { n: signed }) : t('batchPartly', { signed, returned })}</p></Notice>
        : <><p>{t('batchRunning')}</p><Progress done={signed + returned} total={items.length} label={t('batch')} /></>}
      <DataTable caption={t('batch')} hideCaption rows={items} rowKey={(item) => item.document} empty={null} columns={[
        { head: t('document'), cell: (item) => item.label },
        { head: t('number'), cell: (item) => item.number ?? '–' },
        { head: t('state'), cell: (item) => <Outcome item={item} /> },
      ]} />
      {batch.finished ? <p><LinkButton href="/tanda-tangan" kind="lesser">{t('back')}</LinkButton></p> : null}
    </Layout>
  );
}

function Outcome({ item }: { item: BatchView['items'][number] }) {
  const t = useWords(words);
  if (item.outcome === 'signed') return <StatusTag kind="done">{t('signed')}</StatusTag>;
  if (item.outcome === 'returned') return <><StatusTag kind="attention">{t('stateReturned')}</StatusTag> <small><Reason code={item.reason ?? ''} /></small></>;
  return <StatusTag kind="waiting">{t('queued')}</StatusTag>;
}
