import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { signInWith } from '../engines/sign-in.ts';
import { openLarajaketTown, post, type LarajaketTown, type Post } from '../town/larajaket.ts';
import { keyboardOf, typicalVisits } from './keystrokes.ts';
import { expectAccessible, openBrowserTown, screenshot, type BrowserTown } from './browser.ts';

let browser: BrowserTown;
let town: LarajaketTown;
const officers = new Map<Post, { token: string; account: string }>();
const patience = { timeout: 30_000 };
const base = '/sih-larajaket';

beforeAll(async () => {
  browser = await openBrowserTown({ settings: { WORKERS: 'off' } });
  town = await openLarajaketTown({ on: browser });
  for (const role of ['perawat', 'dokter', 'penunjang', 'apoteker', 'rekam-medis', 'komite'] as const) officers.set(role, await signInWith(browser.house, { role: `sih-larajaket/${role}`, agency: 'rsud' }));
  await town.licence(officers.get('dokter')?.account ?? '');
  await browser.house.perform(town.saroale.actions.openExtraSession, system('test', 'command'), { poli: 'INT', doctor: 'dr-cakra', date: '2026-11-30', opens: '08:00', closes: '14:00', quotaJkn: 200, quotaOther: 200, reason: 'Hari uji' });
});
afterAll(() => browser?.close());

const desk = async (role: Post, path: string, how: { scripts?: boolean; width?: 360 | 1280; dark?: boolean } = {}) => {
  const page = await browser.open(`${base}${path}`, { width: 1280, ...how, cookies: { sesi: officers.get(role)?.token ?? '' } });
  page.setDefaultTimeout(patience.timeout);
  return page;
};
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const see = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor(patience);
const at = (page: Page, path: RegExp) => expect.poll(() => page.url(), patience).toMatch(path);
const measured = (visitId: string) => town.larajaket.perform(town.larajaket.actions.triage, post('perawat'), { visitId, vitals: { systolic: '150', diastolic: '90', temperature: '36,5', weight: '70' }, allergy: 'none-known' });
/** A picture as radiology attaches it: one white pixel. */
const film = { name: 'rontgen.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64') };

describe.each([['scripts on', true], ['scripts off', false]] as const)('one visit through every desk, %s', (_name, scripts) => {
  let visitId = '';
  let next = '';
  let link = '';
  let key = '';

  it('is measured by the nurse, who asks for allergies and gets the next patient by saving', async () => {
    const mark = scripts ? 'Ada' : 'Tanpa';
    ({ visitId } = await town.patient({ name: `Contoh ${mark} Skrip`, born: '1979-03-14' }));
    ({ visitId: next } = await town.patient({ name: `Contoh Berikut ${mark}` }));
    const page = await desk('perawat', '/triase', { scripts });
    await expectAccessible(page);
    await page.getByRole('link', { name: new RegExp(`Contoh ${mark} Skrip`) }).click();
    await page.getByLabel('Suhu').fill('36,5');
    await page.getByLabel('Tekanan darah atas').fill('150');
    await page.getByLabel('Tekanan darah bawah').fill('90');
    await page.getByLabel('Berat (kg)').fill('70');
    await press(page, 'Simpan dan buka berikutnya');
    await see(page, 'Tanyakan alergi kepada pasien');
    await expectAccessible(page);
    await page.getByText('Tidak ada alergi yang diketahui').click();
    await screenshot(page, `larajaket-triase${scripts ? '' : '-polos'}`);
    await press(page, 'Simpan dan buka berikutnya');
    await see(page, /Triase D-?\d+ tersimpan/);
    expect(await page.getByRole('heading', { level: 1, name: `Contoh Berikut ${mark}` }).count()).toBe(1);
    await expectAccessible(page);
    await page.context().close();
  });

  it('is examined on one screen: code by an everyday word, medicine with its checks, orders', async () => {
    const page = await desk('dokter', `/dokter/${visitId}`, { scripts });
    await press(page, 'Mulai periksa');
    await page.getByRole('searchbox', { name: /ICD-10/ }).waitFor(patience);
    // Who types before the scripts are there searches with Enter.
    await page.waitForLoadState('load');
    await page.getByRole('searchbox', { name: /ICD-10/ }).fill('kencing manis');
    if (!scripts) await page.getByRole('searchbox', { name: /ICD-10/ }).press('Enter');
    await press(page, /E11\.9/);
    await see(page, 'Utama');
    const medicine = page.locator('#resep');
    await medicine.getByLabel('Obat', { exact: true }).fill('metformin');
    await medicine.getByLabel('Aturan pakai').first().fill('9x4 tab 30 hari');
    if (scripts) await see(page, /melebihi batas/);
    await press(page, 'Tambah ke resep');
    await medicine.locator('.notice strong').first().waitFor(patience);
    await see(page, /melebihi batas/);
    await expectAccessible(page);
    await medicine.getByLabel('Aturan pakai').first().fill('2x1 tab pc 30 hari');
    await press(page, 'Tambah ke resep');
    await see(page, '2 kali sehari, 1 tablet, sesudah makan, selama 30 hari');
    for (const panel of ['Gula darah sewaktu', 'Rontgen dada']) {
      await page.locator('#penunjang').getByLabel('Pemeriksaan').selectOption({ label: panel });
      await page.locator('#penunjang').getByRole('button', { name: 'Minta' }).click();
      await page.locator('#penunjang li', { hasText: panel }).waitFor(patience);
    }
    await expectAccessible(page);
    await page.context().close();
  });

  it('gets its results: the wrong label is refused, a critical value is called, a film is attached', async () => {
    const page = await desk('penunjang', '/penunjang', { scripts });
    await page.getByRole('link', { name: /Gula darah sewaktu/ }).first().click();
    await page.getByLabel('Gula darah sewaktu', { exact: false }).first().fill('320');
    await page.getByLabel(/Tanggal lahir atau nomor RM/).fill('01-01-1990');
    await press(page, 'Kirim hasil ke dokter');
    await see(page, 'Pasien tidak cocok');
    await expectAccessible(page);
    await page.getByLabel(/Tanggal lahir atau nomor RM/).fill('14-03-1979');
    await press(page, 'Kirim hasil ke dokter');
    await see(page, /Telepon dokter sekarang/);
    await expectAccessible(page);
    await screenshot(page, `larajaket-penunjang${scripts ? '' : '-polos'}`);
    await page.getByLabel('Disampaikan kepada').first().fill('dr. Contoh Cakra');
    await press(page, 'Catat');
    await page.getByRole('link', { name: /Rontgen dada/ }).first().click();
    await page.getByLabel(/Tanggal lahir atau nomor RM/).fill('14-03-1979');
    await page.getByLabel('Uraian atau kesimpulan').fill('Jantung dan paru dalam batas normal.');
    await page.getByLabel(/Berkas atau gambar/).setInputFiles(film);
    await press(page, 'Kirim hasil ke dokter');
    await see(page, /terkirim ke dokter/);
    await page.context().close();
  });

  it('is signed, with the results read and the next visit booked', async () => {
    const page = await desk('dokter', `/dokter/${visitId}`, { scripts });
    for (let unread = 2; unread > 0; unread -= 1) {
      await page.getByRole('button', { name: 'Sudah saya baca' }).first().click();
      await expect.poll(() => page.getByRole('button', { name: 'Sudah saya baca' }).count(), patience).toBe(unread - 1);
    }
    const file = await page.getByRole('link', { name: 'Buka berkas' }).first().getAttribute('href');
    const opened = await page.context().request.get(`${browser.url}${file ?? ''}`);
    expect([opened.status(), opened.headers()['content-type']]).toEqual([200, 'image/png']);
    await page.getByRole('link', { name: 'Kontrol diabetes' }).click();
    await expect.poll(() => page.getByLabel('S – keluhan').inputValue(), patience).toContain('Kontrol gula darah');
    await page.getByRole('link', { name: '1 minggu lagi' }).click();
    await press(page, 'Pilih');
    await see(page, /Kontrol 30 November 2026/);
    if (!scripts) await page.getByRole('link', { name: 'Kontrol diabetes' }).click();
    await screenshot(page, `larajaket-dokter${scripts ? '' : '-polos'}`);
    await press(page, 'Tanda tangani dan selesai');
    await see(page, 'Ditandatangani. Resep dikirim ke farmasi.');
    await expectAccessible(page);
    await page.context().close();
  });

  it('is reviewed, labelled, partly handed over and completed by the pharmacist', async () => {
    const page = await desk('apoteker', `/farmasi/${visitId}`, { scripts });
    await expectAccessible(page);
    const dose = page.getByRole('group', { name: 'Dosis' });
    await dose.getByRole('radio', { name: 'Masalah' }).check();
    await press(page, 'Simpan telaah');
    await see(page, 'Tulis masalahnya.');
    await expectAccessible(page);
    await screenshot(page, `larajaket-telaah${scripts ? '' : '-polos'}`);
    await dose.getByLabel('Dosis: Tulis masalahnya').fill('Dosis awal, ditelepon');
    await dose.getByLabel('Dosis: Diselesaikan oleh').fill('dr. Cakra: tetap');
    await press(page, 'Simpan telaah');
    await press(page, 'Obat sudah disiapkan');
    await page.getByLabel(/metformin 500 mg/i).fill('40');
    await expectAccessible(page);
    await press(page, 'Serahkan kepada pasien');
    await see(page, 'Sudah diserahkan 40 dari 60');
    await page.getByText(/metformin 500 mg/i).last().click();
    await page.locator('details[open]').getByRole('button', { name: 'Serahkan kepada pasien' }).click();
    await see(page, 'Sudah diserahkan 60 dari 60');
    await page.goto(`${browser.url}${base}/farmasi/${visitId}/etiket`);
    await see(page, '2 kali sehari, 1 tablet, sesudah makan');
    await expectAccessible(page);
    await screenshot(page, `larajaket-etiket${scripts ? '' : '-polos'}`);
    const [item] = await town.rows<{ id: string }>('select i.id from sih_larajaket.rx_item i join sih_larajaket.rx r on r.id = i.rx_id where r.visit_id = $1', [visitId]);
    const spoken = await browser.open(`${base}/etiket/${town.larajaket.doors.signLabel(item?.id ?? '')}`, { scripts });
    expect(await spoken.locator('main').innerText()).toContain('2 kali sehari, 1 tablet, sesudah makan');
    expect(await spoken.locator('main').innerText()).not.toContain('Contoh');
    if (scripts) {
      await press(spoken, 'Dengarkan');
      await expect.poll(() => spoken.locator('speak-label').getAttribute('data-said'), patience).toMatch(/^metformin 500 mg. Cara pakai: 2 kali sehari/);
    } else expect(await spoken.getByRole('button', { name: 'Dengarkan' }).count()).toBe(0);
    await expectAccessible(spoken);
    await screenshot(spoken, `larajaket-etiket-suara${scripts ? '' : '-polos'}`);
    await spoken.context().close();
    await page.context().close();
  });

  it('is finished by the coder only when complete, with a claim file and a code for the patient', async () => {
    const page = await desk('rekam-medis', `/rekam-medis/${visitId}`, { scripts });
    await expectAccessible(page);
    await screenshot(page, `larajaket-rekam-medis${scripts ? '' : '-polos'}`);
    const claim = await page.context().request.get(`${browser.url}${base}/rekam-medis/${visitId}/klaim`);
    expect(await claim.text()).toContain('E11.9');
    await press(page, 'Selesaikan kunjungan');
    await expect.poll(() => page.locator('.patient-banner').textContent(), patience).toContain('Selesai');
    await press(page, 'Buat kode baru');
    key = (await page.locator('.huge').textContent()) ?? '';
    link = new URL(/https?:\S+\/sih-larajaket\/resume\/[\w.-]+/.exec(await page.locator('main').innerText())?.[0] ?? 'http://x').pathname;
    expect(key).toMatch(/^[0-9A-Z]{6}$/);
    await expectAccessible(page);
    await page.context().close();
    const other = await desk('rekam-medis', `/rekam-medis/${next}`, { scripts });
    await see(other, 'Belum');
    expect(await other.getByRole('button', { name: 'Selesaikan kunjungan' }).count()).toBe(0);
    await other.context().close();
  });

  it('is read by the patient by link and code, who sees who looked and gives and withdraws consent', async () => {
    const page = await browser.open(link, { width: 360, scripts });
    await page.getByLabel('Kode enam huruf').fill('XXXXXX');
    await press(page, 'Buka resume');
    await see(page, 'Kode tidak cocok');
    await expectAccessible(page);
    await page.getByLabel('Kode enam huruf').fill(key);
    await press(page, 'Buka resume');
    await see(page, 'Siapa melihat data Anda');
    expect(await page.locator('main').innerText()).toContain('Kontrol gula darah');
    await expectAccessible(page);
    await screenshot(page, `larajaket-pasien${scripts ? '' : '-polos'}`);
    const share = page.locator('.consent-row', { hasText: 'Dokter di tempat lain' });
    await share.getByRole('button', { name: 'Saya setuju' }).click();
    await share.getByText('Diberikan', { exact: true }).waitFor(patience);
    await share.getByRole('button', { name: 'Tarik persetujuan' }).click();
    await share.getByText('Belum diberikan').waitFor(patience);
    await page.context().close();
  });
});

it('lets a doctor do a typical visit by keyboard alone, in at most 90 seconds of typing by the keystroke-level model', async () => {
  const figures = [];
  for (const story of typicalVisits) {
    const { visitId } = await town.patient({ name: `Contoh ${story.name}` });
    await measured(visitId);
    const page = await desk('dokter', `/dokter/${visitId}`);
    const keys = keyboardOf(page);
    await story.go(keys);
    await see(page, 'Ditandatangani. Resep dikirim ke farmasi.');
    const [note] = await town.rows<{ body: Record<string, string> }>("select body from sih_larajaket.note_version where visit_id = $1 and kind = 'signed'", [visitId]);
    const [made] = await town.rows<{ codes: string; items: string; orders: string; controls: string }>('select (select count(*) from sih_larajaket.coding where visit_id = $1) as codes, (select count(*) from sih_larajaket.rx_item i join sih_larajaket.rx r on r.id = i.rx_id where r.visit_id = $1) as items, (select count(*) from sih_larajaket.support_order where visit_id = $1) as orders, (select count(*) from sih_larajaket.control where visit_id = $1) as controls', [visitId]);
    expect(Object.values(made ?? {}).map(Number)).toEqual(story.makes);
    figures.push({ visit: story.name, ...keys.figure(['subjective', 'objective', 'assessment', 'plan'].map((part) => note?.body[part] ?? '').join('').length + story.written) });
    await page.context().close();
  }
  process.stdout.write(`${figures.map((one) => `${one.visit}: ${one.keystrokes} keystrokes, ${one.seconds} s; written in full ${one.inFull} s, ratio ${one.ratio}`).join('\n')}\n`);
  const seconds = figures.map((one) => one.seconds).sort((a, b) => a - b);
  expect(seconds[Math.floor(seconds.length / 2)]).toBeLessThanOrEqual(90);
});

it('fits a phone and the dark on every desk', async () => {
  const { visitId } = await town.patient({ name: 'Contoh Layar Kecil' });
  await measured(visitId);
  const first = await desk('dokter', `/dokter/${visitId}`);
  await press(first, 'Mulai periksa');
  await at(first, /dokter/);
  await first.context().close();
  const pages: readonly (readonly [Post, string, string])[] = [['perawat', `/triase/${visitId}`, 'triase'], ['dokter', '/dokter', 'dokter-antrean'], ['dokter', `/dokter/${visitId}`, 'dokter'], ['penunjang', '/penunjang', 'penunjang'], ['apoteker', '/farmasi', 'farmasi'], ['rekam-medis', `/rekam-medis/${visitId}`, 'rekam-medis'], ['komite', '/darurat', 'darurat'], ['komite', '/izin-praktik', 'izin-praktik']];
  for (const look of [{ width: 360 }, { width: 1280, dark: true }] as const) {
    for (const [role, path, name] of pages) {
      const page = await desk(role, path, look);
      await expectAccessible(page);
      expect([name, await page.evaluate(() => window.innerWidth)]).toEqual([name, look.width]);
      await screenshot(page, `larajaket-${name}`);
      await page.context().close();
    }
  }
});
