import { Details, useWords } from '#platform/ui';
import type { SessionView } from '../reads/sessions.ts';
import { deskPath } from './paths.ts';
import { words } from './words.ts';

/** One action tells everybody. Outside the part that refreshes by itself, so that nothing typed is lost. */
export function Announcements({ session }: { session: SessionView }) {
  const t = useWords(words);
  const path = (verb: string) => deskPath(session.sessionId, verb);
  return (
    <section class="desk-news" aria-labelledby="kabar">
      <h2 id="kabar">{t('announcements')}</h2>
      {session.status === 'open' ? (
        <Details summary={t('doctorLate')}>
          <form method="post" action={path('terlambat')}>
            <p class="quiet">{t('lateHint')}</p>
            <Typed id="terlambat-menit" name="minutes" label={t('minutes')} type="number" />
            <Typed id="terlambat-alasan" name="reason" label={t('reason')} type="text" />
            <button class="button button-main">{t('tellLate')}</button>
          </form>
        </Details>
      ) : null}
      <Details summary={t('doctorAbsent')}>
        <form method="post" action={path('berhalangan')}>
          <p class="quiet">{t('absentHint')}</p>
          <Typed id="berhalangan-alasan" name="reason" label={t('reason')} type="text" required />
          <button class="button button-ending">{t('tellAbsent')}</button>
        </form>
      </Details>
      <Details summary={t('endSession')}>
        <form method="post" action={path('akhiri')}>
          <p class="quiet">{t('endHint')}</p>
          <button class="button button-ending">{t('endSession')}</button>
        </form>
      </Details>
    </section>
  );
}

// Three small forms stand side by side here, so each field needs an id of its own.
function Typed({ id, name, label, type, required }: { id: string; name: string; label: string; type: 'text' | 'number'; required?: boolean }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} name={name} required={required ?? type === 'number'} {...(type === 'number' ? { type, min: 5, max: 300, inputMode: 'numeric' as const } : { type, maxLength: 200 })} />
    </div>
  );
}
