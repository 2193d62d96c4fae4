import type { ComponentChildren } from 'preact';
import { encode } from 'uqr';
import { useFrame, useWords } from '../frame.tsx';
import { words } from '../words.ts';

/** A sheet that prints on one page: who issues it, its number, what it says, and a code to check it by. */
export function PrintSheet({ title, number, qr, children }: { title: string; number: string; qr?: string; children: ComponentChildren }) {
  const { site } = useFrame();
  const t = useWords(words);
  return (
    <article class="sheet">
      <header>
        <div class="gambo" aria-hidden="true" />
        <p><strong>Serasan</strong>{site.regency ? ` · ${site.regency}` : ''}</p>
        <h2>{title}</h2>
        <p class="sheet-number">{t('number')} <b>{number}</b></p>
      </header>
      <div class="sheet-body">{children}</div>
      {qr ? <footer><QrCode text={qr} label={t('scan')} /><p>{t('scan')}<br /><span class="quiet">{qr}</span></p></footer> : null}
    </article>
  );
}

/** A QR code drawn as one path; four quiet modules around it, always dark on light. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: 4, ecc: 'M' });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges"><rect width={size} height={size} fill="#fff" /><path d={path} fill="#000" /></svg>;
}
