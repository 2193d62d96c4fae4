import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { sha256 } from '#kernel/digest';
import { deviceFiles } from '#platform/device';
import { assetUrl } from '#platform/ui';
import { words } from './words.ts';

const folder = new URL('./island/', import.meta.url);
const { resolve } = createRequire(import.meta.url);

/** Files of the field app by name, as the phone asks for them below `/lapangan/aset/`. */
export const fieldFiles: ReadonlyMap<string, { readonly type: string; readonly body: Buffer }> = new Map([
  ...readdirSync(folder).filter((name) => name !== 'sw.js').map((name) => [name, { type: name.endsWith('.css') ? 'text/css' : 'text/javascript', body: readFileSync(new URL(name, folder)) }] as const),
  ['preact.js', { type: 'text/javascript', body: withoutMap(readFileSync(resolve('preact').replace(/[^/]+$/, 'preact.mjs'))) }],
  ...deviceFiles,
  ['uqr.js', { type: 'text/javascript', body: readFileSync(resolve('uqr').replace(/[^/]+$/, 'index.mjs')) }],
  ['words.js', { type: 'text/javascript', body: Buffer.from(`export default ${JSON.stringify(catalogue())};`) }],
]);

/** Names this state of the app: a new one is fetched whole, an old one is thrown away. `shell` is the page they live in. */
export function serviceWorker(shell: string): string {
  const files = ['/lapangan', ...[...fieldFiles.keys()].map((name) => `/lapangan/aset/${name}`), assetUrl('/assets/serasan.css'), assetUrl('/assets/serasan.svg'), '/lapangan/manifest.webmanifest'];
  const version = sha256([shell, ...files, ...[...fieldFiles.values()].map((file) => sha256(file.body))].join('\n')).slice(0, 12);
  return readFileSync(new URL('sw.js', folder), 'utf8').replace('__VERSION__', version).replace('__FILES__', JSON.stringify(files));
}

/** What makes the page an app on the home screen. */
export const webManifest = {
  id: '/lapangan', name: 'Serasan Lapangan', short_name: 'Lapangan', lang: 'id', start_url: '/lapangan', scope: '/lapangan', display: 'standalone', background_color: '#faf7f0', theme_color: '#0b5563',
  icons: [{ src: assetUrl('/assets/serasan.svg'), sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
} as const;

function catalogue(): Record<'id' | 'en', Record<string, string>> {
  const of = (locale: 'id' | 'en') => Object.fromEntries(Object.entries(words).map(([name, text]) => [name, text[locale]]));
  return { id: of('id'), en: of('en') };
}

/** Without the pointer to a map that is not served. */
function withoutMap(body: Buffer): Buffer {
  return Buffer.from(body.toString('utf8').replace(/\n?\/\/# sourceMappingURL=.*\s*$/, ''));
}
