import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permit } from '../town/permit.ts';
import { expectAccessible, openBrowserTown, screenshot, type BrowserTown } from './browser.ts';

let town: BrowserTown;
beforeAll(async () => {
  town = await openBrowserTown({ before: (house) => { house.cases.define(permit, { guards: { sized: () => true }, effects: { tell: () => undefined } }); return Promise.resolve(); } });
});
afterAll(() => town.close());

describe('the page of a procedure', () => {
  it.each([360, 1280] as const)('is readable and accessible at %i pixels with scripts off, and light', async (width) => {
    const page = await town.open('/prosedur/uji-izin', { width, scripts: false });
    expect(await page.getByRole('img', { name: 'Alur perkara Izin percobaan' }).count()).toBe(1);
    expect(await page.getByRole('row').count()).toBe(Object.keys(permit.states).length + 1);
    await expectAccessible(page);
    await screenshot(page, 'procedure');
    await page.context().close();
  });

  it('weighs little', async () => {
    const weight = await town.weigh('/prosedur/uji-izin');
    expect(weight.bytes).toBeLessThan(50_000);
  });
});
