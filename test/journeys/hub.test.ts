import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { signInAs, signInWith } from '../engines/sign-in.ts';
import { visitor } from '../engines/visitor.ts';
import { faultsOf } from '../html/sound.ts';
import { expectAccessible, openBrowserTown, screenshot, type BrowserTown } from './browser.ts';

let town: BrowserTown;
beforeAll(async () => { town = await openBrowserTown({ settings: { DEMO: 'on', WORKERS: 'off' } }); });
afterAll(() => town.close());

async function as(username: string, path: string, width: 360 | 1280) {
  const page = await town.open('/sehat', { width });
  const cookie = await signInAs(town.house, username);
  await page.context().addCookies([{ name: 'sesi', value: cookie.replace('sesi=', ''), url: town.url }]);
  await page.goto(town.url + path);
  return page;
}

describe('desks of the hub', () => {
  it.each([
    ['register', '/register', 'bappeda.hub'], ['record', '/register/saroale', 'bappeda.hub'], ['record-edit', '/register/saroale/ubah', 'innovator.hub'], ['attach', '/register/saroale/bukti', 'innovator.hub'],
    ['index', '/indeks?banding=2027&jam=40', 'bappeda.hub'], ['contests', '/lomba', 'organisasi.hub'], ['contest-new', '/lomba/baru', 'organisasi.hub'], ['incubator', '/inkubator/rsud', 'innovator.hub'], ['ipp', '/ipp/rsud', 'organisasi.hub'],
    ['leader', '/ringkasan', 'bupati.hub'], ['complaints-desk', '/pengaduan/meja', 'administrator.complaints'],
  ])('%s can be used on a phone and at a desk', async (name, path, username) => {
    const page = await as(username, path, 360);
    await expectAccessible(page);
    await screenshot(page, `hub-desk-${name}`);
    await page.setViewportSize({ width: 1280, height: 900 });
    await screenshot(page, `hub-desk-${name}`);
    const [cookie] = await page.context().cookies();
    const { body } = await town.house.http.app.inject({ url: path, headers: { accept: 'text/html', cookie: `sesi=${cookie?.value ?? ''}` } });
    expect(body).not.toContain('Anda belum diberi wewenang');
    expect(await faultsOf(body)).toEqual([]);
    await page.context().close();
  });
});

describe('somebody who was served', () => {
  it('rates without scripts on a small phone, in less than 60 KB for the whole visit', async () => {
    const invitation = await town.house.database.write({ actor: system('test'), action: 'try/serve' }, (work) => town.house.survey.issue(work, { service: 'saroale', agency: 'rsud', event: { type: 'saroale/served', subject: 'visit-journey' }, channel: 'web' }));
    const weight = await town.weigh(invitation?.path ?? '', { scripts: false });
    const page = await town.open(invitation?.path ?? '', { width: 360, scripts: false });
    await expectAccessible(page);
    await screenshot(page, 'survey-answer');
    for (const name of ['requirements', 'time', 'conduct']) await page.locator(`input[name="${name}"][value="4"]`).check();
    await page.getByRole('button', { name: 'Kirim penilaian' }).click();
    await expect.poll(() => page.getByRole('heading', { name: 'Terima kasih' }).count()).toBe(1);
    const thanks = await town.weigh('/skm/terima-kasih', { scripts: false });
    expect(weight.bytes + thanks.bytes).toBeLessThan(60 * 1024);
    await page.context().close();
  });

  it('complains, keeps the code, and follows the answer without scripts', async () => {
    const page = await town.open('/pengaduan/baru', { width: 360, scripts: false });
    await expectAccessible(page);
    await page.getByLabel('Apa yang terjadi?').fill('Saya menunggu dua jam di loket sebelum dilayani.');
    await page.getByRole('button', { name: 'Kirim pengaduan' }).click();
    await expect.poll(() => page.getByRole('heading', { name: 'Pengaduan Anda diterima' }).count()).toBe(1);
    await screenshot(page, 'complaint-received');
    await page.getByRole('link', { name: 'Ikuti jalannya' }).click();
    await expect.poll(() => page.locator('.timeline').count()).toBe(1);
    await expectAccessible(page);
    await page.context().close();
  });
});

describe('a resident’s own page', () => {
  it('shows cases, both forms of one’s data and the 72 hours; the officer answers with the clock in front, all without scripts', async () => {
    const { people, database } = town.house;
    const phone = '+6281200000777';
    await database.write({ actor: system('test'), action: 'test/register' }, async (work) => {
      const { personId } = await people.register(work, { name: 'Suparmi Contoh', birthDate: '1980-01-02', sex: 'P' });
      await people.bind(work, { contact: { phone }, personId, relation: 'saya', consent: { version: people.consent.current.version, showPoli: false }, proof: 'counter' });
    });
    const page = await town.open('/masuk?lanjut=/saya', { width: 360, scripts: false });
    const who = visitor(town.house, '203.0.113.77');
    await who.post('/masuk/kode', { phone, lanjut: '/saya' });
    await town.house.messaging.pump();
    const { rows } = await town.house.pool.query<{ body: string }>("select body::text as body from messaging.outgoing where template = 'identity-code' and address = $1 order by created_at desc limit 1", [phone]);
    await who.post('/masuk/kode', { code: /\b(\d{6})\b/.exec(rows[0]?.body ?? '')?.[1] ?? '', lanjut: '/saya' });
    await page.context().addCookies([...who.jar].map(([name, value]) => ({ name, value, url: town.url })));
    await page.goto(`${town.url}/saya`);
    await expectAccessible(page);
    const [paper] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /untuk dibaca/ }).first().click()]);
    expect(paper.suggestedFilename()).toBe('data-saya.pdf');
    await page.getByText('Minta perbaikan atau penghapusan').first().click();
    await page.getByLabel('Jelaskan').fill('Alamat saya keliru, seharusnya Jalan Kolonel Wahid Udin.');
    await page.getByRole('button', { name: 'Kirim permintaan' }).click();
    await page.getByText('Waktu menjawab').first().waitFor();
    await expectAccessible(page);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await screenshot(page, 'account');
    }

    const officer = await town.open('/sehat', { width: 1280, scripts: false });
    const { token } = await signInWith(town.house, { role: 'hub/data-officer', agency: 'rsud' });
    await officer.context().addCookies([{ name: 'sesi', value: token, url: town.url }]);
    for (const [name, path] of [['data-requests', '/permintaan-data'], ['breach', '/kebocoran-data']] as const) {
      await officer.goto(town.url + path);
      for (const width of [360, 1280]) {
        await officer.setViewportSize({ width, height: 900 });
        await expectAccessible(officer);
        await screenshot(officer, name);
      }
    }
    await officer.goto(`${town.url}/permintaan-data`);
    await officer.getByLabel('Jawaban').first().fill('Alamat Anda sudah kami perbaiki hari ini.');
    await officer.getByRole('button', { name: 'Kirim jawaban' }).first().click();
    await officer.getByText('Tidak ada permintaan yang menunggu').waitFor();
    await page.reload();
    await page.getByText('Alamat Anda sudah kami perbaiki hari ini.').waitFor();
    await page.context().close();
    await officer.context().close();
  });
});

describe('another regency', () => {
  it('looks at the kits, takes one along, and sees in a dry run what it would do, scripts off', async () => {
    const page = await town.open('/replikasi', { width: 360, scripts: false });
    await expectAccessible(page);
    await screenshot(page, 'kits');
    const key = await page.locator('code.hash').first().textContent();
    const [kit] = await Promise.all([page.waitForEvent('download'), page.locator('a[href="/inovasi/saroale/kit.zip"]').click()]);
    const file = await kit.path();
    const cookie = await signInAs(town.house, 'organisasi.hub');
    await page.context().addCookies([{ name: 'sesi', value: cookie.replace('sesi=', ''), url: town.url }]);
    await page.goto(`${town.url}/replikasi/coba`);
    const look = async (typed: string) => {
      await page.getByLabel('Berkas kit').setInputFiles({ name: 'kit-saroale.zip', mimeType: 'application/zip', buffer: readFileSync(file) });
      await page.getByLabel('Kunci segel daerah asal').fill(typed);
      await page.getByRole('button', { name: 'Lihat rencananya' }).click();
    };
    await look('kunci yang salah');
    await page.getByText('Segel kit tidak cocok').first().waitFor();
    await expectAccessible(page);
    await look(key ?? '');
    await page.getByText('Belum ada yang ditulis').waitFor();
    await page.getByRole('heading', { name: 'Yang akan ditulis' }).waitFor();
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await expectAccessible(page);
      await screenshot(page, 'kit-plan');
    }
    await page.context().close();
  });
});

describe('an agency on the last night', () => {
  it('sends large evidence in pieces, loses the line and the page, and goes on where it was cut', async () => {
    const page = await as('innovator.hub', '/register/saroale/bukti', 360);
    const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n/CreationDate (D:20260110)\n'), Buffer.alloc(3 * 1024 * 1024, 'x')]);
    const choose = () => page.getByLabel('Berkas', { exact: true }).setInputFiles({ name: 'berita-acara.pdf', mimeType: 'application/pdf', buffer: pdf });
    const offsets: number[] = [];
    let cut = false;
    await page.route('**/berkas/unggah/*', async (route) => {
      if (route.request().method() !== 'PATCH') { await route.continue(); return; }
      const offset = Number(route.request().headers()['upload-offset']);
      if (offset >= 1024 * 1024 && !cut) { await route.abort(); return; }
      offsets.push(offset);
      await route.continue();
    });
    await choose();
    await page.getByText('Sambungan putus').waitFor();
    await expectAccessible(page);
    await screenshot(page, 'evidence-cut');
    cut = true;
    // The page is lost too: the same file chosen again is the same upload.
    await page.reload();
    await choose();
    await page.getByText('Berkas terkirim utuh').waitFor();
    expect(offsets).toEqual([...new Set(offsets)]);
    expect(offsets).toHaveLength(Math.ceil(pdf.length / (512 * 1024)));
    await screenshot(page, 'evidence-sent');
    await page.getByLabel('Tanggal terbit').fill('2025-03-01');
    await page.locator('select').first().selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Unggah bukti' }).click();
    await page.waitForURL(/\/register\/INO-/);
    // What is inside was looked at, although it came in pieces: the document is younger than it says.
    await page.getByText('berita-acara.pdf').first().waitFor();
    const { rows } = await town.house.pool.query("select inside_on from hub.evidence where name = 'berita-acara.pdf'");
    expect(rows).toEqual([{ inside_on: '2026-01-10' }]);
    await page.context().close();
  });
});
