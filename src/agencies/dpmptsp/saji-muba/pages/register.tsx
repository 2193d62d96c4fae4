import { say } from '#kernel/manifest';
import { formatDate } from '#kernel/time';
import { Button, DataTable, EmptyState, Layout, PageHead, StatusTag, useFrame, useWords, type TagKind } from '#platform/ui';
import type { PermitType } from '../rules/type.ts';
import type { Permit } from '../store/permits.ts';
import { crumbs } from './start.tsx';
import { words } from './words.ts';

export const statusKinds: Record<Permit['status'], TagKind> = { valid: 'done', suspended: 'attention', revoked: 'attention', expired: 'plain', superseded: 'plain' };

/** Everybody may look: type, number, date, district, status. No name, no NIK. */
export function RegisterPage({ permits, typed, typeOf, districtName }: { permits: readonly Permit[]; typed: string; typeOf: (id: string) => PermitType | undefined; districtName: (code: string) => string }) {
  const t = useWords(words);
  const { locale } = useFrame();
  return (
    <Layout title={t('register')}>
      <PageHead title={t('register')} crumbs={crumbs} lead={t('registerLead')} />
      <form method="get" action="/saji-muba/daftar-izin" role="search" class="search"><label for="f-cari">{t('search')}</label><input type="search" id="f-cari" name="cari" value={typed} /><Button kind="lesser">{t('search')}</Button></form>
      <DataTable caption={t('register')} hideCaption rows={permits} rowKey={(permit) => permit.id} csvHref="/saji-muba/daftar-izin.csv" empty={<EmptyState title={t('noPermits')} />} columns={[
        { head: t('number'), cell: (permit) => <a href={`/verifikasi/${permit.verification}`}>{permit.number}</a> },
        { head: t('kind'), cell: (permit) => { const type = typeOf(permit.type); return type ? say(type.name, locale) : permit.type; } },
        { head: t('date'), cell: (permit) => formatDate(permit.issuedOn, locale) },
        { head: t('until'), cell: (permit) => (permit.validUntil ? formatDate(permit.validUntil, locale) : '–') },
        { head: t('district'), cell: (permit) => districtName(permit.district) },
        { head: t('status'), cell: (permit) => <StatusTag kind={statusKinds[permit.status]}>{t(permit.status)}</StatusTag> },
      ]} />
    </Layout>
  );
}
