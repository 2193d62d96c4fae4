import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { openSaji } from '../../src/agencies/dpmptsp/saji-muba/rooms.ts';
import { openDoors } from '../../src/agencies/dpmptsp/saji-muba/service.ts';
import { wishOf } from '../town/saji.ts';
import { openBrowserTown, type BrowserTown } from './browser.ts';
import { arriveAt, deskOf, expectText, finishVisit, patience, phoneOf, press, seen } from './saji-town.ts';

let town: BrowserTown;
let trader: Page;
let caseId = '';
let status = '';
const folder = mkdtempSync(join(tmpdir(), 'srs-saji-'));
const stateOf = async () => (await town.house.cases.of(caseId))?.state;
const look = () => trader.goto(town.url + status);
const at = (username: string, how: { scripts?: boolean } = {}) => deskOf(town, username, `/saji-muba/meja/${caseId}`, how);

beforeAll(async () => {
  town = await openBrowserTown({ settings: { DEMO: 'on', WORKERS: 'off' } });
  // The way up to the complete check is walked in saji.test.ts.
  const doors = openDoors(town.house);
  if (!doors) throw new Error('This regency has no permit office.');
  const { actions } = openSaji(doors, town.house.perform);
  const account = await town.house.identity.accountOf('loket.saji-muba');
  const front: Actor = { kind: 'staff', id: account?.id ?? '', name: 'Loket', permissions: new Set(town.house.access.role('saji-muba/loket')?.permissions), agency: 'dpmptsp', channel: 'web' };
  const type = doors.catalogue.find('pbg');
  const asked = await town.house.perform(actions.request, { ...front, kind: 'resident' }, wishOf(type, { object: 'Pasar Contoh blok 9', who: { name: 'Contoh Melati', nik: '1606014107850078', phone: '081234567891' } }));
  ({ caseId, path: status } = asked);
  await town.house.perform(actions.submit, front, { caseId, answers: { fungsi: 'usaha', alamatBangunan: 'Pasar Contoh blok 9', luasLantai: 72.5, lantai: 1 } });
  await town.house.perform(actions.judge, front, { caseId, items: Object.fromEntries((type?.requirements ?? []).map((one) => [one.id, { verdict: 'ok', note: '' }])), complete: true });
  trader = await town.open(status, { scripts: false });
}, 300_000);
afterAll(async () => { await town?.close(); rmSync(folder, { recursive: true }); });

describe('after the complete check', () => {
  it('the technical agency gives its opinion', async () => {
    const page = await at('teknis-pupr.saji-muba');
    for (const group of await page.locator('fieldset').all()) await group.getByText('Memenuhi', { exact: true }).click();
    await page.getByLabel('Catatan').fill('Gambar sesuai.');
    await seen(page, '20-technical');
    await press(page, 'Kirim rekomendasi');
    await expect.poll(stateOf, patience).toBe('drafting');
    await page.context().close();
  });

  it('the back office bills, the bank tells of the money, a second payment waits in suspense, and the cashier sees both', async () => {
    const page = await at('penyusun.saji-muba');
    for (const [label, value] of [['terintegrasi', '0,1995'], ['terbangun', '1'], ['prasarana', '0']] as const) await page.locator(`[name="measured.${label}"]`).fill(value);
    await seen(page, '21-bill');
    await press(page, 'Terbitkan tagihan');
    await expect.poll(stateOf, patience).toBe('billing');
    await look();
    await expectText(trader, /Tagihan[\s\S]*Rp289\.275/);
    await seen(trader, '22-bill-status');

    const cashier = await deskOf(town, 'kasir.saji-muba', '/kasir');
    const [bill] = await town.house.billing.billsOf('saji-muba', caseId);
    await cashier.getByRole('link', { name: bill?.number ?? '' }).click();
    await seen(cashier, '23-cashier');
    await press(cashier, 'Peragaan: bayar lewat bank tiruan');
    await expectText(cashier, /Lunas/);
    expect(await stateOf()).toBe('drafting');
    const bank = town.house.standInBank;
    await bank?.tell(async ({ path, headers, body }) => { const answered = await town.house.http.app.inject({ method: 'POST', url: path, headers, payload: body }); return { status: answered.statusCode, body: answered.body }; }, { account: bill?.virtualAccount ?? '', amount: bill?.total ?? 0n, reference: 'DUA-KALI' });
    await cashier.goto(`${town.url}/kasir/titipan`);
    await expectText(cashier, /Rp289\.275/);
    await seen(cashier, '24-suspense');
    await cashier.context().close();

    await page.goto(`${town.url}/saji-muba/meja/${caseId}`);
    await page.getByLabel('Ketentuan tambahan').fill('Pasang papan nama proyek.');
    await seen(page, '25-draft');
    await press(page, 'Ajukan');
    await expect.poll(stateOf, patience).toBe('paraf');
    await page.context().close();
  });

  it('three heads initial one after the other, and the head signs from the basket', async () => {
    for (const [turn, post] of ['verifikator', 'kabid', 'sekretaris'].entries()) {
      const page = await at(`${post}.saji-muba`, { scripts: turn === 0 });
      if (turn === 0) await seen(page, '26-paraf');
      await press(page, 'Beri paraf');
      await expect.poll(async () => (await town.house.cases.tasks(caseId)).filter((task) => task.kind === 'paraf' && task.state === 'done').length, patience).toBe(turn + 1);
      await page.context().close();
    }
    const head = await at('kepala.saji-muba');
    await head.getByRole('link', { name: 'Buka keranjang tanda tangan' }).click();
    await seen(head, '27-basket');
    await head.getByRole('link', { name: 'pendampingan SIMBG · C.M.' }).click();
    await head.getByLabel('Saya menandatangani juga').check();
    await head.getByLabel('Frasa sandi').fill('gambo tiga warna');
    await seen(head, '28-sign');
    await press(head, 'Tanda tangani dokumen ini');
    await expectText(head, 'Semua 1 dokumen ditandatangani.');
    expect(await stateOf()).toBe('issued');
    await head.goto(`${town.url}/saji-muba/meja/${caseId}/alur`);
    await expectText(head, /Perkara ini di sini: Terbit/);
    await seen(head, '28-course');
    await head.goto(`${town.url}/saji-muba/pimpinan`);
    await seen(head, '29-dashboard');
    await head.context().close();
  });

  it('the counter loads the courier’s bag, and the courier hands the permit over at the door', async () => {
    const front = await at('loket.saji-muba', { scripts: false });
    await front.getByLabel('Hari', { exact: true }).fill('2026-11-23');
    await front.getByLabel('Paruh hari').selectOption('siang');
    await press(front, 'Jadwalkan pengantaran');
    await expect.poll(stateOf, patience).toBe('dispatched');
    await look();
    const code = (await trader.getByText(/Sebutkan kode/).textContent())?.match(/kode (\S+) kepada/)?.[1] ?? '';
    await front.goto(`${town.url}/kunjungan?hari=2026-11-23`);
    const row = front.getByRole('row', { name: code });
    await row.getByText('Tetapkan', { exact: true }).first().click();
    await row.getByRole('combobox').selectOption({ label: 'Sari Contoh' });
    await row.getByRole('button', { name: 'Tetapkan' }).click();
    await expect.poll(() => row.textContent(), patience).toContain('Ditetapkan');
    await front.goto(`${town.url}/kunjungan/loket`);
    await seen(front, '30-counter');
    await press(front, 'Serahkan ke Sari Contoh');
    await expectText(front, /Di tas Sari Contoh/);
    await front.context().close();

    const phone = await phoneOf(town, 'kurir.saji-muba');
    await arriveAt(phone, /Contoh Melati/);
    await expect.poll(() => phone.getByRole('group', { name: 'Diserahkan kepada warga' }).textContent(), patience).toContain('PBG/DPMPTSP');
    await seen(phone, '31-delivery');
    await finishVisit(phone, code);
    await expect.poll(stateOf, patience).toBe('delivered');
    await phone.context().close();
  });

  it('the trader holds a permit that proves itself by code and by file, and is asked what they thought of it', async () => {
    await look();
    await seen(trader, '32-delivered');
    await expectText(trader, /Struk layanan: \S+/);
    await trader.getByRole('link', { name: 'Lihat gambar alurnya' }).click();
    await expectText(trader, /Perkara ini di sini: Diterima/);
    await seen(trader, '35-course');
    await trader.getByRole('link', { name: 'Tabel alur kerja' }).click();
    await trader.getByRole('link', { name: 'Prosedur yang berjalan' }).click();
    await expectText(trader, /Izin dan surat keterangan[\s\S]*Pendampingan OSS/);
    await seen(trader, '36-procedures');
    await look();
    const [download] = await Promise.all([trader.waitForEvent('download', patience), trader.getByRole('link', { name: 'Unduh dokumen' }).click()]);
    const file = join(folder, 'izin.pdf');
    await download.saveAs(file);
    await trader.getByRole('link', { name: 'Periksa keasliannya' }).click();
    await expectText(trader, /Dokumen ini berlaku[\s\S]*640\/\d+\/PBG\/DPMPTSP\/2026/);
    const proof = await town.open(new URL(trader.url()).pathname);
    await proof.locator('input[type=file]').setInputFiles(file);
    await expectText(proof, /sama persis/);
    const bent = readFileSync(file);
    bent[100] = (bent[100] ?? 0) ^ 1;
    writeFileSync(join(folder, 'bent.pdf'), bent);
    await proof.locator('input[type=file]').setInputFiles(join(folder, 'bent.pdf'));
    await expectText(proof, /Berkas ini berbeda/);
    await seen(proof, '33-proof');

    const token = (await town.house.pool.query<{ event_type: string }>('select event_type from survey.token where event_subject = $1', [caseId])).rows;
    expect(token).toEqual([{ event_type: 'saji-muba/delivered' }]);
    await trader.goto(`${town.url}/saji-muba/daftar-izin?cari=PBG`);
    await expectText(trader, /PBG\/DPMPTSP\/2026[\s\S]*Berlaku/);
    await seen(trader, '34-register');
  });

  it('the head suspends it and gives it back: whoever scans the code, the register and the holder read it at once', async () => {
    const head = await deskOf(town, 'kepala.saji-muba', '/saji-muba/terbit?cari=PBG', { scripts: false });
    await seen(head, '40-issued');
    const [permit] = (await town.house.pool.query<{ id: string; number: string; verification: string }>('select id, number, verification from saji_muba.permit where case_id = $1', [caseId])).rows;
    await head.getByRole('link', { name: permit?.number ?? '' }).click();
    await head.getByLabel('Alasan').fill('Papan proyek belum dipasang, lihat ketentuan nomor tiga.');
    await seen(head, '41-permit');
    await press(head, 'Bekukan');
    await expectText(head, /Papan proyek belum dipasang/);
    await trader.goto(`${town.url}/verifikasi/${permit?.verification}`);
    await expectText(trader, /sedang dibekukan[\s\S]*Papan proyek belum dipasang/);
    await seen(trader, '42-suspended-proof');
    await look();
    await expectText(trader, /Keadaan izin ini: dibekukan/);
    await seen(trader, '43-suspended-status');
    await head.getByLabel('Alasan').fill('Papan proyek sudah dipasang.');
    await press(head, 'Berlakukan lagi');
    await expectText(head, /sudah dipasang/);
    await trader.goto(`${town.url}/verifikasi/${permit?.verification}`);
    await expectText(trader, /Dokumen ini berlaku/);
    await head.context().close();
  });

  it('the holder asks for an official copy, and tells of an unofficial fee that only the Inspectorate and the head read', async () => {
    await look();
    await trader.getByText('Apakah Anda diminta membayar?').click();
    await trader.getByRole('link', { name: 'Kirim laporan' }).click();
    await trader.getByLabel('Apakah Anda diminta membayar?').fill('Seseorang di depan kantor minta lima puluh ribu.');
    await press(trader, 'Kirim laporan');
    await expectText(trader, /Laporan Anda sudah diterima/);
    const auditor = await deskOf(town, 'inspektur-inspektorat.saji-muba', '/saji-muba/laporan', { scripts: false });
    await seen(auditor, '44-reports');
    await auditor.getByRole('link', { name: 'Baca laporan' }).first().click();
    await expectText(auditor, /minta lima puluh ribu/);
    await auditor.getByLabel('Apa yang dilakukan?').fill('Petugas dimintai keterangan; tidak terbukti.');
    await seen(auditor, '45-report');
    await press(auditor, 'Catat tindak lanjut');
    await expectText(auditor, /tidak terbukti/);
    await auditor.context().close();

    await look();
    await trader.getByText('Perpanjang, ubah, atau minta salinan').click();
    await press(trader, 'Minta salinan resmi');
    await trader.waitForURL(/baru=1/, patience);
    await expectText(trader, /Permohonan Anda sudah kami terima/);
    await seen(trader, '46-copy');
  });
});
