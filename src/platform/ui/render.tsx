import { render } from 'preact-render-to-string';
import type { JSX } from 'preact';
import { assetUrl } from './assets.ts';
import { InFrame, type Frame } from './frame.tsx';

/** A whole HTML document as text. Pages with partial updates get the script for them; pages without stay free of scripts. */
export function renderDocument(page: JSX.Element, frame?: Frame): string {
  const html = render(frame ? <InFrame frame={frame}>{page}</InFrame> : page);
  const withScript = / hx-(get|post)=/.test(html) ? html.replace('</head>', `<script src="${assetUrl('/assets/htmx.js')}" defer></script></head>`) : html;
  return `<!doctype html>${withScript}`;
}

/** A part of a page as text, for live boards and partial answers. */
export function renderFragment(part: JSX.Element, frame: Frame): string {
  return render(<InFrame frame={frame}>{part}</InFrame>);
}
