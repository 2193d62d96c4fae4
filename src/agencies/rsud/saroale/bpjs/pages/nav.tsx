import { can, type Actor } from '#kernel/actor';
import { useWords } from '#platform/ui';
import { words } from './words.ts';

/** The pages of the BPJS room, as each shows them. */
export function BpjsNav({ actor }: { actor: Actor }) {
  const t = useWords(words);
  return (
    <nav aria-label="BPJS" class="actions">
      {can(actor, 'saroale/bpjs') ? <a href="/saroale/bpjs">{t('deliveries')}</a> : null}
      {can(actor, 'saroale/schedule') ? <a href="/saroale/bpjs/jadwal">{t('mirror')}</a> : null}
      {can(actor, 'saroale/schedule') ? <a href="/saroale/bpjs/operasi">{t('surgery')}</a> : null}
    </nav>
  );
}
