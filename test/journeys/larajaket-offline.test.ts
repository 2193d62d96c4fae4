import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInWith } from '../engines/sign-in.ts';
import { openLarajaketTown, post, type LarajaketTown } from '../town/larajaket.ts';
import { expectAccessible, openBrowserTown, screenshot, type BrowserTown } from './browser.ts';

let browser: BrowserTown;
let town: LarajaketTown;
let doctor: { token: string; account: string };
let nurse: { token: string; account: string };
const patience = { timeout: 30_000 };
const base = '/sih-larajaket';
const colleague = post('dokter', 'rekan');

beforeAll(async () => {
  browser = await openBrowserTown({ settings: { WORKERS: 'off' } });
  town = await openLarajaketTown({ on: browser });
  doctor = await signInWith(browser.house, { role: 'sih-larajaket/dokter', agency: 'rsud' });
  nurse = await signInWith(browser.house, { role: 'sih-larajaket/perawat', agency: 'rsud' });
  await town.licence(doctor.account);
});
afterAll(() => browser?.close());

type Actions = LarajaketTown['larajaket']['actions'];
const act = <K extends keyof Actions>(name: K, actor: typeof colleague, input: unknown) => town.larajaket.perform(town.larajaket.actions[name] as never, actor, input) as Promise<Awaited<ReturnType<Actions[K]['run']>>>;
const arrived = (name: string, allergic = false) => town.patient({ name }).then(async ({ visitId }) => {
  await act('triage', post('perawat'), { visitId, vitals: { systolic: '150', diastolic: '90' }, ...(allergic ? { allergy: 'known', newAllergy: { substance: 'amoxicillin', class: 'penicillin', severe: true } } : { allergy: 'none-known' }) });
  return visitId;
});
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const see = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor(patience);
const said = (page: Page, text: string | RegExp) => expect.poll(() => page.locator('[data-part="said"]').textContent(), patience).toMatch(text);
const waiting = (page: Page, n: number) => expect.poll(() => page.locator('[data-part="count"]').textContent(), patience).toContain(`${n} tulisan`);
/** The device has its patients and its page. */
async function prepared(page: Page): Promise<void> {
  await page.locator('note-keeper[data-ready]').waitFor({ state: 'attached', ...patience });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => page.evaluate(() => caches.keys().then((names) => names.length)), patience).toBe(1);
}

describe('half an hour without network', () => {
  it('loses nothing of a doctor whose page is reloaded and killed, sends it once, and shows what two wrote side by side', async () => {
    const visitId = await arrived('Contoh Putus Jaringan', true);
    const other = await arrived('Contoh Pasien Kedua');
    await act('begin', colleague, { visitId });
    let page = await browser.open(`${base}/dokter/${visitId}`, { width: 1280, cookies: { sesi: doctor.token } });
    page.setDefaultTimeout(patience.timeout);
    const context = page.context();
    await prepared(page);
    await context.setOffline(true);
    // A new page of a browser without network may still slip one request through: nothing of the log may.
    const cut = '**/sih-larajaket/perangkat';
    await context.route(cut, (route) => route.abort());
    await page.getByLabel('S – keluhan').fill('Pusing sejak pagi.');
    await page.getByLabel('O – pemeriksaan').fill('TD 150/90.');
    await see(page, /tersimpan terenkripsi di perangkat ini/);
    await page.getByLabel('A – penilaian').pressSequentially('Hipertensi.');
    const draft = `import('${base}/aset/device-log.js').then(async (log) => (await log.readDraft(await log.openDevice(), '${visitId}'))?.note.assessment)`;
    await expect.poll(() => page.evaluate(draft), patience).toBe('Hipertensi.');
    await page.close();

    page = await context.newPage();
    page.setDefaultTimeout(patience.timeout);
    await page.goto(`${browser.url}${base}/dokter/${visitId}`);
    await page.getByRole('heading', { name: 'Contoh Putus Jaringan' }).waitFor(patience);
    expect(await page.getByLabel('A – penilaian').inputValue()).toBe('Hipertensi.');
    await expectAccessible(page);
    await screenshot(page, 'larajaket-luring');
    const stored = await page.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((resolve) => { const asked = indexedDB.open('sih-larajaket'); asked.addEventListener('success', () => { resolve(asked.result); }); });
      const all = (store: string) => new Promise<unknown[]>((resolve) => { const asked = db.transaction(store).objectStore(store).getAll(); asked.addEventListener('success', () => { resolve(asked.result); }); });
      const kept = await Promise.all(['meta', 'log', 'drafts'].map(all));
      db.close();
      return JSON.stringify(kept, (_key, value: unknown) => (value instanceof ArrayBuffer ? new TextDecoder('latin1').decode(value) : value));
    });
    expect(stored).not.toMatch(/Putus|Pusing|Hipertensi/);
    await page.reload();
    await page.getByLabel('P – rencana').fill('Amlodipin, kontrol 1 minggu.');
    await press(page, 'Simpan catatan');
    await said(page, 'Tersimpan di perangkat ini.');
    await page.getByLabel('Obat', { exact: true }).fill('AMOX500');
    await page.getByLabel('Aturan pakai').fill('3x1 kaps 5 hari');
    await press(page, 'Tambah ke rancangan');
    await said(page, 'Pasien alergi');
    await page.getByLabel('Obat', { exact: true }).fill('AMLO5');
    await page.getByLabel('Aturan pakai').fill('1x1 tab pagi 30 hari');
    await press(page, 'Tambah ke rancangan');
    await said(page, 'Tersimpan di perangkat ini.');
    await press(page, /Contoh Pasien Kedua/);
    await page.getByLabel('S – keluhan').fill('Batuk.');
    await press(page, 'Simpan catatan');
    await said(page, 'Tersimpan di perangkat ini.');
    await page.close();

    await act('saveNote', colleague, { visitId, base: 0, note: { subjective: 'Pusing sejak pagi.', objective: '', assessment: '', plan: 'Rujuk jantung.' } });
    // The first answers are lost on their way back: what arrived is sent again and changes nothing.
    let lost = 0;
    await context.unroute(cut);
    await context.route(cut, async (route) => {
      if (lost >= 2) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort();
    });
    page = await context.newPage();
    page.setDefaultTimeout(patience.timeout);
    await page.goto(`${browser.url}${base}/luring`);
    await waiting(page, 5);
    await context.setOffline(false);
    await waiting(page, 0);
    await expect.poll(() => page.locator('[data-part="trouble-rows"]').innerText(), patience).toContain('Rujuk jantung.');
    await expectAccessible(page);
    await screenshot(page, 'larajaket-luring-banding');
    expect(lost).toBe(2);

    const note = await town.rows<{ kind: string; plan: string }>("select kind, body->>'plan' as plan from sih_larajaket.note_version where visit_id = $1 order by version", [visitId]);
    expect(note.filter((one) => one.kind === 'beside' && one.plan === 'Amlodipin, kontrol 1 minggu.')).toHaveLength(1);
    expect(note.at(-1)?.plan).toContain('Rujuk jantung.');
    expect(await town.rows('select i.drug, i.quantity from sih_larajaket.rx_item i join sih_larajaket.rx r on r.id = i.rx_id where r.visit_id = $1', [visitId])).toEqual([{ drug: 'AMLO5', quantity: 30 }]);
    expect(await town.rows('select state from sih_larajaket.visit where id = $1', [other])).toEqual([{ state: 'in-progress' }]);
    expect(await town.rows('select count(*)::int as n, count(distinct counter)::int as counters from sih_larajaket.device_event')).toEqual([{ n: 5, counters: 5 }]);

    await page.goto(`${browser.url}${base}/dokter/${visitId}`);
    await see(page, 'Dari perangkat saat jaringan putus: bandingkan');
    await expectAccessible(page);
    await screenshot(page, 'larajaket-dokter-banding');
    for (let left = await page.getByRole('button', { name: 'Sudah dibandingkan' }).count(); left > 0; left -= 1) {
      await press(page, 'Sudah dibandingkan');
      await expect.poll(() => page.getByRole('button', { name: 'Sudah dibandingkan' }).count(), patience).toBe(left - 1);
    }
    await context.close();
  });

  it('lets the nurse measure and ask for allergies, and choose between two measurements of one patient', async () => {
    const { visitId } = await town.patient({ name: 'Contoh Ukur Luring' });
    const { visitId: alone } = await town.patient({ name: 'Contoh Ukur Sendiri' });
    const page = await browser.open(`${base}/triase`, { width: 360, cookies: { sesi: nurse.token } });
    page.setDefaultTimeout(patience.timeout);
    await prepared(page);
    await page.context().setOffline(true);
    await page.goto(`${browser.url}${base}/triase/${visitId}`);
    for (const [name, temperature] of [['Contoh Ukur Luring', '37,4'], ['Contoh Ukur Sendiri', '36,6']] as const) {
      await press(page, new RegExp(name));
      await page.getByRole('heading', { name }).waitFor(patience);
      await page.getByLabel(/^Suhu/).fill(temperature);
      await press(page, 'Simpan ukuran');
      await said(page, 'Tanyakan alergi');
      await page.getByText('Tidak ada alergi yang diketahui').click();
      await press(page, 'Simpan ukuran');
      await said(page, 'Tersimpan di perangkat ini.');
    }
    await expectAccessible(page);
    await screenshot(page, 'larajaket-luring-triase');
    await act('triage', post('perawat', 'rekan-perawat'), { visitId, vitals: { temperature: '38,1' }, allergy: 'none-known' });
    await page.context().setOffline(false);
    await waiting(page, 0);
    expect(await town.rows("select vitals->>'temperature' as t from sih_larajaket.triage where visit_id = any($1) order by 1", [[visitId, alone]])).toEqual([{ t: '36.6' }, { t: '38.1' }]);
    await page.goto(`${browser.url}${base}/triase/${visitId}`);
    await see(page, 'Dari perangkat saat jaringan putus: bandingkan');
    await expectAccessible(page);
    await press(page, 'Pakai ukuran dari perangkat');
    await expect.poll(() => town.rows("select vitals->>'temperature' as t from sih_larajaket.triage where visit_id = $1", [visitId]), patience).toEqual([{ t: '37.4' }]);
    await press(page, 'Keluar');
    await expect.poll(() => page.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((resolve) => { const asked = indexedDB.open('sih-larajaket'); asked.addEventListener('success', () => { resolve(asked.result); }); });
      const pack = await new Promise((resolve) => { const asked = db.transaction('meta').objectStore('meta').get('pack'); asked.addEventListener('success', () => { resolve(asked.result); }); });
      db.close();
      return pack === undefined;
    }), patience).toBe(true);
    await page.context().close();
  });
});
