import { render } from 'preact-render-to-string';
import type { JSX } from 'preact';

/** A whole HTML document as text. */
export function renderDocument(page: JSX.Element): string {
  return `<!doctype html>${render(page)}`;
}
