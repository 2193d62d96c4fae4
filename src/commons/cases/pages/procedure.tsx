import { say } from '#kernel/manifest';
import { DataTable, Layout, LinkButton, PageHead, useFrame, useWords } from '#platform/ui';
import type { Definition } from '../definition/definition.ts';
import type { DefinitionBody } from '../definition/schema.ts';
import { budgetInWords } from '../draw/said.ts';
import { sopRows } from '../draw/sop.ts';
import { partyName, words } from '../words.ts';
import { ProcedureDrawing } from './drawing.tsx';

/** The procedure that runs, as the SOP on the wall: picture, flow table, promises, and the only reasons for which time may stop. */
export function ProcedurePage({ definition: { body, hash } }: { definition: Definition }) {
  const { locale } = useFrame();
  const t = useWords(words);
  return (
    <Layout title={`${t('procedure')}: ${say(body.name, locale)}`}>
      <PageHead title={say(body.name, locale)} crumbs={[{ href: '/prosedur', name: t('procedures') }]} lead={t('procedureLead')} />
      <p class="quiet">{t('version')} <code>{hash}</code>{body.basis.length > 0 ? ` · ${t('basis')}: ${body.basis.join('; ')}` : ''}</p>
      <ProcedureDrawing body={body} />
      <h2>{t('table')}</h2>
      <SopTable body={body} />
      {body.promises.length > 0 ? <><h2>{t('promises')}</h2><ul>{body.promises.map((promise) => <li key={promise.id}><strong>{say(promise.name, locale)}</strong>: {budgetInWords(promise.budget, locale)}. {t('promiseCounts', { parties: promise.counts.map((party) => say(partyName[party], locale).toLowerCase()).join(', ') })}</li>)}</ul></> : null}
      {body.pauses.length > 0 ? <><h2>{t('pauses')}</h2><ul>{body.pauses.map((pause) => <li key={pause.id}>{say(pause.name, locale)} ({say(partyName[pause.party], locale).toLowerCase()})</li>)}</ul></> : null}
      <div class="actions"><LinkButton kind="lesser" href={`/prosedur/${body.id}/bpmn`}>{t('download')}</LinkButton></div>
    </Layout>
  );
}

/** The SOP-AP flow table of a procedure. */
function SopTable({ body }: { body: DefinitionBody }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const none = '–';
  return (
    <DataTable caption={t('table')} hideCaption rows={sopRows(body, locale)} rowKey={(row) => row.state} empty={null} columns={[
      { head: t('number'), cell: (row) => row.number, numeric: true },
      { head: t('activity'), cell: (row) => <><strong>{row.activity}</strong>{row.doers.map((doer) => <div key={doer} class="quiet">{doer}</div>)}</> },
      { head: t('doer'), cell: (row) => say(partyName[row.party], locale) },
      { head: t('requirement'), cell: (row) => row.requirements.join(', ') || none },
      { head: t('time'), cell: (row) => row.time ?? none },
      { head: t('output'), cell: (row) => row.output ?? none },
      { head: t('next'), cell: (row) => (row.next.length === 0 ? none : row.next.map((next) => <div key={next.number}>{t('toRow', { number: next.number, step: next.step, row: next.row })}</div>)) },
    ]} />
  );
}
