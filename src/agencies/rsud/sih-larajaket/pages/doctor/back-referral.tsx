import { formatDate } from '#kernel/time';
import { Button, Field, hx, useFrame, useWords } from '#platform/ui';
import type { DoctorScreen } from '../../reads/doctor-screen.ts';
import { backReferral } from '../../reference/reference.ts';
import { referralGroupOf } from '../../rules/back-referral.ts';
import { words } from './words.ts';

/** The proposal to hand a stable chronic JKN patient back: shown only where the diagnosis allows it. */
export function BackReferral({ screen, path, error, editable }: { screen: Pick<DoctorScreen, 'visit' | 'codings' | 'backReferral'>; path: string; error?: string | undefined; editable: boolean }) {
  const t = useWords(words);
  const { locale } = useFrame();
  const group = referralGroupOf(screen.visit.payer, screen.codings.filter((coding) => coding.kind === 'diagnosis'), backReferral.groups);
  const proposed = screen.backReferral;
  if (!group && !proposed) return null;
  return (
    <section id="rujuk-balik" class="desk-card">
      <h2>{t('backReferral')}</h2>
      {error ? <p class="error" role="alert">{error}</p> : null}
      {proposed ? <p>{t('backReferred', { group: proposed.group, date: formatDate(Temporal.PlainDate.from(proposed.stableSince), locale), n: proposed.drugs })}</p> : null}
      {group && editable ? <form method="post" action={`${path}/rujuk-balik`} class="rx-form" {...hx({ post: `${path}/rujuk-balik`, target: '#rujuk-balik', swap: 'outerHTML' })}><Field name="stableSince" type="date" label={t('stableSince', { group: group.name })} state={{ values: {} }} /><Button kind="lesser">{t('propose')}</Button></form> : null}
      <p class="quiet">{t('backReference', { version: backReferral.version })}</p>
    </section>
  );
}
