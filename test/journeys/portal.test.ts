import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../html/sound.ts';
import { expectAccessible, expectLight, openBrowserTown, screenshot, type BrowserTown, type OpenOptions } from './browser.ts';
import { recordMonth } from './hub-month.ts';

let town: BrowserTown;
beforeAll(async () => { town = await openBrowserTown({ settings: { DEMO: 'on', WORKERS: 'off' }, before: recordMonth }); });
afterAll(() => town.close());

const pages = [
  ['portal', '/'], ['search', '/?q=mau%20antre%20dokter%20anak'], ['search-nothing', '/?q=zzzz'], ['innovation', '/inovasi/saroale'], ['innovation-waiting', '/inovasi/si-randik'],
  ['figure', '/inovasi/saroale/angka/within-60'], ['figure-count', '/inovasi/saroale/angka/bookings'], ['proof', '/bukti'], ['pledge', '/maklumat/saroale'], ['api', '/api'],
  ['problem', '/masalah/http/not-found'], ['problems', '/masalah'], ['gallery', '/gaya'], ['missing', '/tidak-ada'],
] as const;
const looks: readonly OpenOptions[] = [{ width: 360 }, { width: 1280 }, { width: 360, dark: true }, { width: 1280, print: true }, { width: 360, scripts: false, locale: 'en' }];

describe.each(pages)('%s', (name, path) => {
  it('can be used by everybody: phone, desk, dark, printed, without scripts', async () => {
    for (const look of looks) {
      const page = await town.open(path, look);
      if (!look.print) await expectAccessible(page);
      await screenshot(page, `hub-${name}${look.locale ?? ''}`);
      await page.context().close();
    }
  });

  it('is light, sound and free of unknown attributes', async () => {
    await expectLight(town, path);
    for (const language of ['id', 'en']) {
      const answer = await fetch(town.url + path, { headers: { accept: 'text/html', cookie: `lang=${language}` } });
      const body = await answer.text();
      expect(await faultsOf(body)).toEqual([]);
      expect(body).toContain(`<html lang="${language}"`);
    }
  });
});

describe('a resident', () => {
  it('finds from the front page, without scripts, every place where something already started is looked up', async () => {
    const page = await town.open('/', { scripts: false });
    const places = page.getByRole('heading', { name: 'Di mana urusan saya?' }).locator('~ ul.follow').getByRole('link');
    const paths = await places.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect(paths.toSorted()).toEqual(['/pengaduan', '/saji-muba/cari', '/saroale/cari', '/saya', '/sih-larajaket', '/struk', '/verifikasi']);
    for (const path of paths) expect((await fetch(town.url + path)).status, path).toBe(200);
    await page.context().close();
  });

  it('finds the doctor by everyday words and reaches the proof without scripts', async () => {
    const page = await town.open('/', { scripts: false });
    await page.getByRole('searchbox').fill('antri dokter');
    await page.getByRole('button', { name: 'Cari' }).click();
    await expect.poll(() => page.locator('.card h3').first().textContent()).toBe('Ambil antrean dokter');
    await page.getByRole('link', { name: /Janji dan buktinya/ }).first().click();
    await page.getByRole('link', { name: 'Dipanggil dalam 60 menit' }).click();
    await expect.poll(() => page.getByRole('heading', { name: 'Dari mana angka ini?' }).count()).toBe(1);
    await page.locator('h3:text("Kejadian di baliknya") ~ .table-frame a').first().click();
    await expect.poll(() => page.locator('tbody tr').count()).toBeGreaterThan(10);
    await page.context().close();
  });
});
