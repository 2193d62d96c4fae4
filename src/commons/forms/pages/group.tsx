import type { JSX } from 'preact';
import { say } from '#kernel/manifest';
import { Button, Hidden, useFrame, useWords } from '#platform/ui';
import { rowsIn } from '../rules/read.ts';
import type { Field } from '../rules/tree.ts';
import type { Asking } from './asking.ts';
import { words } from './words.ts';

/** Rows that can be added and removed with plain buttons: each posts the whole page and comes back with one row more or less. */
export function GroupField({ field, path, asking, hint, ask: Ask }: { field: Field; path: string; asking: Asking; hint: string | undefined; ask: (props: { field: Field; path: string; asking: Asking }) => JSX.Element }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const row = field.question.row ? say(field.question.row, locale) : t('item');
  const lower = row.toLowerCase();
  const n = Math.max(rowsIn(asking.state.values, path), field.required ? 1 : 0);
  const fault = asking.state.problem?.fields[path];
  return (
    <fieldset class={fault ? 'field field-wide field-wrong group' : 'field field-wide group'} id={`f-${path}`}>
      <legend>{say(field.question.label, locale)}</legend>
      {hint ? <p class="hint">{hint}</p> : null}
      {fault ? <p class="error">{fault}</p> : null}
      <Hidden name={`${path}.n`} value={String(n)} />
      {Array.from({ length: n }, (_, index) => (
        <fieldset class="group-row" key={index} id={`f-${path}.${index}`}>
          <legend>{t('row', { row, n: index + 1 })}</legend>
          {field.rows.map((inner) => {
            const inside = `${path}.${index}.${inner.name}`;
            const hidden = rowsIn(asking.state.values, path) > index && !asking.asked.has(inside) && inner.question.when !== undefined;
            return <div key={inner.name} data-question={inside} hidden={hidden}><Ask field={inner} path={inside} asking={asking} /></div>;
          })}
          <Button kind="lesser" name="_do" value={`hapus:${path}:${index}`}>{t('remove', { row: lower, n: index + 1 })}</Button>
        </fieldset>
      ))}
      {n < (field.schema.maxItems ?? 100) ? <Button kind="lesser" name="_do" value={`tambah:${path}:${n}`}>{t('add', { row: lower })}</Button> : null}
    </fieldset>
  );
}
