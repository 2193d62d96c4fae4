import { say } from '#kernel/manifest';
import { CaseStanding, type Cases } from '#commons/cases';
import { Layout, PageHead, StatusTag, useFrame, useWords } from '#platform/ui';
import { stateName } from '../reads/status.ts';
import type { Application } from '../store/applications.ts';
import { words } from './words.ts';

/** The procedure as a picture with this application marked in it; for its holder, and for the desk. */
export function CoursePage({ application, standing, back, desk }: { application: Application; standing: NonNullable<Awaited<ReturnType<Cases['standing']>>>; back: string; desk: boolean }) {
  const t = useWords(words);
  const { locale } = useFrame();
  const { definition, place } = standing;
  return (
    <Layout title={t('drawing')} kind={desk ? 'desk' : 'resident'}>
      <PageHead title={t('drawing')} crumbs={[{ href: back, name: `${say(application.type.name, locale)} · ${application.code}` }]} lead={t('drawingLead')} tag={<StatusTag kind="waiting">{say(stateName(definition.body.id, place.state), locale)}</StatusTag>} />
      <CaseStanding {...standing} />
    </Layout>
  );
}
