import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoPassword } from '#commons/identity';
import { faultsOf } from '../html/sound.ts';
import { expectAccessible, expectLight, openBrowserTown, screenshot, type BrowserTown } from './browser.ts';

let town: BrowserTown;
const user = 'pengelola.kabupaten';
beforeAll(async () => { town = await openBrowserTown({ settings: { DEMO: 'on' } }); });
afterAll(() => town.close());

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Nama pengguna').fill(user);
  await page.getByLabel('Kata sandi').fill(demoPassword);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
}

describe('signing in with a browser', () => {
  it('works with scripts off, is accessible, light and sound', async () => {
    const page = await town.open('/masuk?lanjut=/akun', { scripts: false });
    await expectAccessible(page);
    await screenshot(page, 'masuk');
    expect(await faultsOf(await (await fetch(`${town.url}/masuk`, { headers: { accept: 'text/html' } })).text())).toEqual([]);
    await signIn(page);
    await page.waitForURL((url) => url.pathname === '/akun');
    await expectAccessible(page);
    await screenshot(page, 'akun');
    const cookie = (await page.context().cookies()).map((one) => `${one.name}=${one.value}`).join('; ');
    for (const path of ['/akun', '/akun/totp', '/akun/sandi', '/masuk/lagi']) expect(await faultsOf(await (await fetch(town.url + path, { headers: { accept: 'text/html', cookie } })).text())).toEqual([]);
    await page.getByRole('link', { name: 'Pasang aplikasi' }).click();
    await expectAccessible(page);
    await screenshot(page, 'akun-totp');
    await page.goto(`${town.url}/akun/sandi`);
    await expectAccessible(page);
    await page.goto(`${town.url}/akun`);
    await page.getByRole('banner').getByRole('button', { name: 'Keluar' }).click();
    await page.goto(`${town.url}/akun`);
    expect(new URL(page.url()).pathname).toBe('/masuk');
    await expectLight(town, '/masuk');
    await page.context().close();
  });

  it('signs a resident in with the code from their chat, scripts off', async () => {
    const page = await town.open('/masuk?lanjut=/saya/pembacaan', { scripts: false });
    await page.getByLabel('Nomor HP').fill('0812 0000 0077');
    await page.getByRole('button', { name: 'Kirim kode' }).click();
    await page.waitForURL((url) => url.pathname === '/masuk/kode');
    await expectAccessible(page);
    await screenshot(page, 'masuk-kode');
    const code = await sentCode('+6281200000077');
    await page.getByLabel('Kode 6 angka').fill(code === '000000' ? '000001' : '000000');
    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await expectAccessible(page);
    await page.getByLabel('Kode 6 angka').fill(code);
    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await page.waitForURL((url) => url.pathname === '/saya/pembacaan');
    await expectAccessible(page);
    await screenshot(page, 'pembacaan');
    await page.context().close();
  });

  it('registers a passkey and signs in with it, under the strict policy of the house', async () => {
    // Passkeys belong to host names: 127.0.0.1 has none, localhost is one.
    const place = town.url.replace('127.0.0.1', 'localhost');
    const context = await town.browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'id' });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('console', (message) => { if (message.type() === 'error') faults.push(message.text()); });
    const protocol = await context.newCDPSession(page);
    await protocol.send('WebAuthn.enable');
    const { authenticatorId } = await protocol.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });

    await page.goto(`${place}/masuk?lanjut=/akun`);
    await signIn(page);
    await page.waitForURL((url) => url.pathname === '/akun');
    await page.getByRole('button', { name: 'Daftarkan perangkat ini' }).click();
    await page.getByText('Didaftarkan').waitFor();
    expect((await protocol.send('WebAuthn.getCredentials', { authenticatorId })).credentials).toHaveLength(1);
    await screenshot(page, 'akun-kunci');

    await page.getByRole('banner').getByRole('button', { name: 'Keluar' }).click();
    await page.goto(`${place}/masuk?lanjut=/akun`);
    await page.getByRole('button', { name: 'Masuk dengan kunci sandi' }).click();
    await page.waitForURL((url) => url.pathname === '/akun');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Pengelola Contoh');

    // Without the finger on the sensor the device answers, but the house does not believe it.
    await page.getByRole('banner').getByRole('button', { name: 'Keluar' }).click();
    await protocol.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await page.goto(`${place}/masuk?lanjut=/akun`);
    await page.getByRole('button', { name: 'Masuk dengan kunci sandi' }).click();
    await page.getByText('Kunci sandi belum berhasil').waitFor();
    await protocol.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });

    await refusesReplay(page, place);
    expect(faults.filter((text) => /Content Security Policy|Refused/i.test(text))).toEqual([]);
    // Last, because the accessibility check attaches to the page and its leaving takes the virtual authenticator away.
    await page.goto(`${place}/akun`);
    await expectAccessible(page);
    await context.close();
  });
});

/** Sends one honest answer of the device twice, and then under another challenge: only the first is taken. */
async function refusesReplay(page: Page, place: string): Promise<void> {
  await page.goto(`${place}/masuk`);
  await page.addScriptTag({ url: '/assets/kunci/simplewebauthn.js' });
  const statuses = await page.evaluate(async () => {
    const post = (path: string, body: unknown) => fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    const { SimpleWebAuthnBrowser: library } = globalThis as unknown as { SimpleWebAuthnBrowser: { startAuthentication(options: object): Promise<unknown> } };
    const { options } = await (await post('/masuk/kunci/pilihan', {})).json() as { options: unknown };
    const response = await library.startAuthentication({ optionsJSON: options });
    const first = await post('/masuk/kunci', { response });
    const again = await post('/masuk/kunci', { response });
    await post('/masuk/kunci/pilihan', {});
    const underAnother = await post('/masuk/kunci', { response });
    return [first.status, again.status, underAnother.status];
  });
  expect(statuses).toEqual([200, 401, 401]);
}

async function sentCode(phone: string): Promise<string> {
  const { rows } = await town.house.pool.query("select body::text as body from messaging.outgoing where template = 'identity-code' and address = $1 order by created_at desc limit 1", [phone]);
  return /\b(\d{6})\b/.exec(rows[0]?.body ?? '')?.[1] ?? 'none';
}
