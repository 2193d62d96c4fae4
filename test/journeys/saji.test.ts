import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { expectLight, openBrowserTown, type BrowserTown } from './browser.ts';
import { arriveAt, deskOf, expectText, finishVisit, patience, phoneOf, press, seen } from './saji-town.ts';

let town: BrowserTown;
beforeAll(async () => { town = await openBrowserTown({ settings: { DEMO: 'on', WORKERS: 'on' } }); }, 300_000);
afterAll(() => town?.close());

const bubbles = (page: Page) => page.locator('.bubble:not(.bubble-user)');
const stateOf = async (caseId: string) => (await town.house.cases.of(caseId))?.state;

/** Says something in the chat by a button or in words, and waits for what comes back. */
async function said(page: Page, say: () => Promise<void>): Promise<string> {
  const before = await bubbles(page).count();
  await say();
  await expect.poll(async () => {
    if (await bubbles(page).count() <= before) await page.getByRole('link', { name: 'Lihat balasan' }).click();
    return bubbles(page).count();
  }, { ...patience, interval: 1000 }).toBeGreaterThan(before);
  return (await bubbles(page).last().textContent()) ?? '';
}
const taps = (page: Page, title: string) => said(page, async () => {
  const last = page.locator('.bubble').last();
  const list = last.locator('summary');
  if (await list.count() > 0) await list.click();
  await last.getByRole('button', { name: title }).click();
});
const writes = (page: Page, words: string) => said(page, async () => {
  await page.getByLabel('Tulis pesan').fill(words);
  await press(page, 'Kirim');
});

describe('a trader far from Sekayu who builds a shop', () => {
  let trader: Page;
  let front: Page;
  let status = '';
  let caseId = '';
  const look = () => trader.goto(town.url + status);

  it('is led by three questions of the chat to the right permit, and asks for it', async () => {
    trader = await town.open('/simulator?hp=3', { width: 360, scripts: false });
    expect(await writes(trader, 'mau urus izin')).toContain('Apa yang Anda urus?');
    expect(await taps(trader, 'Bangunan')).toContain('mencari keuntungan');
    expect(await taps(trader, 'Ya')).toContain('milik kabupaten');
    expect(await taps(trader, 'Tidak')).toContain('SIMBG');
    expect(await taps(trader, 'Persetujuan bangunan')).toMatch(/Siapkan:[\s\S]*Bukti hak atas tanah[\s\S]*Jangan kirim NIK/);
    await seen(trader, '1-chat');
    await trader.goto(town.url + new URL(await trader.getByRole('link', { name: 'Ajukan sekarang' }).getAttribute('href') ?? '').pathname);
    await trader.getByText('Ya', { exact: true }).click();
    await trader.getByLabel('Alamat bangunan').fill('Pasar Contoh blok 7');
    await trader.getByLabel('Nama sesuai KTP').fill('Contoh Teratai');
    await trader.getByLabel('NIK', { exact: false }).first().fill('1606014107850077');
    await trader.getByLabel('Nomor telepon').fill('081234567890');
    await trader.getByLabel('Desa atau kelurahan').selectOption('16.06.01.1009');
    await trader.getByLabel('Alamat dan patokan').fill('Dekat dermaga');
    await trader.getByLabel('Jemput berkas saya').check();
    await trader.getByLabel('Saya setuju').check();
    await seen(trader, '2-request');
    await press(trader, 'Kirim permohonan');
    await trader.waitForURL(/\/saji-muba\/p\/.+baru=1/, patience);
    await seen(trader, '3-asked');
    status = new URL(trader.url()).pathname;
    expect(await trader.locator('main').textContent()).not.toContain('Teratai');
    const code = status.split('/').at(-1)?.split('-')[0] ?? '';
    caseId = (await town.house.pool.query<{ case_id: string }>('select case_id from saji_muba.application where code = $1', [code])).rows[0]?.case_id ?? '';
  });

  it('is promised a half-day by the front office, and put on an officer’s route by the dispatcher', async () => {
    front = await deskOf(town, 'loket.saji-muba', '/saji-muba/meja', { scripts: false });
    await seen(front, '4-front');
    await front.goto(`${town.url}/saji-muba/meja/${caseId}`);
    await front.getByLabel('Hari', { exact: true }).fill('2026-11-23');
    await front.getByLabel('Paruh hari').selectOption('siang');
    await seen(front, '5-call-back');
    await press(front, 'Jadwalkan penjemputan');
    await expectText(front, /Penjemputan dijadwalkan/);
    await front.goto(`${town.url}/kunjungan?hari=2026-11-23`);
    // The demonstration opens on a planned day; the new visit waits for its officer.
    await expectText(front, /Rencana ke-1/);
    await look();
    const visitCode = (await trader.getByText(/Sebutkan kode/).textContent())?.match(/kode (\S+) kepada/)?.[1] ?? '';
    const row = front.getByRole('row', { name: visitCode });
    await row.getByText('Tetapkan', { exact: true }).first().click();
    await row.getByRole('combobox').selectOption({ label: 'Rudi Contoh' });
    await row.getByRole('button', { name: 'Tetapkan' }).click();
    await expect.poll(() => row.textContent(), patience).toContain('Ditetapkan');
    await seen(front, '6-dispatcher');
  });

  it('has the papers collected at the door with the field app, and reads who holds them', async () => {
    const phone = await phoneOf(town, 'lapangan.saji-muba');
    await look();
    const code = (await trader.getByText(/Sebutkan kode/).textContent())?.match(/kode (\S+) kepada/)?.[1] ?? '';
    await arriveAt(phone, /Contoh Teratai/);
    for (const paper of ['Kartu tanda penduduk pemohon', 'Bukti hak atas tanah']) await phone.getByLabel(paper).check();
    await phone.getByLabel('Surat kuasa bila diwakilkan').check();
    await phone.getByLabel('Nomor segel').fill('S-0107');
    await seen(phone, '7-at-the-door');
    await finishVisit(phone, code);
    await expect.poll(() => stateOf(caseId), patience).toBe('collected');
    await phone.context().close();
    await look();
    await expectText(trader, /Surat kuasa bila diwakilkan: .*Rudi Contoh, sejak/);
    await seen(trader, '8-collected');
  });

  it('is entered from the paper form, checked, and told every defect at once', async () => {
    await front.goto(`${town.url}/saji-muba/meja/${caseId}`);
    await press(front, 'Isikan dari formulir kertas');
    await front.getByText('Usaha', { exact: true }).click();
    await front.getByLabel('Luas lantai').fill('120,5');
    await front.getByLabel('Jumlah lantai').fill('2');
    await seen(front, '9-paper-form');
    await press(front, 'Simpan dan lanjut');
    await press(front, 'Kirim');
    await expect.poll(() => stateOf(caseId), patience).toBe('submitted');

    await front.goto(`${town.url}/saji-muba/meja/${caseId}`);
    await press(front, 'Nyatakan lengkap');
    await expectText(front, /Belum semua syarat diperiksa/);
    for (const group of await front.locator('fieldset').all()) await group.getByText('Lengkap', { exact: true }).click();
    for (const [paper, note] of [['gambar', 'Denah lantai dua belum ada. Kirim gambarnya.'], ['hak-tanah', 'Halaman dua sertifikat terpotong. Foto lagi.']] as const) {
      await front.locator(`#f-items\\.${paper}`).getByText('Kurang', { exact: true }).click();
      await front.locator(`[name="items.${paper}.note"]`).fill(note);
    }
    await seen(front, '10-check');
    await press(front, 'Kembalikan dengan kekurangan');
    await expect.poll(() => stateOf(caseId), patience).toBe('returned_incomplete');

    await look();
    await expectText(trader, /Gambar rencana bangunan: Denah lantai dua belum ada/);
    await expectText(trader, /Bukti hak atas tanah: Halaman dua sertifikat terpotong/);
    await seen(trader, '11-returned');
    await press(trader, 'Perbaiki dan kirim lagi');
    await trader.getByRole('heading', { name: 'Periksa lagi' }).waitFor(patience);
    await press(trader, 'Kirim');
    await expect.poll(() => stateOf(caseId), patience).toBe('submitted');

    await front.goto(`${town.url}/saji-muba/meja/${caseId}`);
    for (const group of await front.locator('fieldset').all()) await group.getByText('Lengkap', { exact: true }).click();
    await press(front, 'Nyatakan lengkap');
    await expect.poll(() => stateOf(caseId), patience).toBe('technical');
    await look();
    await expectText(trader, /Izin diputuskan paling lambat/);
    await seen(trader, '12-complete');
    for (const path of [status, `${status}/alur`, '/prosedur']) await expectLight(town, path);
  });
});

describe('the same questions on the site, on a phone without scripts', () => {
  it('lead to what to prepare, how long it takes and what it costs', async () => {
    const page = await town.open('/saji-muba', { width: 360, scripts: false });
    await seen(page, 'site-1-questions');
    await page.getByText('Praktik atau kegiatan', { exact: true }).click();
    await page.locator('#f-earns').getByText('Ya', { exact: true }).click();
    await page.locator('#f-publicPlace').getByText('Tidak', { exact: true }).click();
    await press(page, 'Tunjukkan izinnya');
    await seen(page, 'site-2-result');
    await page.getByRole('link', { name: 'Izin pemakaian tanah makam' }).click();
    await expectText(page, /Berkas yang disiapkan/);
    await seen(page, 'site-3-type');
  });

  it('cost little to look at', async () => {
    for (const path of ['/saji-muba', '/saji-muba/izin/reklame', '/saji-muba/daftar-izin']) await expectLight(town, path);
  });
});
