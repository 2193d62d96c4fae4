import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { signInAs } from '../engines/sign-in.ts';
import { expectAccessible, screenshot, type BrowserTown, type OpenOptions } from './browser.ts';

/** Waits end when the thing is there; the time is only for a machine that does much else. */
export const patience = { timeout: 30_000 };
const pin = '246810';

/** A desk of the permit office in a browser of its own, signed in as an officer of the demonstration. */
export async function deskOf(town: BrowserTown, username: string, path: string, how: OpenOptions = {}): Promise<Page> {
  const sesi = (await signInAs(town.house, username)).slice('sesi='.length);
  return town.open(path, { width: 1280, ...how, cookies: { sesi } });
}

/** The page as people see it: held to axe, and kept as a picture. */
export async function seen(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  await screenshot(page, `saji-${name}`);
}

/** Presses a button and waits until the page that answers stands there. */
export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.waitForLoadState('domcontentloaded');
}

export async function expectText(page: Page, words: string | RegExp): Promise<void> {
  await expect.poll(() => page.locator('main').textContent(), patience).toMatch(words);
}

/** The field app on an officer's phone: registered, unlocked, with the day on it. The phone's clock stands where the house's does. */
export async function phoneOf(town: BrowserTown, username: string): Promise<Page> {
  const page = await deskOf(town, username, '/masuk', { width: 360 });
  await page.clock.setFixedTime(town.clock.now().epochMilliseconds);
  await page.goto(`${town.url}/lapangan`);
  await page.getByLabel('Nama ponsel').fill(`HP ${username}`, patience);
  await page.getByLabel('PIN, 6 angka').fill(pin);
  await page.getByLabel('Ulangi PIN').fill(pin);
  await page.getByRole('button', { name: 'Daftarkan ponsel', exact: true }).click();
  await page.getByRole('heading', { name: 'Kunjungan', exact: true }).waitFor(patience);
  return page;
}

/** Goes to a visit of the day, and is at the door. */
export async function arriveAt(page: Page, whom: RegExp): Promise<void> {
  await page.getByRole('link', { name: whom }).click(patience);
  await page.getByRole('button', { name: 'Berangkat', exact: true }).click(patience);
  await page.getByRole('button', { name: 'Saya sudah tiba', exact: true }).click(patience);
  await page.getByLabel('Nama penerima').waitFor(patience);
}

/** Says who received, that nobody asked for money, and waits until the house has everything the phone recorded. */
export async function finishVisit(page: Page, code: string): Promise<void> {
  await page.getByLabel('Yang bersangkutan').check();
  await page.getByLabel('Kode kunjungan dari warga').fill(code);
  await page.getByRole('radio', { name: 'Tidak', exact: true }).check();
  await page.getByRole('button', { name: 'Selesaikan kunjungan', exact: true }).click();
  await page.getByRole('heading', { name: 'Kunjungan', exact: true }).waitFor(patience);
  await expect.poll(() => page.locator('.field-bar').textContent(), patience).toMatch(/^Tersambung\d+ diterima/);
}
