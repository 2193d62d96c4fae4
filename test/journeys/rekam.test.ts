import { afterAll, beforeAll, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { openRecord } from '#agencies/rsud/clinical-record/offers';
import { signInWith } from '../engines/sign-in.ts';
import { expectAccessible, openBrowserTown, screenshot, type BrowserTown } from './browser.ts';

// The record officer's pages, without scripts: a code list is checked, looked at and applied; a copy of a record is handed out. And the page of SATUSEHAT deliveries.
let town: BrowserTown;
let officer: Readonly<Record<string, string>>;
let steward: Readonly<Record<string, string>>;
const patience = { timeout: 30_000 };

beforeAll(async () => {
  town = await openBrowserTown({ settings: { WORKERS: 'off' } });
  officer = { sesi: (await signInWith(town.house, { role: 'clinical-record/perekam-medis', agency: 'rsud' })).token };
  steward = { sesi: (await signInWith(town.house, { role: 'sih-larajaket/komite', agency: 'rsud' })).token };
  const record = openRecord({ database: town.house.database, zone: town.house.regency.zone });
  await town.house.database.write({ actor: system('test'), action: 'test/patient' }, (work) => record.create(work, { resourceType: 'Patient', name: [{ text: 'Contoh Salinan' }], identifier: [{ system: 'urn:serasan:rsud:norm', value: '00777' }] }));
});
afterAll(() => town?.close());

it('a code list is checked, looked at and applied without scripts', async () => {
  const page = await town.open('/clinical-record/kode', { width: 1280, scripts: false, cookies: officer });
  await expectAccessible(page);
  await page.getByLabel('Sistem').selectOption({ label: 'ICD-9-CM' });
  await page.getByLabel('Edisi').fill('contoh');
  await page.getByLabel('Asal').fill('berkas contoh');
  await page.locator('input[type=file]').setInputFiles({ name: 'icd9.txt', mimeType: 'text/plain', buffer: Buffer.from('0001 Words of one\n0002 Words of two\n0003 Words of three\n') });
  await page.getByLabel('Ini daftar lengkap').uncheck();
  await page.getByRole('button', { name: 'Periksa berkas' }).click();
  await page.getByText('Menunggu Anda').waitFor(patience);
  await expectAccessible(page);
  await screenshot(page, 'daftar-kode');
  await page.getByRole('button', { name: 'Terapkan' }).click();
  await page.getByText('Selesai: 3 kode baru').waitFor(patience);
  await page.context().close();
});

it('a copy of a record is handed out with basis and purpose, without scripts', async () => {
  const page = await town.open('/clinical-record/salinan', { width: 360, scripts: false, cookies: officer });
  await page.getByLabel('Nomor rekam medis atau nomor pasien').fill('00777');
  await page.getByLabel('Diserahkan kepada').fill('RS Contoh');
  await page.getByLabel('Untuk keperluan').fill('rujukan');
  await page.getByRole('radio', { name: 'Permintaan pasien' }).check();
  await page.getByRole('button', { name: 'Buat salinan' }).click();
  await page.getByText('Salinan dibuat: 1 catatan').waitFor(patience);
  await expectAccessible(page);
  await screenshot(page, 'salinan');
  const href = await page.getByRole('link', { name: 'PDF' }).first().getAttribute('href');
  const pdf = await page.request.get(`${town.url}${href ?? ''}`);
  expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);
  await page.context().close();
});

it('every one of them can be used on a phone, in the dark and in English', async () => {
  for (const look of [{ width: 360 }, { width: 1280, dark: true }, { width: 1280, locale: 'en' }] as const) {
    for (const [path, cookies] of [['/clinical-record/kode', officer], ['/clinical-record/salinan', officer], ['/sih-larajaket/satusehat', steward]] as const) {
      const page = await town.open(path, { ...look, cookies });
      await expectAccessible(page);
      await page.context().close();
    }
  }
});
