import type { Manifest } from '#kernel/manifest';
import { formatDate } from '#kernel/time';
import { Layout, PageHead, PrintSheet, useFrame, useWords } from '#platform/ui';
import type { Entry } from '../catalogue.ts';
import { words } from '../words.ts';
import { Standard } from './standard.tsx';

/** The service pledge as a sheet to print and hang up, with a code that leads to the proof. */
export function PledgePage({ entry, manifest, address }: { entry: Entry; manifest: Manifest; address: string }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const { standard } = manifest;
  return (
    <Layout title={t('pledge')}>
      <PageHead title={t('pledge')} crumbs={[{ href: '/', name: t('services') }, { href: `/inovasi/${entry.id}`, name: entry.name }]} />
      <PrintSheet title={`${t('pledge')}: ${entry.name}`} number={`${entry.id}/${standard.version}`} qr={address}>
        <p>{t('pledgeText')}</p>
        <Standard standard={standard} full />
        <p>{t('pledgeSigned', { date: formatDate(Temporal.PlainDate.from(standard.validFrom), locale), agency: entry.agencyName })}</p>
      </PrintSheet>
    </Layout>
  );
}
