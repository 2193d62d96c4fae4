import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { signInAs } from '../engines/sign-in.ts';
import { expectAccessible, openBrowserTown, screenshot, type BrowserTown, type OpenOptions } from './browser.ts';

let town: BrowserTown;
let nurse: Readonly<Record<string, string>>;
const sessions: { id: string; poli: string }[] = [];
/** What the wall display may be behind the officer's click. */
const boardBudget = 1000;
/** A busy machine may answer a click late; what it answers is what is tested. */
const patience = { timeout: 10_000 };

beforeAll(async () => {
  town = await openBrowserTown({ settings: { DEMO: 'on', WORKERS: 'off' } });
  nurse = { sesi: (await signInAs(town.house, 'perawat.saroale')).slice('sesi='.length) };
  const { rows } = await town.house.pool.query<{ id: string; poli: string }>("select id, grp as poli from booking.session where date = '2026-11-23' and status = 'running' order by grp, id");
  // Whoever is booked has come, so that every line is long enough to be called from.
  for (const { id } of rows) {
    for (const booking of await town.house.booking.bookings({ sessionId: id, active: true })) {
      if (booking.state === 'booked' || booking.state === 'confirmed') await town.house.database.write({ actor: system('test'), action: 'test/come' }, (work) => town.house.booking.checkIn(work, { bookingId: booking.id }));
    }
  }
  sessions.push(...rows);
});
afterAll(() => town?.close());

function session(index: number): { id: string; poli: string } {
  const found = sessions[index];
  if (!found) throw new Error(`the demonstration has only ${sessions.length} sessions with a line`);
  return found;
}

const openDesk = (index: number, how: OpenOptions = {}) => town.open(`/saroale/meja/${session(index).id}`, { width: 1280, cookies: nurse, ...how });
const said = (page: Page) => page.locator('#meja [role=status]').textContent();
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

async function callNext(page: Page): Promise<string> {
  await press(page, /^Panggil berikutnya/);
  await expect.poll(() => said(page), patience).toMatch(/\S+ dipanggil\./);
  return /(\S+) dipanggil\./.exec(await said(page) ?? '')?.[1] ?? '';
}

describe.each([['scripts on', true]] as const)('a nurse at the desk, %s', (_name, scripts) => {
  it('calls, calls again, starts and finishes', async () => {
    const page = await openDesk(0, { scripts });
    await expectAccessible(page);
    const label = await callNext(page);
    // The one called is the one on the card, even while another is still in the room.
    await page.locator('.queue-list a', { hasText: new RegExp(`^${label}`) }).click();
    await expect.poll(() => page.locator('#meja .desk-card .huge').textContent(), patience).toBe(label);
    await press(page, 'Panggil ulang');
    await expect.poll(() => said(page), patience).toContain(`${label} dipanggil lagi.`);
    await press(page, 'Mulai periksa');
    await expect.poll(() => said(page), patience).toContain(`${label} sedang diperiksa.`);
    await press(page, 'Selesai tanpa resep');
    await expect.poll(() => said(page), patience).toContain(`${label} selesai.`);
    expect(new URL(page.url()).pathname).toBe(`/saroale/meja/${session(0).id}`);
    await page.context().close();
  });
});

describe('the desk', () => {
  it('calls by a single key, and never while somebody types', async () => {
    const page = await openDesk(0);
    await page.getByText('Dokter berhalangan').click();
    await page.locator('#berhalangan-alasan').fill('n');
    await page.locator('#berhalangan-alasan').press('n');
    expect(await page.locator('#berhalangan-alasan').inputValue()).toBe('nn');
    expect(await said(page)).toBe('');
    await page.locator('#berhalangan-alasan').blur();
    await page.keyboard.press('n');
    await expect.poll(() => said(page), patience).toMatch(/dipanggil\./);
    await page.context().close();
  });

  it('two nurses pressing “panggil berikutnya” at once get two different people', async () => {
    const pages = await Promise.all([openDesk(2), openDesk(2)]);
    const labels = await Promise.all(pages.map(callNext));
    expect(new Set(labels).size).toBe(2);
    await Promise.all(pages.map((page) => page.context().close()));
  });

  it('can be used by everybody, phone and desk', async () => {
    for (const look of [{ width: 1280 }, { width: 360 }, { width: 1280, dark: true }, { width: 360, locale: 'en' }] as const) {
      const page = await openDesk(2, look);
      await expectAccessible(page);
      await screenshot(page, `saroale-meja${'locale' in look ? look.locale : ''}`);
      await page.context().close();
    }
  });
});

describe('the desk without a link', () => {
  it('goes on from the last line it showed, lives through a reload, and makes up for everything once when the link is back', async () => {
    const { id } = session(3);
    const here = await town.house.pool.query<{ label: string }>("select ticket.label from booking.ticket join saroale.visit on visit.booking_id = ticket.booking_id where ticket.session_id = $1 and ticket.state = 'waiting' and visit.status = 'checked-in' order by ticket.place desc", [id]);
    const label = here.rows[0]?.label ?? '';
    const page = await openDesk(3);
    const offline = page.locator('desk-offline');
    const stepAt = (name: string | RegExp) => offline.getByRole('button', { name }).click();
    // The worker keeps the page from its second visit on.
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    await page.context().setOffline(true);
    await expect.poll(() => offline.getByText('Sambungan terputus').isVisible(), patience).toBe(true);
    await stepAt('Panggil berikutnya');
    const first = await offline.locator('.huge').textContent() ?? '';
    await screenshot(page, 'saroale-desk-offline');
    await expectAccessible(page);
    await stepAt(new RegExp(`^${label} `));
    await stepAt('Panggil nomor ini');
    await stepAt('Mulai periksa');
    await page.reload();
    await expect.poll(() => offline.locator('[data-part=count]').textContent(), patience).toContain('3 langkah');
    await stepAt(new RegExp(`^${label} `));
    await stepAt('Selesai tanpa resep');
    await page.context().setOffline(false);
    await expect.poll(() => offline.getByText('Sambungan terputus').isVisible(), patience).toBe(false);
    const { rows } = await town.house.pool.query<{ label: string; state: string }>('select label, state from booking.ticket where session_id = $1 and label in ($2, $3)', [id, first, label]);
    expect(new Map(rows.map((row) => [row.label, row.state]))).toEqual(new Map([[first, 'called'], [label, 'done']]));
    expect((await town.house.pool.query('select verb from saroale.late_step order by occurred_at, id')).rows.map((row: { verb: string }) => row.verb).sort()).toEqual(['mulai', 'panggil', 'panggil', 'selesai']);
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key !== 'saroale-meja-jam'))).toEqual([]);
    await page.context().close();
  });
});

describe('the wall display', () => {
  it('shows the number within a second of the click, and says when the connection is lost', async () => {
    const { poli } = session(3);
    const [desk, board] = [await openDesk(3), await town.open(`/saroale/layar/${poli}`, { width: 1280 })];
    const delays: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      // Time goes on: of two who are called, the display shows the later one large.
      town.clock.advance({ seconds: 40 });
      const before = await said(desk);
      const answered = desk.waitForResponse((response) => response.url().endsWith('/panggil-berikutnya'));
      await press(desk, /^Panggil berikutnya/);
      await answered;
      const began = performance.now();
      await expect.poll(() => said(desk), { ...patience, interval: 20 }).not.toBe(before);
      const label = /(\S+) dipanggil\./.exec(await said(desk) ?? '')?.[1] ?? '';
      expect(label).not.toBe('');
      await board.locator('.board-number', { hasText: new RegExp(`^${label}$`) }).waitFor({ timeout: 5000 });
      delays.push(performance.now() - began);
    }
    process.stdout.write(`click answered to number on the display: ${delays.map((delay) => Math.round(delay)).join(', ')} ms\n`);
    expect(Math.max(...delays)).toBeLessThanOrEqual(boardBudget);

    const lost = board.getByRole('alert');
    expect(await lost.isVisible()).toBe(false);
    const shown = await board.locator('.board-number').first().textContent();
    await board.context().setOffline(true);
    await board.evaluate(() => { (document.querySelector('queue-board') as HTMLElement & { source: EventSource }).source.close(); });
    await expect.poll(() => lost.isVisible(), { timeout: 12_000 }).toBe(true);
    expect(await board.locator('.board-number').first().textContent()).toBe(shown);
    await screenshot(board, 'saroale-layar-terputus');
    await board.context().setOffline(false);
    await expect.poll(() => lost.isVisible(), { timeout: 12_000 }).toBe(false);
    await Promise.all([desk, board].map((page) => page.context().close()));
  });

  it('can be read by everybody, with and without scripts', async () => {
    const path = `/saroale/layar/${session(2).poli}`;
    for (const look of [{ width: 1280 }, { width: 360 }, { width: 1280, dark: true }, { width: 360, scripts: false }] as const) {
      const page = await town.open(path, look);
      await expectAccessible(page);
      await screenshot(page, `saroale-layar${'scripts' in look ? '-tanpa-skrip' : ''}`);
      await page.context().close();
    }
    const still = await town.open(path, { scripts: false });
    await still.getByRole('link', { name: 'Segarkan sendiri setiap 5 detik' }).click();
    await still.waitForURL((url) => url.search === '?segar=5');
    await still.context().close();
  });
});

describe('a doctor who is absent', () => {
  it('is told to everybody by one form, scripts off', async () => {
    const { id, poli } = session(4);
    const active = await town.house.booking.bookings({ sessionId: id, active: true });
    expect(active.length).toBeGreaterThan(3);
    const page = await openDesk(4, { scripts: false });
    await page.getByText('Dokter berhalangan').click();
    await page.locator('#berhalangan-alasan').fill('dokter sakit');
    await press(page, 'Batalkan jadwal dan kabarkan');
    await expect.poll(() => said(page), patience).toMatch(/Jadwal dibatalkan\. \d+ orang dikabari\./);
    expect(Number(/(\d+) orang/.exec(await said(page) ?? '')?.[1])).toBeGreaterThan(3);
    await expectAccessible(page);
    await screenshot(page, 'saroale-meja-batal');
    await page.context().close();
    const board = await town.open(`/saroale/layar/${poli}`, { width: 1280 });
    await expect.poll(() => board.getByText('Jadwal dibatalkan.').count(), patience).toBeGreaterThan(0);
    await screenshot(board, 'saroale-layar-batal');
    await board.context().close();
  });
});
