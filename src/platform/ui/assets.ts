import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { sha256 } from '#kernel/digest';

/** Folder of the style sheets and scripts every page may use. */
export const assetsFolder = fileURLToPath(new URL('./assets/', import.meta.url));

/** The script of partial updates, served at `/assets/htmx.js`. */
export const htmxScript = readFileSync(createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js'));

const marks = new Map(readdirSync(assetsFolder).map((name) => [`/assets/${name}`, mark(readFileSync(assetsFolder + name))]));
marks.set('/assets/htmx.js', mark(htmxScript));

/** The address of a shared asset with a mark of its content, so that browsers may keep it for long and still see a new one at once. */
export function assetUrl(path: string): string {
  const known = marks.get(path);
  return known ? `${path}?v=${known}` : path;
}

function mark(content: Uint8Array): string {
  return sha256(content).slice(0, 8);
}
