import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export interface DeviceFile { readonly type: string; readonly body: Buffer }

const { resolve } = createRequire(import.meta.url);

/** What pages that go on without network need on the device: sealing and numbering (`vault.js`) and the browser's store with promises (`idb.js`). Each room serves them beside its own files. */
export const deviceFiles: ReadonlyMap<string, DeviceFile> = new Map([
  ['vault.js', { type: 'text/javascript', body: readFileSync(new URL('./island/vault.js', import.meta.url)) }],
  ['idb.js', { type: 'text/javascript', body: readFileSync(resolve('idb').replace(/[^/]+$/, 'index.js')) }],
]);
