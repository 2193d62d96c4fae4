import { Notice, useWords } from '#platform/ui';
import type { Definition } from '../definition/definition.ts';
import { words } from '../words.ts';
import { ProcedureDrawing, type Place } from './drawing.tsx';

/** The procedure one case runs on and where in it the case stands, with the way to the SOP table and the BPMN. */
export function CaseStanding({ definition, place, current }: { definition: Definition; place: Place; current: boolean }) {
  const t = useWords(words);
  return (
    <>
      {current ? null : <Notice kind="info">{t('olderVersion', { hash: definition.hash })}</Notice>}
      <ProcedureDrawing body={definition.body} place={place} />
      <p><a href={`/prosedur/${definition.body.id}`}>{t('table')}</a> · <a href={`/prosedur/${definition.body.id}/bpmn`}>{t('download')}</a></p>
    </>
  );
}
