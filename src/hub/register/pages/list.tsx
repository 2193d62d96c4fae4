import { DataTable, EmptyState, Layout, LinkButton, PageHead, StatusTag, TableFilter, useWords, type TagKind, type TableQuery } from '#platform/ui';
import type { Health } from '#commons/evidence';
import { HealthTag } from '../../pages/shown.tsx';
import type { Stage } from '../procedure.ts';
import type { Innovation } from '../store/innovations.ts';
import { words } from './words.ts';

export interface RegisterLine { readonly innovation: Innovation; readonly agency: string; readonly health: Health | undefined; readonly waiting: number }

const kinds: Readonly<Record<Stage, TagKind>> = { draf: 'plain', diajukan: 'waiting', ditelaah: 'waiting', ditetapkan: 'waiting', uji_coba: 'waiting', penerapan: 'done', jeda: 'attention', pensiun: 'plain' };

/** The stage of an innovation in a word. */
export function StageTag({ stage }: { stage: Stage }) {
  const t = useWords(words);
  return <StatusTag kind={kinds[stage]}>{t(`stage-${stage}`)}</StatusTag>;
}

/** Every innovation an officer may see. */
export function RegisterList({ lines, query, mayRegister }: { lines: readonly RegisterLine[]; query: TableQuery; mayRegister: boolean }) {
  const t = useWords(words);
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead title={t('title')} crumbs={[{ href: '/meja', name: t('desk') }]} lead={t('lead')} actions={mayRegister ? <LinkButton href="/register/baru">{t('new')}</LinkButton> : null} />
      <TableFilter query={query} label={t('name')} />
      <DataTable caption={t('title')} hideCaption rows={lines} rowKey={(line) => line.innovation.id} query={query} empty={<EmptyState title={t('none')}><p>{t('noneNext')}</p></EmptyState>} columns={[
        { head: t('name'), sort: 'nama', cell: ({ innovation }) => <><a href={`/register/${innovation.code}`}>{innovation.title}</a><br /><small class="quiet">{innovation.code}</small></> },
        { head: t('opd'), sort: 'opd', cell: (line) => line.agency },
        { head: t('stage'), sort: 'tahap', cell: ({ innovation }) => <StageTag stage={innovation.stage} /> },
        { head: t('state'), cell: ({ health }) => (health ? <HealthTag health={health} /> : '–') },
        { head: t('waiting'), numeric: true, cell: (line) => (line.waiting === 0 ? '–' : String(line.waiting)) },
      ]} />
    </Layout>
  );
}
