import type { HTMLAttributes, JSX } from 'preact';
import { useWords } from '#platform/ui';
import { words } from '../words.ts';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'serasan-passkey': HTMLAttributes<HTMLElement> & { begin: string; finish: string; failed: string; next?: string };
    }
  }
}

export const passkeyScript = '/assets/kunci/passkey.js';

/** Stays hidden until the script finds a browser that has passkeys. */
export function PasskeySignIn({ next }: { next: string }): JSX.Element {
  const t = useWords(words);
  return (
    <serasan-passkey begin="/masuk/kunci/pilihan" finish="/masuk/kunci" failed={t('passkeyFailed')} next={next} hidden>
      <p><button type="button" class="button button-lesser">{t('passkeySignIn')}</button></p>
      <p role="status" class="error"></p>
    </serasan-passkey>
  );
}

export function PasskeyRegister(): JSX.Element {
  const t = useWords(words);
  return (
    <>
      <serasan-passkey begin="/akun/kunci/pilihan" finish="/akun/kunci" failed={t('passkeyFailed')} hidden>
        <p><button type="button" class="button button-lesser">{t('passkeyAdd')}</button></p>
        <p role="status" class="error"></p>
      </serasan-passkey>
      <noscript><p class="quiet">{t('passkeyScripts')}</p></noscript>
    </>
  );
}
