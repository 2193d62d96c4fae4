import { say, type Words } from '#kernel/manifest';
import { Button, Checkbox, Hidden, Notice, useFrame, useWords } from '#platform/ui';
import type { Prefill } from '../prefill.ts';
import { words } from './words.ts';

export interface Offers {
  /** Providers that may fill something in, and which questions. */
  readonly open: readonly { readonly provider: Prefill; readonly labels: readonly Words[] }[];
  /** Sources that did already. */
  readonly used: readonly Words[];
  readonly action: string;
}

/** Known data is offered with its source and the words one agrees to, and filled in only with a tick. */
export function PrefillOffers({ offers }: { offers: Offers }) {
  const t = useWords(words);
  const { locale } = useFrame();
  return (
    <>
      {offers.used.map((source) => <Notice kind="done" key={source.id}>{t('prefillDone', { source: say(source, locale) })}</Notice>)}
      {offers.open.map(({ provider, labels }) => (
        <section class="offer" key={provider.id}>
          <h2>{t('prefillTitle')}</h2>
          <p>{t('prefillSource', { source: say(provider.source, locale) })}. {t('prefillFields', { fields: labels.map((label) => say(label, locale)).join(', ') })}.</p>
          <form method="post" action={offers.action}>
            <Hidden name="provider" value={provider.id} />
            <Checkbox name={`consent-${provider.id}`} label={say(provider.consent, locale)} state={{ values: {} }} />
            <div class="actions"><Button kind="lesser">{t('prefillUse')}</Button></div>
          </form>
        </section>
      ))}
    </>
  );
}
