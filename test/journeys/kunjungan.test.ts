import { afterAll, beforeAll, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { civilDate } from '#kernel/time';
import type { Work } from '#platform/database';
import { signInWith } from '../engines/sign-in.ts';
import { expectAccessible, openBrowserTown, screenshot, type BrowserTown } from './browser.ts';

let town: BrowserTown;
let cookies: Readonly<Record<string, string>>;
const agency = 'dpmptsp';
const patience = { timeout: 30_000 };
const write = <T>(step: (work: Work) => Promise<T>) => town.house.database.write({ actor: system('test'), action: 'test/journey' }, step);

beforeAll(async () => {
  town = await openBrowserTown({ settings: { WORKERS: 'off' } });
  cookies = { sesi: (await signInWith(town.house, { role: 'dispatch/dispatcher', agency })).token };
  const { dispatch } = town.house;
  for (const [account, name, profile] of [['p1', 'Rudi Hartono', 'motor'], ['p2', 'Sari Dewi', 'mobil'], ['p3', 'Tono', 'perahu']] as const) await write((work) => dispatch.crews.set(work, { agency, account, name, profile, latitude: -2.88, longitude: 103.84, visitsADay: 8, load: 12 }));
  const date = civilDate(town.clock.now(), 'Asia/Jakarta').add({ days: 1 }).toString();
  for (const [at, district] of ['16.06.01', '16.06.01', '16.06.13', '16.06.02', '16.06.06', '16.06.03', '16.06.13', '16.06.10', '16.06.01', '16.06.11'].entries()) {
    const item = await write((work) => dispatch.items.register(work, { service: 'uji', ref: `k${at}`, kind: 'permit', label: `Izin nomor ${at + 1}`, holder: { kind: 'counter', id: agency, name: 'Loket' } }));
    await write(async (work) => {
      const { id } = await dispatch.visits.request(work, { service: 'uji', agency, kind: at % 3 === 0 ? 'delivery' : 'pickup', refs: [`k${at}`], key: `k${at}`, place: { district, latitude: -2.88 + (at % 4) * 0.03, longitude: 103.84 - (at % 5) * 0.04 }, contact: { name: 'Ani', address: 'Lorong Damai' }, ...(at === 9 ? { skills: ['menyelam'] } : {}), ...(at % 3 === 0 ? { sheet: { items: [item.id] } } : {}) });
      await dispatch.visits.schedule(work, { visit: id, date, half: at % 2 ? 'siang' : 'pagi' });
    });
  }
});
afterAll(() => town?.close());

it('lets the dispatcher plan a day, pin a visit and hand out papers, without scripts', async () => {
  const page = await town.open('/kunjungan', { width: 1280, scripts: false, cookies });
  await page.getByRole('link', { name: 'Hari berikutnya' }).click();
  await page.getByRole('button', { name: 'Susun rencana' }).click();
  await page.getByText(/Rencana ke-1/).waitFor(patience);
  expect(await page.getByText('Tidak ada petugas dengan keahlian yang diperlukan.').count()).toBe(1);
  await expectAccessible(page);
  await screenshot(page, 'kunjungan');
  await page.locator('summary', { hasText: 'Tetapkan' }).first().click();
  await page.getByLabel(/Tetapkan .* pada/).first().selectOption({ label: 'Sari Dewi' });
  await page.locator('details[open]').getByRole('button', { name: 'Tetapkan' }).click();
  await page.getByText('Ditetapkan').first().waitFor(patience);
  await page.getByRole('button', { name: 'Susun ulang' }).click();
  await page.getByText(/Rencana ke-2/).waitFor(patience);
  expect(await page.getByText('Ditetapkan').count()).toBe(1);
  await page.goto(`${town.url}/kunjungan/loket`);
  await expectAccessible(page);
  await screenshot(page, 'kunjungan-loket');
  await page.getByRole('button', { name: /^Serahkan ke/ }).first().click();
  await page.getByText(/Di tas/).first().waitFor(patience);
  await page.context().close();
});

it('can be used on a phone, in the dark and in English', async () => {
  const date = civilDate(town.clock.now(), 'Asia/Jakarta').add({ days: 1 }).toString();
  for (const look of [{ width: 360 }, { width: 1280, dark: true }, { width: 1280, locale: 'en' }] as const) {
    for (const path of [`/kunjungan?hari=${date}`, '/kunjungan/loket', '/kunjungan/petugas']) {
      const page = await town.open(path, { ...look, cookies });
      await expectAccessible(page);
      expect(await page.evaluate(() => window.innerWidth)).toBe(look.width);
      await screenshot(page, `kunjungan${path.includes('loket') ? '-loket' : path.includes('petugas') ? '-petugas' : ''}${'locale' in look ? '-en' : ''}`);
      await page.context().close();
    }
  }
});
