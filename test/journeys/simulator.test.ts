import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, openBrowserTown, screenshot, type BrowserTown } from './browser.ts';

let town: BrowserTown;
beforeAll(async () => { town = await openBrowserTown({ settings: { DEMO: 'on', WORKERS: 'on' } }); }, 300_000);
afterAll(() => town.close());

const answers = (page: Page) => page.locator('.bubble:not(.bubble-user)');

/** Writes as the phone's owner and returns the answer once it stands there. */
async function writes(page: Page, text: string): Promise<string> {
  const before = await answers(page).count();
  await page.getByLabel('Tulis pesan').fill(text);
  await page.getByRole('button', { name: 'Kirim' }).click();
  return answer(page, before);
}

async function taps(page: Page, title: string): Promise<string> {
  const before = await answers(page).count();
  await page.locator('.bubble').last().getByRole('button', { name: title }).click();
  return answer(page, before);
}

/** Opens a link of the chat in this town, whose port is known only once it listens. */
async function follows(page: Page, title: string): Promise<void> {
  const href = await page.getByRole('link', { name: title }).getAttribute('href');
  await page.goto(town.url + new URL(href ?? '').pathname);
}

async function answer(page: Page, before: number): Promise<string> {
  await expect.poll(async () => {
    if (await answers(page).count() <= before) await page.getByRole('link', { name: 'Lihat balasan' }).click();
    return answers(page).count();
  }, { timeout: 20_000, interval: 1500 }).toBeGreaterThan(before);
  return (await answers(page).last().textContent()) ?? '';
}

describe.each([{ scripts: false, width: 360, phone: 0, who: 'anak saya', member: '(2019) – anak', place: 'poli anak besok pagi', poli: 'Poli Anak' }, { scripts: true, width: 1280, phone: 1, who: 'saya', member: '(1984) – saya', place: 'poli mata besok pagi', poli: 'Poli Mata' }] as const)('a demonstration phone, scripts $scripts', ({ scripts, width, phone, who, member, place, poli }) => {
  it('books in three messages and learns code, number, hour and what to bring', async () => {
    const page = await town.open(`/simulator?hp=${phone}`, { width, scripts });
    await expectAccessible(page);
    expect(await writes(page, `mau daftar ${place} buat ${who}`)).toMatch(/24 November 2026[\s\S]*Bayar dengan apa\?/);
    await screenshot(page, `simulator-${scripts ? '' : 'plain-'}1`);
    const echo = await taps(page, 'Bayar sendiri');
    expect(echo).toContain(member);
    expect(echo).toContain(poli);
    expect(echo).toContain('Benar?');
    await taps(page, 'Ya, daftarkan');
    // The reminder of the day before may already stand below it.
    const booked = (await answers(page).filter({ hasText: 'Kode booking' }).first().textContent()) ?? '';
    expect(booked).toMatch(/Kode booking SKY261124\w+, antrean [A-Z]-\d+/);
    expect(booked).toMatch(/perkiraan dilayani \d\d\.\d\d–\d\d\.\d\d WIB/);
    expect(booked).toMatch(/Datang pukul \d\d\.\d\d WIB/);
    expect(booked).toMatch(/Bawa: .+/);
    await expectAccessible(page);
    await screenshot(page, `simulator-${scripts ? '' : 'plain-'}2`);
    await follows(page, 'Lihat tempat saya');
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^Antrean [A-Z]-\d+$/);
    await page.context().close();
  }, 120_000);
});

it('a word of emergency is answered first, in the middle of a booking too', async () => {
  const page = await town.open('/simulator?hp=2', { scripts: false });
  await writes(page, 'mau daftar poli saraf besok');
  expect(await writes(page, 'bapak saya sesak napas berat')).toMatch(/DARURAT[\s\S]*119/);
  await expectAccessible(page);
  await screenshot(page, 'simulator-emergency');
  await page.context().close();
}, 60_000);

it('a new phone is led to the one-time form, and never asked for a NIK', async () => {
  const page = await town.open('/simulator?hp=3', { scripts: false });
  expect(await writes(page, 'daftar poli gigi besok umum')).toMatch(/tautan[\s\S]*Jangan kirim NIK/);
  await follows(page, 'Isi data pasien');
  await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('Kenalkan pasien');
  await expectAccessible(page);
  await screenshot(page, 'simulator-bind');
  await page.context().close();
}, 60_000);
