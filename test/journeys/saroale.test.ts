import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectLight, openBrowserTown, screenshot, type BrowserTown } from './browser.ts';

let town: BrowserTown;
beforeAll(async () => { town = await openBrowserTown({ settings: { DEMO: 'on', WORKERS: 'off' } }); }, 300_000);
afterAll(() => town.close());

/** One step of the journey: usable by everybody, kept as a picture, then answered. */
async function seen(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  await screenshot(page, `saroale-${name}`);
}

async function next(page: Page, button = 'Lanjut'): Promise<void> {
  await page.getByRole('button', { name: button }).click();
}

async function bornOn(page: Page, day: string, month: string, year: string): Promise<void> {
  await page.getByLabel('Tanggal', { exact: true }).fill(day);
  await page.getByLabel('Bulan', { exact: true }).fill(month);
  await page.getByLabel('Tahun', { exact: true }).fill(year);
}

/** Fills in a patient of the given name who was never at the hospital. */
async function newPatient(page: Page, name: string): Promise<void> {
  await page.getByLabel('Nama lengkap').fill(name);
  await page.getByText('Perempuan', { exact: true }).click();
  await bornOn(page, '5', '8', '1990');
  await page.getByLabel('Saya setuju').check();
}

const headline = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

describe.each([{ scripts: false, width: 360, name: 'Contoh Melati Sekayu' }, { scripts: true, width: 360, name: 'Contoh Kenanga' }, { scripts: true, width: 1280, name: 'Contoh Cempaka Babat Toman' }] as const)('a resident, scripts $scripts at $width px', ({ scripts, width, name }) => {
  it('books from the front page to the code, opens the ticket again and gives the place back', async () => {
    const page = await town.open('/saroale', { width, scripts });
    const mark = scripts ? '' : '-plain';
    await seen(page, `1-start${mark}`);
    await page.getByRole('link', { name: 'Ambil antrean', exact: true }).click();
    await seen(page, `2-who${mark}`);
    await page.getByRole('link', { name: 'Belum pernah berobat di RSUD Sekayu' }).click();
    await newPatient(page, name);
    await seen(page, `2-new${mark}`);
    await next(page);
    await page.getByText('Bayar sendiri', { exact: true }).click();
    await seen(page, `3-pay${mark}`);
    await next(page);
    await page.getByText('Poli Mata', { exact: true }).click();
    await seen(page, `4-poli${mark}`);
    await next(page);
    await page.locator('label', { hasText: '24 November 2026' }).first().click();
    await seen(page, `5-session${mark}`);
    await next(page);
    await seen(page, `6-check${mark}`);
    await next(page, 'Ambil antrean ini');
    await page.waitForURL(/\/saroale\/tiket\/.+baru=1/);
    await seen(page, `7-ticket${mark}`);
    const ticket = (await page.locator('main').textContent()) ?? '';
    expect(ticket).toMatch(/SKY261124[0-9A-Z]/);
    expect(ticket).toMatch(/Antrean M-\d+/);
    expect(ticket).toMatch(/Perkiraan dilayani\d\d\.\d\d–\d\d\.\d\d WIB/);
    expect(ticket).toContain('Yang dibawa');
    expect(ticket).not.toContain(name);

    const link = page.url().replace('?baru=1', '').slice(town.url.length);
    const later = await town.open(link, { width, scripts });
    await later.getByRole('link', { name: 'Batalkan' }).click();
    await seen(later, `8-cancel${mark}`);
    await next(later, 'Ya, batalkan');
    await expect.poll(() => later.locator('#keadaan').textContent()).toContain('Dibatalkan');
    await seen(later, `9-cancelled${mark}`);
    expect(await later.getByRole('link', { name: 'Batalkan' }).count()).toBe(0);
    await later.context().close();
    await page.context().close();
  }, 120_000);
});

describe('what cannot be is answered in plain words', () => {
  const wrong = async (fill: (page: Page) => Promise<void>): Promise<string> => {
    const page = await town.open('/saroale/daftar/baru', { scripts: false });
    await newPatient(page, 'Contoh Anggrek');
    await fill(page);
    await next(page);
    expect(await headline(page)).toBe('Pasien baru');
    await expectAccessible(page);
    await screenshot(page, 'saroale-wrong');
    const said = await page.locator('.error').allTextContents();
    await page.context().close();
    return said.join(' ');
  };

  it('a NIK that cannot be, a birth date to come, no consent, a phone that is none', async () => {
    expect(await wrong((page) => page.getByLabel('NIK', { exact: true }).fill('1606019912900001'))).toMatch(/NIK/);
    expect(await wrong((page) => page.getByLabel('NIK', { exact: true }).fill('123'))).toMatch(/16 angka/);
    expect(await wrong((page) => bornOn(page, '5', '8', '2031'))).toMatch(/lahir|tanggal/i);
    expect(await wrong((page) => bornOn(page, '31', '2', '1990'))).toMatch(/tanggal/i);
    expect(await wrong((page) => page.getByLabel('Saya setuju').uncheck())).toMatch(/setuju/i);
    expect(await wrong((page) => page.getByLabel('Nomor telepon').fill('12'))).toMatch(/Nomor telepon tidak sesuai/);
  }, 120_000);

  it('a name of little pictures is refused, a name of one word is a name', async () => {
    expect(await wrong((page) => page.getByLabel('Nama lengkap').fill('😀👍'))).toMatch(/nama/i);
    const page = await town.open('/saroale/daftar/baru', { scripts: false });
    await newPatient(page, 'Suparti');
    await next(page);
    expect(await headline(page)).toBe('Cara bayar dan jenis kunjungan');
    await page.context().close();
  }, 60_000);

  it('a letter number that is none', async () => {
    const page = await town.open('/saroale/daftar/baru', { scripts: false });
    await newPatient(page, 'Contoh Dahlia');
    await next(page);
    await page.getByLabel('Nomor rujukan atau surat kontrol').fill('ABC');
    await next(page);
    expect(await headline(page)).toBe('Cara bayar dan jenis kunjungan');
    expect((await page.locator('.error').allTextContents()).join(' ')).toMatch(/nomor|19/i);
    await seen(page, 'wrong-letter');
    await page.context().close();
  }, 60_000);
});

it('the front page and the steps are light', async () => {
  for (const path of ['/saroale', '/saroale/daftar', '/saroale/daftar/baru', '/saroale/cari', '/saroale/jadwal']) await expectLight(town, path);
}, 60_000);
