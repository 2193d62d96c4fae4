import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openSaji } from '../../src/agencies/dpmptsp/saji-muba/rooms.ts';
import { openDoors } from '../../src/agencies/dpmptsp/saji-muba/service.ts';
import { signInAs } from '../engines/sign-in.ts';
import { expectAccessible, expectLight, openBrowserTown, screenshot, type BrowserTown } from './browser.ts';

let town: BrowserTown;
beforeAll(async () => { town = await openBrowserTown({ settings: { DEMO: 'on', WORKERS: 'off' } }); }, 300_000);
afterAll(() => town.close());

async function seen(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  await screenshot(page, `saji-${name}`);
}

/** An officer's browser, signed in. */
async function officer(username: string): Promise<Page> {
  const page = await town.open('/masuk', { width: 1280, scripts: false });
  const cookie = await signInAs(town.house, username);
  await page.context().addCookies([{ name: 'sesi', value: cookie.split('=')[1] ?? '', url: town.url }]);
  return page;
}

describe('a trader far from Sekayu, on a phone without scripts', () => {
  it('asks, answers, is checked, and holds a signed permit whose code says it is valid', async () => {
    const page = await town.open('/saji-muba', { width: 360, scripts: false });
    await seen(page, '1-questions');
    await page.getByText('Praktik atau kegiatan', { exact: true }).click();
    await page.locator('#f-earns').getByText('Ya', { exact: true }).click();
    await page.locator('#f-publicPlace').getByText('Tidak', { exact: true }).click();
    await page.getByRole('button', { name: 'Tunjukkan izinnya' }).click();
    await seen(page, '2-result');
    await page.getByRole('link', { name: 'Izin pemakaian tanah makam' }).click();
    await seen(page, '3-type');
    await page.getByRole('link', { name: 'Ajukan', exact: true }).click();
    await seen(page, '4-request');
    await page.getByLabel('Nama', { exact: true }).fill('Almarhum Contoh Perjalanan');
    await page.getByLabel('Nama sesuai KTP').fill('Contoh Teratai');
    await page.getByLabel('NIK', { exact: false }).first().fill('1606014107850077');
    await page.getByLabel('Nomor telepon').fill('081234567890');
    await page.getByLabel('Desa atau kelurahan').selectOption('16.06.01.1009');
    await page.getByLabel('Alamat dan patokan').fill('Dekat dermaga');
    await page.getByLabel('Saya setuju').check();
    await page.getByRole('button', { name: 'Kirim permohonan' }).click();
    await page.waitForURL(/\/saji-muba\/p\/.+baru=1/);
    await seen(page, '5-status');
    const status = page.url().replace(town.url, '').split('?')[0] ?? '';
    expect(await page.locator('main').textContent()).not.toContain('Teratai');

    const saji = doorsOf();
    const { code } = await codeOf(status);
    const caseId = (await town.house.pool.query<{ case_id: string }>('select case_id from saji_muba.application where code = $1', [code])).rows[0]?.case_id ?? '';
    const desk = await officer('loket.saji-muba');
    const { actions } = saji;
    await town.house.perform(actions.submit, await actor('loket'), { caseId, answers: { almarhum: 'Almarhum Contoh Perjalanan', wafat: '2026-11-20', pemakaman: 'TPU Contoh', hubungan: 'Anak' } });
    await desk.goto(`${town.url}/saji-muba/meja/${caseId}`);
    await seen(desk, '6-desk');
    for (const group of await desk.locator('fieldset').all()) await group.getByText('Lengkap', { exact: true }).click();
    await desk.getByRole('button', { name: 'Nyatakan lengkap' }).click();
    await desk.waitForURL(/meja/);
    expect((await town.house.cases.of(caseId))?.state).toBe('drafting');
    await town.house.perform(actions.draft, await actor('penyusun'), { caseId, decision: 'grant' });
    await town.house.perform(actions.paraf, await actor('kabid'), { caseId });
    const waiting = await town.house.signing.documentsOf('saji-muba', caseId);
    await town.house.signing.sign(await actor('kepala'), { documents: waiting.map((document) => document.id), acceptUnread: true, secret: { passphrase: 'gambo tiga warna' } });
    await town.house.signing.settled();

    await page.goto(town.url + status);
    await seen(page, '7-issued');
    await page.getByRole('link', { name: 'Periksa keasliannya' }).click();
    expect(await page.locator('main').textContent()).toMatch(/469\/\d+\/MKM\/DPMPTSP\/2026/);
    await seen(page, '8-proof');
    const board = await officer('kepala.saji-muba');
    await board.goto(`${town.url}/saji-muba/pimpinan`);
    await seen(board, '9-dashboard');
  });

  it('pays little for the pages', async () => {
    for (const path of ['/saji-muba', '/saji-muba/izin/reklame', '/saji-muba/daftar-izin']) await expectLight(town, path);
  });
});

function doorsOf() {
  const doors = openDoors(town.house);
  if (!doors) throw new Error('This regency has no permit office.');
  return openSaji(doors, town.house.perform);
}

function codeOf(path: string): Promise<{ code: string }> {
  return Promise.resolve({ code: path.split('/').at(-1)?.split('-')[0] ?? '' });
}

/** A made-up officer of the demonstration as an actor. */
async function actor(post: string) {
  const account = await town.house.identity.accountOf(`${post}.saji-muba`);
  const role = town.house.access.role(`saji-muba/${post}`);
  if (!account || !role) throw new Error(`no ${post}`);
  return { kind: 'staff' as const, id: account.id, name: account.name, permissions: new Set(role.permissions), agency: account.agency, channel: 'web' as const };
}
