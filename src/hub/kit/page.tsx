import { formatDate } from '#kernel/time';
import { DataTable, EmptyState, Layout, PageHead, useFrame, useWords } from '#platform/ui';
import { words } from './words.ts';

export interface KitRow { readonly service: string; readonly name: string; readonly version: string }
export interface ReplicationRow { readonly service: string; readonly region: string; readonly partner: string; readonly version: string; readonly day: string; readonly direction: 'given' | 'taken'; readonly statement: string }

/** Kits to take along, and who took which. */
export function KitsPage({ kits, replications, kitKey }: { kits: readonly KitRow[]; replications: readonly ReplicationRow[]; kitKey: string }) {
  const { locale } = useFrame();
  const t = useWords(words);
  return (
    <Layout title={t('title')}>
      <PageHead title={t('title')} lead={t('lead')} />
      <DataTable caption={t('kits')} rows={kits} rowKey={(row) => row.service} empty={<EmptyState title={t('noKits')} />} columns={[
        { head: t('innovation'), cell: (row) => <a href={`/inovasi/${row.service}`}>{row.name}</a> },
        { head: t('version'), cell: (row) => row.version },
        { head: t('kit'), cell: (row) => <a href={`/inovasi/${row.service}/kit.zip`}>{t('download')}</a> },
      ]} />
      <p>{t('key')}<br /><code class="hash">{kitKey}</code></p>
      <h2>{t('how')}</h2>
      <ol><li>{t('how1')}</li><li>{t('how2')}</li><li>{t('how3')}</li></ol>
      <h2>{t('replications')}</h2>
      <DataTable caption={t('replications')} rows={replications} rowKey={(row) => row.statement} empty={<EmptyState title={t('none')} />} columns={[
        { head: t('innovation'), cell: (row) => row.service },
        { head: t('direction'), cell: (row) => t(row.direction) },
        { head: t('region'), cell: (row) => <>{row.region}<br /><span class="quiet">{row.partner}</span></> },
        { head: t('version'), cell: (row) => row.version },
        { head: t('day'), cell: (row) => formatDate(Temporal.PlainDate.from(row.day), locale) },
        { head: t('proof'), cell: (row) => <a href={`/log/bukti/${row.statement}.tlog-proof`}>{t('proofFile')}</a> },
      ]} />
    </Layout>
  );
}
