import { say } from '#kernel/manifest';
import { EmptyState, Layout, PageHead, useFrame, useWords } from '#platform/ui';
import type { Definition } from '../definition/definition.ts';
import { budgetInWords } from '../draw/said.ts';
import { words } from '../words.ts';

/** Every procedure that runs in this house, each with its SOP table and its BPMN to take away. */
export function ProceduresPage({ definitions, serviceName }: { definitions: readonly Definition[]; serviceName: (id: string) => string }) {
  const { locale } = useFrame();
  const t = useWords(words);
  return (
    <Layout title={t('procedures')}>
      <PageHead title={t('procedures')} lead={t('proceduresLead')} crumbs={[{ href: '/', name: 'Serasan' }]} />
      {definitions.length === 0 ? <EmptyState title={t('noProcedures')} /> : (
        <ul class="rows">
          {definitions.map(({ body }) => (
            <li key={body.id}>
              <a href={`/prosedur/${body.id}`}>{say(body.name, locale)}</a>
              <span class="quiet">{serviceName(body.service)} · {t('statesCount', { n: Object.keys(body.states).length })} · {body.promises.map((promise) => `${say(promise.name, locale).toLowerCase()} ${budgetInWords(promise.budget, locale)}`).join(', ')} · <a href={`/prosedur/${body.id}/bpmn`}>{t('download')}</a></span>
            </li>
          ))}
        </ul>
      )}
    </Layout>
  );
}
