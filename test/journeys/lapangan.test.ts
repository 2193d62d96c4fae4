import { randomBytes } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { civilDate } from '#kernel/time';
import type { Work } from '#platform/database';
import { signInAgain, signInWith } from '../engines/sign-in.ts';
import { expectAccessible, openBrowserTown, screenshot, type BrowserTown } from './browser.ts';

let town: BrowserTown;
let officer: { cookie: string; account: string; token: string };
let other: { account: string };
const agency = 'dpmptsp';
const pin = '246810';
const visits: string[] = [];
const allIn = 'Tersambung8 diterimaSambungkan';
const patience = { timeout: 30_000 };
const write = <T>(step: (work: Work) => Promise<T>) => town.house.database.write({ actor: system('test'), action: 'test/journey' }, step);
const rows = async (what: string, values: unknown[] = []) => (await town.house.pool.query(what, values)).rows;

beforeAll(async () => {
  town = await openBrowserTown({ now: Temporal.Now.instant().toString({ smallestUnit: 'second' }), settings: { WORKERS: 'off' } });
  officer = await signInWith(town.house, { role: 'dispatch/officer', agency });
  other = await signInWith(town.house, { role: 'dispatch/officer', agency });
  const { dispatch } = town.house;
  for (const [who, name] of [[officer.account, 'Rudi Hartono'], [other.account, 'Sari Dewi']] as const) await write((work) => dispatch.crews.set(work, { agency, account: who, name, profile: 'motor', latitude: -2.88, longitude: 103.84, visitsADay: 8, load: 20 }));
  const date = civilDate(town.clock.now(), 'Asia/Jakarta').toString();
  for (const [at, name] of ['Ani Suryani', 'Budi', 'Cici Lestari'].entries()) {
    visits.push(await write(async (work) => {
      const { id } = await dispatch.visits.request(work, {
        service: 'uji', agency, kind: at === 1 ? 'delivery' : 'pickup', refs: [`kasus-${at}`], key: `j-${at}`, place: { district: '16.06.01' }, contact: { name, phone: '+6281200000001', address: `Lorong Damai ${at + 1}`, landmark: 'dekat musala' },
        sheet: { note: 'Layanan ini gratis.', checklist: [{ id: 'ktp', label: 'KTP asli', original: true }, { id: 'lokasi', label: 'Lokasi usaha terlihat dari jalan', required: true }], questions: [{ id: 'luas', label: 'Luas tempat usaha', type: 'number', unit: 'm²', required: true }] },
      });
      await dispatch.visits.schedule(work, { visit: id, date, half: at === 2 ? 'siang' : 'pagi' });
      await dispatch.plan.assign(work, { visit: id, officer: officer.account });
      return id;
    }));
  }
});
afterAll(() => town?.close());

const bar = (page: Page) => page.locator('.field-bar').textContent();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const unlock = async (page: Page) => { await page.getByLabel('PIN, 6 angka').fill(pin); await press(page, 'Buka'); await page.getByRole('heading', { name: 'Kunjungan', exact: true }).waitFor(patience); };
/** A picture as a camera makes it: large and in colour. */
const picture = (page: Page) => page.evaluate(async () => {
  const canvas = new OffscreenCanvas(2600, 1900);
  const pen = canvas.getContext('2d');
  for (let at = 0; pen && at < 3000; at += 1) { pen.fillStyle = `hsl(${(at * 47) % 360} 70% ${(at * 13) % 100}%)`; pen.fillRect((at * 131) % 2600, (at * 71) % 1900, 60, 40); }
  return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 })).arrayBuffer())];
}).then((bytes) => ({ name: 'ktp.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) }));

async function sign(page: Page): Promise<void> {
  const pad = page.locator('sign-pad svg');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('There is no field to sign in.');
  await page.mouse.move(box.x + 20, box.y + 30);
  await page.mouse.down();
  for (let at = 1; at < 12; at += 1) await page.mouse.move(box.x + 20 + at * 15, box.y + 30 + (at % 3) * 18);
  await page.mouse.up();
}

describe('an officer’s day without signal', () => {
  let page: Page;
  let context: BrowserContext;

  it('begins with a phone that is registered, locked and readable', async () => {
    page = await town.open('/lapangan', { cookies: { sesi: officer.token } });
    context = page.context();
    await page.getByRole('heading', { name: 'Daftarkan ponsel ini' }).waitFor(patience);
    await expectAccessible(page);
    await screenshot(page, 'lapangan-daftar');
    await page.getByLabel('Nama ponsel').fill('HP Rudi');
    await page.getByLabel('PIN, 6 angka').fill(pin);
    await page.getByLabel('Ulangi PIN').fill('111111');
    await press(page, 'Daftarkan ponsel');
    await page.getByText('Tulis enam angka yang sama dua kali.').waitFor(patience);
    await page.getByLabel('Ulangi PIN').fill(pin);
    await press(page, 'Daftarkan ponsel');
    await page.getByRole('link', { name: /Ani Suryani/ }).waitFor(patience);
    await expectAccessible(page);
    await screenshot(page, 'lapangan-hari');
    // What lies in the browser's database names nobody.
    const kept = await page.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((resolve) => { const asked = indexedDB.open('lapangan'); asked.addEventListener('success', () => { resolve(asked.result); }); });
      const all = await new Promise<unknown[]>((resolve) => { const asked = db.transaction('visits').objectStore('visits').getAll(); asked.addEventListener('success', () => { resolve(asked.result); }); });
      db.close();
      return { rows: all.length, text: JSON.stringify(all, (_key, value: unknown) => (value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value)) };
    });
    expect(kept.rows).toBe(3);
    expect(kept.text).not.toContain('Suryani');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await expect.poll(() => page.evaluate(() => caches.keys().then((names) => names.length)), patience).toBe(1);
  });

  it('goes on offline, through a reload and a killed app: pickup with checklist and scan, a failed visit, a handover by code', async () => {
    await context.setOffline(true);
    await page.reload();
    await unlock(page);
    await expect.poll(() => bar(page), patience).toContain('Tanpa sinyal');
    // The route is drawn on the phone itself.
    expect(await page.getByRole('img', { name: /Utara di atas/ }).locator('g text').allTextContents()).toEqual(['1, 2, 3']);
    await screenshot(page, 'lapangan-rute');

    await page.getByRole('link', { name: /Ani Suryani/ }).click();
    await press(page, 'Berangkat');
    await press(page, 'Saya sudah tiba');
    await page.getByText('KTP asli').first().waitFor(patience);
    await expectAccessible(page);
    await screenshot(page, 'lapangan-di-lokasi');
    await press(page, 'Selesaikan kunjungan');
    await page.getByText(/Lengkapi: Lokasi usaha/).waitFor(patience);
    await page.getByLabel('KTP asli').check();
    await page.getByLabel('Lokasi usaha terlihat dari jalan').check();
    await page.getByLabel('Nomor segel').fill('S-0042');
    await page.getByLabel('Luas tempat usaha (m²)').fill('1.250,5');
    await page.getByLabel('Nama berkas').fill('KTP');
    await page.getByLabel('Foto halaman').setInputFiles(await picture(page));
    await page.getByText('1 halaman tersimpan di HP').waitFor(patience);
    await page.getByLabel('Yang bersangkutan').check();
    await page.getByLabel('Empat angka terakhir NIK penerima').fill('0001');
    await page.getByRole('radio', { name: 'Ya', exact: true }).check();
    await sign(page);
    await press(page, 'Selesaikan kunjungan');
    await page.getByRole('heading', { name: 'Kunjungan', exact: true }).waitFor(patience);

    await page.close();
    page = await context.newPage();
    // A new page of a browser without network may still slip a request through on a busy machine.
    await page.route('**/lapangan/api/**', (route) => route.abort());
    await page.goto(`${town.url}/lapangan`);
    await page.getByLabel('PIN, 6 angka').fill('999999');
    await press(page, 'Buka');
    await page.getByText('PIN belum cocok').waitFor(patience);
    await unlock(page);
    await expect.poll(() => bar(page), patience).toContain('5 tersimpan di HP');

    await page.getByRole('link', { name: /Budi/ }).click();
    await press(page, 'Berangkat');
    await page.getByText('Kunjungan tidak berhasil').click();
    await page.getByLabel('Tidak di rumah').check();
    await press(page, 'Catat tidak berhasil');

    await press(page, 'Isi tas (1)');
    await page.getByText('Serahkan ke petugas lain').click();
    await page.locator('label', { hasText: 'KTP asli' }).last().locator('input').check();
    await page.getByLabel('Loket', { exact: true }).check();
    await page.getByLabel('Nama loket atau petugas').fill('Loket depan');
    await press(page, 'Tampilkan kode serah terima');
    await page.locator('.field-qr svg').waitFor(patience);
    await expectAccessible(page);
    await screenshot(page, 'lapangan-serah');
    await press(page, 'Kembali ke daftar');

    await page.getByRole('link', { name: /Cici Lestari/ }).click();
    await press(page, 'Berangkat');
    await press(page, 'Saya sudah tiba');
    expect(await rows("select count(*)::int as n from dispatch.field_event")).toEqual([{ n: 0 }]);
  });

  it('comes back after two days: everything arrives once though answers are lost, and what changed meanwhile is explained', async () => {
    await write((work) => town.house.dispatch.plan.assign(work, { visit: visits[2] ?? '', officer: other.account }));
    town.clock.advance({ hours: 48 });
    await page.clock.setFixedTime(town.clock.now().epochMilliseconds);
    await page.reload();
    await unlock(page);
    await page.getByText('Data kunjungan sudah lewat 24 jam').waitFor(patience);
    await screenshot(page, 'lapangan-dua-hari');
    await context.addCookies([{ name: 'sesi', value: await signInAgain(town.house, { account: officer.account, agency }), url: town.url }]);
    await page.unroute('**/lapangan/api/**');
    let lost = 0;
    await page.route('**/lapangan/api/catatan', async (route) => {
      if (lost >= 2) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort('connectionreset');
    });
    await context.setOffline(false);
    await expect.poll(async () => {
      const said = await bar(page);
      if (said?.endsWith('Sambungkan') && said !== allIn) await page.getByRole('button', { name: 'Sambungkan' }).click({ timeout: 2000 }).catch(() => undefined);
      return said;
    }, { timeout: 90_000, interval: 300 }).toBe(allIn);
    expect(lost).toBe(2);

    await page.getByText('Kunjungan ini sudah dipindahkan ke Sari Dewi.').first().waitFor(patience);
    await expectAccessible(page);
    await screenshot(page, 'lapangan-konflik');
    expect(await rows('select outcome, count(*)::int as n from dispatch.field_event group by outcome order by outcome')).toEqual([{ outcome: 'applied', n: 8 }, { outcome: 'conflict', n: 2 }]);
    expect(await rows('select status, attempts from dispatch.visit order by key')).toEqual([{ status: 'done', attempts: 0 }, { status: 'failed', attempts: 1 }, { status: 'assigned', attempts: 0 }]);
    expect(await rows('select holder_kind, seal_no, holder_name from dispatch.custody order by seq')).toEqual([{ holder_kind: 'citizen', seal_no: null, holder_name: 'A.S.' }, { holder_kind: 'officer', seal_no: 'S-0042', holder_name: 'Rudi Hartono' }, { holder_kind: 'counter', seal_no: null, holder_name: 'Loket depan' }]);
    const [file] = await rows('select size::int as size, type from files.file');
    expect(file?.type).toBe('image/jpeg');
    expect(file?.size).toBeLessThanOrEqual(300 * 1024);
    expect(await rows('select grade, asked_to_pay from dispatch.proof')).toEqual([{ grade: 'B', asked_to_pay: true }]);
    expect(await rows("select count(*)::int as n from evidence.event where type = 'dispatch/fee-reported'")).toEqual([{ n: 1 }]);

    for (const left of [1, 0]) { await page.getByRole('button', { name: 'Saya mengerti' }).first().click(); await expect.poll(() => page.getByRole('button', { name: 'Saya mengerti' }).count(), patience).toBe(left); }
    await press(page, 'Isi tas (0)');
    await press(page, 'Isi tas sudah cocok, tutup hari');
    await page.getByText('Hari ditutup. Terima kasih.').waitFor(patience);
  });

  it('wipes itself when the phone is reported lost, and installs in less than a megabyte', async () => {
    const [device] = await rows('select id from dispatch.device');
    await town.house.perform(town.house.dispatch.devices.revoke, { ...system('test'), permissions: new Set(['dispatch/plan']), agency }, { device: device?.id, reason: 'hilang' });
    await press(page, 'Kembali ke daftar');
    await page.getByRole('button', { name: 'Sambungkan' }).click();
    await page.getByText('Ponsel ini tidak lagi terdaftar.').waitFor(patience);
    expect(await page.evaluate(() => indexedDB.databases().then((all) => all.length))).toBe(0);
    await context.close();
    const weight = await town.weigh('/lapangan');
    process.stdout.write(`field app: ${Math.round(weight.bytes / 1024)} KB on the wire at the first visit\n`);
    expect(weight.bytes).toBeLessThanOrEqual(1024 * 1024);
  });
});

describe('the field app for everybody', () => {
  it('offers the paper sheet without scripts, and can be read in the dark and in English', async () => {
    const still = await town.open('/lapangan', { scripts: false, cookies: { sesi: await signInAgain(town.house, { account: other.account, agency }) } });
    await expectAccessible(still);
    await write((work) => town.house.dispatch.visits.request(work, { service: 'uji', agency, kind: 'pickup', refs: [randomBytes(4).toString('hex')], key: 'lembar', place: { district: '16.06.02' }, contact: { name: 'Dedi', address: 'Simpang tiga' }, sheet: { checklist: [{ id: 'a', label: 'Surat asli' }] } })
      .then(async ({ id }) => { await town.house.dispatch.visits.schedule(work, { visit: id, date: civilDate(work.now, 'Asia/Jakarta').toString(), half: 'pagi' }); await town.house.dispatch.plan.assign(work, { visit: id, officer: other.account }); }));
    await still.getByRole('link', { name: 'Lembar hari ini' }).click();
    await still.getByRole('heading', { name: /Dedi/ }).waitFor(patience);
    await expectAccessible(still);
    await screenshot(still, 'lapangan-lembar');
    await still.context().close();
    for (const look of [{ dark: true }, { locale: 'en' }] as const) {
      const page = await town.open('/lapangan', look);
      await page.getByRole('heading', { level: 1 }).waitFor(patience);
      await expectAccessible(page);
      await page.context().close();
    }
  });
});
