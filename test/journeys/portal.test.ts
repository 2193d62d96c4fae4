import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../html/sound.ts';
import { expectAccessible, expectLight, openBrowserTown, screenshot, type BrowserTown } from './browser.ts';

let town: BrowserTown;
beforeAll(async () => { town = await openBrowserTown({ settings: { DEMO: 'on' } }); });
afterAll(() => town.close());

const pages = ['/'];

describe.each(pages)('%s', (path) => {
  const name = `hub-${path.slice(1).replaceAll(/[/?=]/g, '-') || 'portal'}`;

  it.each([{ width: 360 as const }, { width: 1280 as const }, { width: 360 as const, dark: true }, { width: 1280 as const, print: true }, { width: 360 as const, scripts: false }])('can be used by everybody: %o', async (how) => {
    const page = await town.open(path, how);
    if (!('print' in how)) await expectAccessible(page);
    if (!('scripts' in how)) await screenshot(page, name);
    await page.context().close();
  });

  it('is light and sound', async () => {
    await expectLight(town, path);
    const body = await (await fetch(town.url + path, { headers: { accept: 'text/html' } })).text();
    expect(await faultsOf(body)).toEqual([]);
  });
});
