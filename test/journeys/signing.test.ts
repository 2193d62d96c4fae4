import { buffer } from 'node:stream/consumers';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { signInAs } from '../engines/sign-in.ts';
import { expectAccessible, openBrowserTown, screenshot, type BrowserTown } from './browser.ts';

let town: BrowserTown;
let official: Readonly<Record<string, string>>;
const folder = mkdtempSync(join(tmpdir(), 'srs-sign-'));
const patience = { timeout: 30_000 };

beforeAll(async () => {
  town = await openBrowserTown({ settings: { DEMO: 'on', WORKERS: 'off' } });
  official = { sesi: (await signInAs(town.house, 'pengelola.kabupaten')).slice('sesi='.length) };
});
afterAll(async () => { await town?.close(); rmSync(folder, { recursive: true }); });

const desk = (path: string, scripts: boolean, width: 360 | 1280 = 1280) => town.open(path, { width, cookies: official, scripts });

describe.each([['scripts on', true], ['scripts off', false]] as const)('an official, %s', (_name, scripts) => {
  it('opens a document, signs it with the passphrase, and sees the result', async () => {
    const page = await desk('/tanda-tangan', scripts);
    await expectAccessible(page);
    await screenshot(page, 'signing-basket');
    await page.locator('table a').first().click();
    await expectAccessible(page);
    await page.getByLabel('Saya menandatangani juga').check();
    await page.getByLabel('Frasa sandi').fill('gambo tiga warna');
    await page.getByRole('button', { name: 'Tanda tangani dokumen ini' }).click();
    await expect.poll(() => page.locator('main').textContent(), patience).toContain('Semua 1 dokumen ditandatangani.');
    await expectAccessible(page);
    await page.context().close();
  });

  it('reads why a document came back after a wrong passphrase', async () => {
    const page = await desk('/tanda-tangan', scripts);
    await page.locator('input[name=document]').last().check();
    await page.getByLabel('Saya menandatangani juga').check();
    await page.getByLabel('Frasa sandi').fill('keliru');
    await page.getByRole('button', { name: 'Tanda tangani yang dipilih' }).click();
    await expect.poll(() => page.locator('main').textContent(), patience).toContain('Frasa sandi salah.');
    await page.context().close();
  });
});

describe('anybody who holds a document', () => {
  const signed = async () => {
    const { rows: [row] } = await town.house.pool.query<{ id: string; code: string }>("select id, code from signing.document where state = 'signed' and revoked_at is null order by prepared_at limit 1");
    if (!row) throw new Error('the demonstration signed nothing');
    const pdf = await buffer((await town.house.signing.file(system('test'), row.id, { purpose: 'uji' })).stream);
    writeFileSync(join(folder, 'asli.pdf'), pdf);
    pdf[100] = (pdf[100] ?? 0) ^ 1;
    writeFileSync(join(folder, 'ubah.pdf'), pdf);
    return row;
  };

  it.each([['scripts on', true], ['scripts off', false]] as const)('learns by its code and by its file whether it is genuine, %s', async (_name, scripts) => {
    const { code } = await signed();
    const page = await town.open('/verifikasi', { scripts });
    await expectAccessible(page);
    await page.getByLabel('Kode dokumen').fill(`${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`.toLowerCase());
    await page.getByRole('button', { name: 'Periksa kode' }).click();
    await expect.poll(() => page.locator('main').textContent(), patience).toContain('Dokumen ini berlaku');
    await expectAccessible(page);
    await screenshot(page, 'signing-proof');
    expect(await page.locator('main').textContent()).not.toMatch(/Contoh, S\.H\.|1900010120/);
    for (const [file, says] of [['ubah.pdf', 'Berkas ini berbeda'], ['asli.pdf', 'sama persis']] as const) {
      await page.locator('input[type=file]').setInputFiles(join(folder, file));
      if (!scripts) await page.getByRole('button', { name: 'Cocokkan berkas' }).click();
      await expect.poll(() => page.locator('main').textContent(), patience).toContain(says);
    }
    await page.context().close();
  });

  it('is told that it was revoked', async () => {
    const { rows: [row] } = await town.house.pool.query<{ code: string }>('select code from signing.document where revoked_at is not null limit 1');
    const page = await town.open(`/verifikasi/${row?.code}`);
    expect(await page.locator('main').textContent()).toContain('sudah dicabut');
    await expectAccessible(page);
    await page.context().close();
  });

  it('gets a light page', async () => {
    const { code } = await signed();
    const weight = await town.weigh(`/verifikasi/${code}`);
    expect(weight.bytes).toBeLessThanOrEqual(50 * 1024);
    expect(weight.js).toBeLessThanOrEqual(15 * 1024);
  });
});

it('shows registrars officials and numbers on pages everybody can use', async () => {
  for (const path of ['/tanda-tangan/pejabat', '/tanda-tangan/buku']) for (const width of [360, 1280] as const) {
    const page = await desk(path, true, width);
    await expectAccessible(page);
    await screenshot(page, `signing${path.replaceAll('/', '-')}`);
    await page.context().close();
  }
});
