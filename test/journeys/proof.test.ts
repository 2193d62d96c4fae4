import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { expectAccessible, openBrowserTown, screenshot, type BrowserTown } from './browser.ts';

let town: BrowserTown;
const folder = mkdtempSync(join(tmpdir(), 'srs-proof-'));
const subject = '01a20434-34e0-71ab-b6cf-48b57da91838';

beforeAll(async () => {
  town = await openBrowserTown();
  const { house } = town;
  await house.database.write({ actor: system('test'), action: 'test/served' }, async (work) => { for (let index = 0; index < 16; index += 1) work.emit({ type: 'saroale/served', version: 1, subject: index === 2 ? subject : crypto.randomUUID(), data: {} }); });
  await house.database.write({ actor: system('test'), action: 'test/booked' }, async (work) => { for (let index = 0; index < 14; index += 1) work.emit({ type: 'saroale/booked', version: 1, subject: crypto.randomUUID(), data: { channel: 'web', poli: 'ANA' } }); });
  await house.evidence.pump();
  town.clock.advance({ hours: 24 });
  await house.transparency.closeDays();
  await house.publish();
  await house.transparency.log.publish();
});
afterAll(() => town?.close());

describe('somebody who was served', () => {
  it('types the code of the receipt and downloads the proof, scripts off', async () => {
    const code = town.house.transparency.receiptCode({ type: 'saroale/served', subject });
    const page = await town.open('/struk', { scripts: false });
    await page.getByLabel('Kode struk').fill(code.toLowerCase());
    await page.getByRole('button', { name: 'Periksa struk' }).click();
    await page.getByText('Layanan Anda ikut terhitung', { exact: true }).waitFor();
    await page.getByRole('img', { name: 'Pindai untuk membuka struk ini lagi' }).waitFor();
    await screenshot(page, 'receipt');
    await expectAccessible(page);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Unduh bukti' }).click()]);
    await download.saveAs(join(folder, 'struk.tlog-proof'));
    expect(download.suggestedFilename()).toBe('struk-saroale-2026-11-23.tlog-proof');
    await page.context().close();
  });

  it('checks it on a saved page without any connection, and sees at once when one letter was changed', async () => {
    const served = await town.open('/log/pemeriksa');
    await expectAccessible(served);
    await screenshot(served, 'proof-checker');
    const html = await (await served.request.get(`${town.url}/log/pemeriksa`)).text();
    writeFileSync(join(folder, 'pemeriksa.html'), html);
    await served.context().close();

    const page = await (await town.browser.newContext({ offline: true, viewport: { width: 360, height: 800 } })).newPage();
    const asked: string[] = [];
    page.on('request', (request) => { if (!request.url().startsWith('file:')) asked.push(request.url()); });
    await page.goto(pathToFileURL(join(folder, 'pemeriksa.html')).href);
    await page.setInputFiles('#berkas', join(folder, 'struk.tlog-proof'));
    await page.getByText('Bukti ini sah', { exact: true }).waitFor();
    expect(await page.locator('#terhitung').textContent()).toContain('saroale, hari 2026-11-23, sebagai satu dari 30');
    await screenshot(page, 'proof-checked');
    const { readFileSync } = await import('node:fs');
    const bent = readFileSync(join(folder, 'struk.tlog-proof'), 'utf8').replace(/index \d+/, 'index 7');
    writeFileSync(join(folder, 'bent.tlog-proof'), bent);
    await page.setInputFiles('#berkas', join(folder, 'bent.tlog-proof'));
    await page.getByText('Bukti ini tidak sah').waitFor();
    expect(await page.locator('#sebab-inclusion').isVisible()).toBe(true);
    expect(asked).toEqual([]);
    await page.context().close();
  });

  it('may have the link to the receipt destroyed', async () => {
    const code = town.house.transparency.receiptCode({ type: 'saroale/served', subject });
    const page = await town.open(`/struk?kode=${code}`, { scripts: false });
    await page.getByText('Hapus kaitan struk ini dengan saya').first().click();
    await page.getByRole('button', { name: 'Hapus kaitan struk ini dengan saya' }).click();
    await page.getByText('Hubungan dengan struk ini sudah dihapus').waitFor();
    await page.context().close();
  });
});

describe('“where does this figure come from?”', () => {
  it('is answered in three taps from the portal, scripts off, by a proof that holds on a disk without any connection', async () => {
    const page = await town.open('/', { width: 360, scripts: false });
    let taps = 0;
    const tap = async <Next>(name: string | RegExp, next: () => Promise<Next>): Promise<Next> => {
      taps += 1;
      const [answered] = await Promise.all([next(), page.getByRole('link', { name }).first().click()]);
      return answered;
    };
    await tap('Janji dan buktinya Saroale', () => page.waitForURL('**/inovasi/saroale'));
    await tap(/Antrean diambil/, () => page.waitForURL('**/angka/bookings'));
    await page.getByRole('heading', { name: 'Dari mana angka ini?' }).waitFor();
    const download = await tap('Unduh bukti', () => page.waitForEvent('download', { timeout: 30_000 }));
    expect(taps).toBe(3);
    await download.saveAs(join(folder, 'angka.tlog-proof'));
    await page.context().close();

    writeFileSync(join(folder, 'pemeriksa-angka.html'), await (await fetch(`${town.url}/log/pemeriksa`)).text());
    const offline = await (await town.browser.newContext({ offline: true, viewport: { width: 360, height: 800 } })).newPage();
    await offline.goto(pathToFileURL(join(folder, 'pemeriksa-angka.html')).href);
    await offline.setInputFiles('#berkas', join(folder, 'angka.tlog-proof'));
    await offline.getByText('Bukti ini sah', { exact: true }).waitFor();
    expect(await offline.locator('#angka').textContent()).toMatch(/Antrean diambil.*2026-11-23: 14 kali/);
    await screenshot(offline, 'figure-checked');
    await offline.context().close();
  });
});

describe('the public log', () => {
  it('can be read by everybody, phone and desk, and is light', async () => {
    for (const path of ['/log', '/log/uji-petik', '/struk']) {
      const page = await town.open(path, { scripts: false });
      await expectAccessible(page);
      await screenshot(page, `log${path.replaceAll('/', '-')}`);
      await page.context().close();
      expect((await town.weigh(path)).bytes).toBeLessThanOrEqual(30 * 1024);
    }
    expect((await town.weigh('/log/pemeriksa')).bytes).toBeLessThanOrEqual(30 * 1024);
  });
});
