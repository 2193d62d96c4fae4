import type { HTMLAttributes } from 'preact';
import { Notice, useWords } from '#platform/ui';
import { words } from './words.ts';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'desk-offline': HTMLAttributes<HTMLElement> & { session: string; now: string };
    }
  }
}

const steps = [['mulai', 'start', 'm'], ['panggil', 'call', 'u'], ['selesai', 'finish', 's'], ['selesai', 'finishReady', undefined, 'ready-made'], ['selesai', 'finishCompounded', undefined, 'compounded'], ['lewati', 'skip', 'l'], ['tidak-hadir', 'markAbsent', 't']] as const;

/** What takes the place of the desk while the link is down: the same line, the same verbs, noted on this device. Hidden until then. */
export function OfflineDesk({ sessionId, now }: { sessionId: string; now: Temporal.Instant }) {
  const t = useWords(words);
  return (
    <desk-offline session={sessionId} now={String(now.epochMilliseconds)}>
      <div hidden>
        <h1>{t('offlineTitle')}</h1>
        <Notice kind="attention">{t('offlineHint')}</Notice>
        <p data-part="sign-in" hidden><a href={`/masuk?lanjut=${encodeURIComponent(`/saroale/meja/${sessionId}`)}`}>{t('offlineSignIn')}</a></p>
        <section data-part="refused" hidden aria-label={t('offlineRefused')}>
          <h2>{t('offlineRefused')}</h2>
          <ul data-part="refusals" />
          <p><a href={`/saroale/meja/${sessionId}`}>{t('offlineReload')}</a></p>
        </section>
        <p data-part="count" data-words={t('offlineCount')} class="quiet" />
        <div class="desk desk-queue">
          <section class="desk-work" aria-label={t('deskTitle')}>
            <p role="status" data-part="said" data-nobody={t('saidNobody')} />
            <article class="desk-card">
              <p class="huge numeric" data-part="label">–</p>
              <div class="actions" data-part="steps">
                {steps.map(([verb, word, shortcut, prescription]) => <button key={word} type="button" class="button button-lesser" data-verb={verb} data-key={shortcut} data-prescription={prescription} hidden>{t(word)}</button>)}
              </div>
              <div class="actions"><button type="button" class="button button-main" data-verb="panggil-berikutnya" data-key="n">{t('callNext')}</button></div>
            </article>
          </section>
          <aside class="desk-list" aria-label={t('line')}>
            <h2>{t('line')}</h2>
            <ol class="queue-list" data-part="line" data-waiting={t('waiting')} data-issued={t('waiting')} data-called={t('called')} data-serving={t('serving')} data-skipped={t('skipped')} data-absent={t('absent')} data-on_hold={t('on_hold')} />
            <div class="actions"><button type="button" class="button button-lesser" data-verb="cetak">{t('offlinePrint')}</button></div>
          </aside>
        </div>
      </div>
    </desk-offline>
  );
}
