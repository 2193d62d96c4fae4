import { formatClock } from '#kernel/time';
import { Button, Hidden, useFrame, useWords } from '#platform/ui';
import { vitalReference } from '../../reference/reference.ts';
import { isNotePart } from '../../rules/note.ts';
import type { DeviceTrouble } from '../../store/device-events.ts';
import { words as doctorWords } from '../doctor/words.ts';
import { words as triageWords } from '../triage/words.ts';
import { words } from './words.ts';

/** What a device wrote without network and did not fit, beside what stands now; it stays until somebody says they have compared it. */
export function DeviceTroubles({ troubles, path, measures }: { troubles: readonly DeviceTrouble[]; path: string; measures: boolean }) {
  const t = useWords(words);
  const { site } = useFrame();
  const name = usePartNames();
  if (troubles.length === 0) return null;
  return (
    <section class="desk-card" aria-labelledby="dari-perangkat">
      <h2 id="dari-perangkat">{t('troubles')}</h2><p>{t('troublesHint')}</p>
      {troubles.map((trouble) => (
        <article key={trouble.id}>
          <p><b>{formatClock(trouble.at, site.zone)}</b> {trouble.reason}</p>
          {trouble.parts.map((one) => <dl key={one.part} class="both-texts"><div><dt>{name(one.part)} · {t('mine')}</dt><dd class="kept-lines">{one.mine}</dd></div><div><dt>{name(one.part)} · {t('theirs')}</dt><dd class="kept-lines">{one.theirs || '–'}</dd></div></dl>)}
          <form method="post" action={path} class="actions"><Hidden name="id" value={trouble.id} />{measures && trouble.kind === 'triage' ? <Button kind="lesser" name="take" value="on">{t('takeVitals')}</Button> : null}<Button kind="lesser" name="take" value="">{t('compared')}</Button></form>
        </article>
      ))}
    </section>
  );
}

function usePartNames(): (part: string) => string {
  const d = useWords(doctorWords);
  const n = useWords(triageWords);
  return (part) => (isNotePart(part) || part === 'drug' || part === 'signa' || part === 'reason' || part === 'quantity' ? d(part) : part === 'allergy' ? n('allergy') : vitalReference.vitals.find((vital) => vital.key === part)?.name ?? part);
}
