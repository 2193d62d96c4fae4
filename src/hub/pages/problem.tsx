import type { ProblemSpec } from '#kernel/problem';
import { DataTable, Layout, Notice, PageHead, useWords } from '#platform/ui';
import { words } from '../words.ts';

/** What one refusal means, for the address in its `type`. */
export function ProblemPage({ spec, code }: { spec: ProblemSpec | undefined; code: string }) {
  const t = useWords(words);
  const crumbs = [{ href: '/api', name: t('apiTitle') }, { href: '/masalah', name: t('problemList') }];
  if (!spec) return <Layout title={t('problemTitle')}><PageHead title={code} crumbs={crumbs} /><Notice kind="attention">{t('unknownProblem')}</Notice></Layout>;
  return (
    <Layout title={spec.title}>
      <PageHead title={spec.title} crumbs={crumbs} />
      <dl class="answers">
        <div><dt>{t('problemNext')}</dt><dd>{spec.detail}</dd></div>
        <div><dt>{t('problemCode')}</dt><dd><code>{spec.code}</code></dd></div>
        <div><dt>{t('problemStatus')}</dt><dd>{spec.status}</dd></div>
      </dl>
    </Layout>
  );
}

export function ProblemList({ specs }: { specs: readonly ProblemSpec[] }) {
  const t = useWords(words);
  return (
    <Layout title={t('problemList')}>
      <PageHead title={t('problemList')} crumbs={[{ href: '/api', name: t('apiTitle') }]} lead={t('apiProblemsText')} />
      <DataTable caption={t('problemList')} rows={specs} rowKey={(spec) => spec.code} empty={null} columns={[
        { head: t('problemCode'), cell: (spec) => <a href={`/masalah/${spec.code}`}><code>{spec.code}</code></a> },
        { head: t('problemStatus'), numeric: true, cell: (spec) => spec.status }, { head: t('problemTitle'), cell: (spec) => spec.title },
      ]} />
    </Layout>
  );
}
