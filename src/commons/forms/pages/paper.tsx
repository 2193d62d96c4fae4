import { say } from '#kernel/manifest';
import type { Places } from '#commons/places';
import { Layout, useFrame, useWords } from '#platform/ui';
import type { Form } from '../registry.ts';
import type { Field, Kind } from '../rules/tree.ts';
import { words } from './words.ts';

/** The paper twin: the same questions with boxes to write in, for a field officer with a pen. */
export function PaperPage({ form }: { form: Form; places: Places }) {
  const t = useWords(words);
  const { locale } = useFrame();
  return (
    <Layout title={say(form.document.title, locale)}>
      <article class="sheet">
        <h1>{say(form.document.title, locale)}</h1>
        <p class="quiet">{t('paperNumber', { id: form.id, version: form.version })}</p>
        <p>{t('paperHow')}</p>
        {form.tree.steps.map(({ step, fields }) => (
          <section key={step.id}>
            <h2>{say(step.title, locale)}</h2>
            {fields.filter((field) => field.question.compute === undefined).map((field) => <PaperQuestion key={field.name} field={field} />)}
          </section>
        ))}
        <p>{t('paperSigned')}</p>
      </article>
    </Layout>
  );
}

function PaperQuestion({ field }: { field: Field }) {
  const t = useWords(words);
  const { locale } = useFrame();
  const boxes = boxesOf[field.kind];
  return (
    <div class="field">
      <p><b>{say(field.question.label, locale)}</b>{field.question.when ? <span class="quiet"> ({t('paperOnlyIf')})</span> : null}</p>
      {boxes ? <p>{'☐'.repeat(boxes)}</p> : <p>________________________________</p>}
    </div>
  );
}

const boxesOf: Partial<Record<Kind, number>> = { nik: 16, npwp: 16, nitku: 22, nib: 13, kbli: 5, date: 8 };
