import { DataTable, Details, EmptyState, Layout, PageHead, StatusTag, useWords } from '#platform/ui';
import type { Operation, Shape } from '../api-document.ts';
import { words } from '../words.ts';

/** The OpenAPI document for people: every open route by service, with what it takes and gives. */
export function ApiPage({ groups }: { groups: readonly { tag: string; name: string; operations: readonly Operation[] }[] }) {
  const t = useWords(words);
  return (
    <Layout title={t('apiTitle')}>
      <PageHead title={t('apiTitle')} lead={t('apiLead')} />
      <p><a href="/api/openapi.json">openapi.json</a></p>
      {groups.length === 0 ? <EmptyState title={t('apiNone')} /> : groups.map((group) => (
        <section key={group.tag}>
          <h2>{group.name}</h2>
          {group.operations.map((operation) => <OperationPart key={`${operation.method} ${operation.path}`} operation={operation} />)}
        </section>
      ))}
      <h2>{t('apiProblems')}</h2>
      <p>{t('apiProblemsText')} <a href="/masalah">{t('problemList')}</a></p>
    </Layout>
  );
}

function OperationPart({ operation }: { operation: Operation }) {
  const t = useWords(words);
  return (
    <div class="operation">
      <h3><StatusTag kind={operation.method === 'GET' ? 'done' : 'plain'}>{operation.method}</StatusTag> <code>{operation.path}</code></h3>
      <p>{operation.summary}</p>
      {operation.parameters.length > 0 ? <Details summary={t('parameters')}><Fields shapes={operation.parameters} caption={`${t('parameters')} ${operation.path}`} /></Details> : null}
      {operation.body.length > 0 ? <Details summary={t('body')}><Fields shapes={operation.body} caption={`${t('body')} ${operation.path}`} /></Details> : null}
      {operation.answer.length > 0 ? <Details summary={t('answer')}><Fields shapes={operation.answer} caption={`${t('answer')} ${operation.path}`} /></Details> : null}
    </div>
  );
}

function Fields({ shapes, caption }: { shapes: readonly Shape[]; caption: string }) {
  const t = useWords(words);
  return <DataTable caption={caption} rows={shapes} rowKey={(shape) => shape.name} empty={null} columns={[
    { head: t('field'), cell: (shape) => <code>{shape.name}</code> },
    { head: t('type'), cell: (shape) => <>{shape.type}{shape.required ? ` · ${t('needed')}` : ''}{shape.description ? <><br /><span class="quiet">{shape.description}</span></> : null}</> },
  ]} />;
}
