import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { action } from '#platform/action';
import { paperTypes } from '#platform/files';
import type { Page } from 'playwright-core';
import { stallForm } from '../town/form.ts';
import { expectAccessible, openBrowserTown, screenshot, type BrowserTown } from './browser.ts';

let town: BrowserTown;
let photo: Buffer;
const base = '/uji/lapak';

beforeAll(async () => {
  photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#8ac' } }).jpeg().toBuffer();
  town = await openBrowserTown({
    async before({ forms, files, perform, http }) {
      files.declare({ kind: 'uji/ktp', accept: paperTypes, maxBytes: 10_000_000, permission: 'uji/see', clean: true });
      await forms.declare([stallForm], { rates: () => ({ lapak: 5000 }) });
      const submit = action({ name: 'uji/ajukan', allow: 'anyone', input: z.object({ token: z.string() }), run: (work, { token }) => forms.take(work, token, () => Promise.resolve('/?terkirim=1')) });
      forms.mount(http, { path: base, form: 'uji/lapak', submit: (request, token) => perform(submit, request.actor, { token }) });
      forms.mount(http, { path: '/uji/meja/lapak', form: 'uji/lapak', kind: 'desk', submit: (request, token) => perform(submit, request.actor, { token }) });
    },
  });
});
afterAll(() => town.close());

const next = (page: Page) => page.getByRole('button', { name: 'Simpan dan lanjut' }).click();

async function applicant(page: Page): Promise<void> {
  await page.getByText('Perorangan').click();
  await next(page);
  await page.getByLabel('Nama lengkap').fill("Nur'aini");
  await next(page);
  await page.getByLabel('NIK').fill('1606 0145 0390 0002');
  await next(page);
}

describe('a form', () => {
  it('is filled in on a phone without scripts, page by page, and comes back by its code', async () => {
    const page = await town.open(base, { scripts: false });
    await expectAccessible(page);
    await screenshot(page, 'forms-start');
    await page.getByRole('button', { name: 'Mulai mengisi' }).click();
    await expectAccessible(page);
    await screenshot(page, 'forms-choice');
    await next(page);
    await expectAccessible(page);
    expect(await page.getByRole('alert').innerText()).toContain('Pilih jawaban untuk');
    await screenshot(page, 'forms-choice-fault');
    await applicant(page);
    await page.getByLabel('Nomor telepon').fill('123');
    await page.getByLabel('Desa atau kelurahan').selectOption('16.06.01.1009');
    await next(page);
    expect(await page.getByRole('alert').getByRole('listitem').allInnerTexts()).toEqual(['Tulis nomor telepon seperti 0812 3456 7890.', 'Tulis jalan, dusun, atau patokan rumah.']);
    await expectAccessible(page);
    await screenshot(page, 'forms-address');
    await page.getByLabel('Nomor telepon').fill('0812-3456-7890');
    await page.getByLabel('Jalan, dusun').fill('Dusun II, dekat masjid');
    await page.getByText('Simpan dan lanjutkan nanti').click();
    const code = await page.locator('details code').innerText();
    await next(page);

    await page.goto(`${town.url}${base}/lanjut`);
    await expectAccessible(page);
    await screenshot(page, 'forms-resume');
    await page.getByLabel('Kode isian').fill(code.toLowerCase());
    await page.getByRole('button', { name: 'Buka isian' }).click();
    await page.getByText('Pangan').click();
    for (const [part, value] of [['Tanggal', '1'], ['Bulan', '12'], ['Tahun', '2026']] as const) await page.getByRole('group', { name: 'Tanggal mulai' }).getByLabel(part, { exact: true }).fill(value);
    await page.getByLabel('Luas lapak').fill('4,5');
    await screenshot(page, 'forms-stall');
    await next(page);
    await page.getByText('Ya', { exact: true }).click();
    await next(page);
    expect(await page.getByText('Ada pertanyaan lanjutan').isVisible()).toBe(true);
    await page.getByLabel('Nama', { exact: true }).fill('Ujang');
    await page.getByLabel('Umur').fill('30');
    await page.getByRole('button', { name: 'Tambah orang' }).click();
    await expectAccessible(page);
    await screenshot(page, 'forms-rows');
    await page.getByRole('button', { name: 'Hapus orang 2' }).click();
    await next(page);
    await page.getByLabel('Foto KTP').setInputFiles({ name: 'ktp.jpg', mimeType: 'image/jpeg', buffer: photo });
    await expectAccessible(page);
    await next(page);
    await page.getByText('Semua jawaban ini benar.').click();
    await next(page);
    expect(await page.getByText('Rp22.500').isVisible()).toBe(true);
    // The photo of the test is one colour: there is nothing to read on it, and the page says so.
    expect(await page.getByText('kurang terbaca').isVisible()).toBe(true);
    await expectAccessible(page);
    await screenshot(page, 'forms-check');
    await page.getByRole('button', { name: 'Kirim' }).click();
    expect(page.url()).toContain('terkirim=1');
    await page.context().close();
  });

  it('with scripts says faults before sending, shows what an answer leads to, and reckons the fee while one types', async () => {
    const page = await town.open(base);
    const posts: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => { if (request.method() === 'POST') posts.push(request.url()); });
    page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
    page.on('pageerror', (error) => { complaints.push(error.message); });
    await page.getByRole('button', { name: 'Mulai mengisi' }).click();
    await page.waitForFunction(() => customElements.get('serasan-form') !== undefined);
    const before = posts.length;
    await next(page);
    expect([complaints, posts.length]).toEqual([[], before]);
    expect(await page.getByRole('alert').innerText()).toContain('Pilih jawaban untuk');
    expect(await page.getByRole('alert').evaluate((element) => element === document.activeElement)).toBe(true);
    await expectAccessible(page);
    await applicant(page);
    await page.goto(page.url().replace('kontak', 'lapak'));
    expect(await page.getByLabel('Kode KBLI').isVisible()).toBe(false);
    await page.getByText('Jasa').click();
    expect(await page.getByLabel('Kode KBLI').isVisible()).toBe(true);
    await page.getByLabel('Luas lapak').fill('10,2');
    expect(await page.getByText('Rp51.000').isVisible()).toBe(true);
    await page.getByLabel('Luas lapak').fill('1.234');
    await next(page);
    expect(await page.getByRole('alert').innerText()).toContain('dapat dibaca dua cara');
    await expectAccessible(page);
    await screenshot(page, 'forms-stall-fault');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('stands whole on a desk, and prints', async () => {
    const page = await town.open('/uji/meja/lapak', { width: 1280 });
    await page.getByRole('button', { name: 'Mulai mengisi' }).click();
    await expectAccessible(page);
    await screenshot(page, 'forms-desk');
    expect(await page.getByLabel('Nama badan usaha').isVisible()).toBe(false);
    await page.getByRole('radio', { name: 'Badan usaha' }).check();
    expect(await page.getByLabel('Nama badan usaha').isVisible()).toBe(true);
    await page.context().close();
  });

  it('is light', async () => {
    const page = await town.open(base, { scripts: false });
    await page.getByRole('button', { name: 'Mulai mengisi' }).click();
    for (const part of ['pemohon.nik', 'kontak', 'lapak']) {
      const weight = await town.weigh(`${new URL(page.url()).pathname.replace(/[^/]+$/, part)}`);
      expect(weight.bytes, part).toBeLessThan(50_000);
      expect(weight.js, part).toBeLessThan(15_000);
    }
    await page.context().close();
  });
});
