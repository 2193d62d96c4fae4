import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { signInAs, signInWith } from '../../../test/engines/sign-in.ts';
import { visitor, type Visitor } from '../../../test/engines/visitor.ts';
import { demoPassword } from './index.ts';

let town: TestHouse;
const officer = { username: 'pengelola.kabupaten', password: demoPassword };
beforeAll(async () => { town = await openTestHouse({ settings: { DEMO: 'on' } }); });
afterAll(() => town.close());
// Every test comes fresh: no counter of another test makes it wait.
beforeEach(async () => { await town.house.pool.query('delete from identity.throttle'); });

let next = 1;
const someone = () => visitor(town.house, `203.0.113.${(next += 1)}`);
const signedIn = async (): Promise<Visitor> => {
  const guest = someone();
  await guest.post('/masuk', officer);
  return guest;
};

describe('signing in with a password', () => {
  it('gives a session only scripts and other sites cannot reach, and stores nothing but its hash', async () => {
    const guest = someone();
    const answered = await guest.post('/masuk', { ...officer, lanjut: '/akun' });
    expect([answered.status, answered.location]).toEqual([303, '/akun']);
    expect(answered.setCookie.join()).toMatch(/^sesi=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await guest.get('/akun')).body).toContain('Pengelola Contoh');
    const { rows } = await town.house.pool.query('select s::text as row from identity.session s');
    expect(rows.some((row: { row: string }) => row.row.includes(guest.jar.get('sesi') ?? 'x'))).toBe(false);
  });

  it('sends under HTTPS a cookie that no neighbour can plant', async () => {
    const secure = await openTestHouse({ settings: { DEMO: 'on', PUBLIC_URL: 'https://layanan.contoh.go.id' } });
    const answered = await visitor(secure.house).post('/masuk', officer);
    await secure.close();
    expect(answered.setCookie.join()).toMatch(/^__Host-sesi=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  it('refuses a wrong password and an unknown name with the same words, status and work', async () => {
    const time = async (values: Record<string, string>) => {
      const started = performance.now();
      const answered = await someone().post('/masuk', values);
      return { status: answered.status, body: answered.body.replace(/value="[^"]*"|Kode: [^<]*/g, ''), took: performance.now() - started };
    };
    const rounds: { wrong: number; unknown: number }[] = [];
    for (let index = 0; index < 4; index += 1) {
      await town.house.pool.query('delete from identity.throttle');
      const wrong = await time({ username: officer.username, password: 'bukan kata sandinya' });
      const unknown = await time({ username: `tidak.ada.${index}`, password: 'bukan kata sandinya' });
      expect(unknown.body).toBe(wrong.body);
      expect([wrong.status, unknown.status]).toEqual([401, 401]);
      rounds.push({ wrong: wrong.took, unknown: unknown.took });
    }
    // Without the stand-in hash an unknown name answers in a tenth of the time.
    const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    expect(middle(rounds.map((one) => one.unknown))).toBeGreaterThan(middle(rounds.map((one) => one.wrong)) * 0.4);
  });

  it('lets five wrong passwords through, then none, even when they come at the same moment; and again after the wait', async () => {
    const guesses = await Promise.all(Array.from({ length: 20 }, (_, index) => someone().post('/masuk', { username: officer.username, password: `tebakan nomor ${index}` })));
    const statuses = guesses.map((one) => one.status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
    const right = await someone().post('/masuk', officer);
    expect([right.status, right.headers['retry-after']]).toEqual([429, '30']);
    town.clock.advance({ seconds: 31 });
    expect((await someone().post('/masuk', officer)).status).toBe(303);
  });

  it('makes an address that tries many names wait', async () => {
    const robot = visitor(town.house, '198.51.100.66');
    for (let index = 0; index < 58; index += 1) expect((await robot.json('/masuk/kunci', { response: {} })).status).toBe(401);
    const statuses: number[] = [];
    for (let index = 0; index < 4; index += 1) statuses.push((await robot.post('/masuk', { username: `nama.${index}`, password: 'x' })).status);
    expect(statuses).toEqual([401, 401, 429, 429]);
    expect((await someone().post('/masuk', officer)).status).toBe(303);
  });

  it('never leads to another site afterwards', async () => {
    for (const lanjut of ['https://jahat.example', '//jahat.example', '/\\jahat.example']) expect((await someone().post('/masuk', { ...officer, lanjut })).location).toBe('/meja');
  });

  it('refuses a form that another site sends', async () => {
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://jahat.example' }]) {
      const guest = someone();
      expect((await guest.post('/masuk', officer, headers as Record<string, string>)).status).toBe(403);
      expect(guest.jar.has('sesi')).toBe(false);
    }
    const guest = await signedIn();
    expect((await guest.post('/keluar', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await guest.get('/akun')).status).toBe(200);
  });

  it('knows demonstration accounts only in a demonstration, and ends their sessions when it is over', async () => {
    const cookie = await signInAs(town.house, officer.username);
    const { openHouse } = await import('../../house.ts');
    const { readConfig } = await import('#platform/config');
    const after = await openHouse(readConfig({ LOG_LEVEL: 'silent', DATA_DIR: '/nonexistent', MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }), town.connection, { clock: town.clock, random: (size) => crypto.getRandomValues(new Uint8Array(size)) });
    expect((await visitor(after).post('/masuk', officer)).status).toBe(401);
    expect((await after.http.app.inject({ url: '/akun', headers: { cookie } })).statusCode).toBe(303);
    expect((await visitor(after).get('/masuk')).body).not.toContain(demoPassword);
    await after.http.close();
  });
});

describe('a session', () => {
  it('is new after signing in: a planted cookie is never adopted, the one before dies', async () => {
    const guest = someone();
    guest.jar.set('sesi', 'A'.repeat(43));
    await guest.post('/masuk', officer);
    expect(guest.jar.get('sesi')).not.toBe('A'.repeat(43));
    const before = guest.jar.get('sesi') ?? '';
    await guest.post('/masuk/lagi', { password: demoPassword });
    const after = guest.jar.get('sesi') ?? '';
    expect(after).not.toBe(before);
    expect((await town.house.http.app.inject({ url: '/akun', headers: { cookie: `sesi=${before}` } })).statusCode).toBe(303);
    expect((await guest.get('/akun')).status).toBe(200);
  });

  it('ends with signing out, with idling, at its absolute end, and when its owner is closed', async () => {
    const guest = await signedIn();
    const kept = guest.jar.get('sesi') ?? '';
    await guest.post('/keluar');
    const asks = async (token: string) => (await town.house.http.app.inject({ url: '/akun', headers: { cookie: `sesi=${token}` } })).statusCode;
    expect(await asks(kept)).toBe(303);

    const idle = await signedIn();
    town.clock.advance({ minutes: 119 });
    expect((await idle.get('/akun')).status).toBe(200);
    town.clock.advance({ minutes: 121 });
    expect((await idle.get('/akun')).status).toBe(303);

    const busy = await signedIn();
    for (let hour = 0; hour < 11; hour += 1) {
      town.clock.advance({ hours: 1 });
      expect((await busy.get('/akun')).status).toBe(200);
    }
    town.clock.advance({ minutes: 61 });
    expect((await busy.get('/akun')).status).toBe(303);

    const { cookie, account } = await signInWith(town.house, { role: 'access/agency-administrator', agency: 'rsud' });
    const manager = { kind: 'staff' as const, id: 'x', name: 'X', permissions: new Set(['identity/manage-accounts']), agency: 'rsud', channel: 'web' as const };
    await town.house.perform(town.house.identity.actions.closeAccount, manager, { account, reason: 'pensiun' });
    expect((await town.house.http.app.inject({ url: '/akun', headers: { cookie } })).statusCode).toBe(303);
  });

  it('is listed with its device, and one or all others can be ended', async () => {
    const phone = await signedIn();
    const desk = await signedIn();
    const page = await phone.get('/akun', { 'user-agent': 'Mozilla/5.0 (Linux; Android 14) Chrome/140.0' });
    const other = [...page.body.matchAll(/name="session" value="([0-9a-f-]{36})"/g)].at(0)?.[1] ?? '';
    expect(other).not.toBe('');
    await phone.post('/akun/sesi/akhiri', { session: 'lain' });
    expect((await desk.get('/akun')).status).toBe(303);
    expect((await phone.get('/akun')).status).toBe(200);
    const stranger = await signInWith(town.house, { role: 'access/agency-administrator', agency: 'rsud' });
    const { rows } = await town.house.pool.query('select id from identity.session where account = $1', [stranger.account]);
    await phone.post('/akun/sesi/akhiri', { session: rows[0].id });
    expect((await town.house.http.app.inject({ url: '/akun', headers: { cookie: stranger.cookie } })).statusCode).toBe(200);
  });

  it('carries the permissions of this moment: a revoked role is gone with the next request', async () => {
    const { house } = town;
    const { cookie, account } = await signInWith(house, { role: 'access/regency-administrator', agency: 'kabupaten' });
    const sees = async () => (await house.http.app.inject({ url: '/akun', headers: { cookie } })).body.includes('Pengelola kabupaten');
    expect(await sees()).toBe(true);
    const [grant] = await house.access.grantsOf(account);
    const other = { kind: 'staff' as const, id: 'x', name: 'X', permissions: new Set(['access/grant', 'access/grant-anywhere']), agency: 'kabupaten', channel: 'web' as const };
    await house.perform(house.access.actions.revoke, other, { grantId: grant?.id, reason: 'selesai tugas' });
    expect(await sees()).toBe(false);
  });
});

describe('the second factor', () => {
  const codeNow = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: town.clock.now().epochMilliseconds });

  async function enrol(): Promise<{ guest: Visitor; secret: string; recovery: string[] }> {
    await town.house.pool.query('delete from identity.totp');
    const guest = await signedIn();
    const page = await guest.get('/akun/totp');
    const secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec(page.body)?.[1] ?? '').replaceAll(' ', '');
    expect(secret).toHaveLength(32);
    const done = await guest.post('/akun/totp', { code: codeNow(secret) });
    const recovery = [...done.body.matchAll(/<code>([0-9A-Z-]{14})<\/code>/g)].map((match) => match[1] ?? '');
    expect(recovery).toHaveLength(10);
    return { guest, secret, recovery };
  }

  it('is asked after the password; until then the visitor is nobody', async () => {
    const { secret } = await enrol();
    town.clock.advance({ seconds: 60 });
    const guest = someone();
    expect((await guest.post('/masuk', { ...officer, lanjut: '/akun' })).location).toBe('/masuk/faktor?lanjut=%2Fakun');
    expect((await guest.get('/akun')).status).toBe(303);
    const half = guest.jar.get('sesi');
    expect((await guest.post('/masuk/faktor', { code: '000000', lanjut: '/akun' })).status).toBe(401);
    const done = await guest.post('/masuk/faktor', { code: codeNow(secret), lanjut: '/akun' });
    expect([done.status, done.location]).toEqual([303, '/akun']);
    expect(guest.jar.get('sesi')).not.toBe(half);
    expect((await guest.get('/akun')).status).toBe(200);
  });

  it('takes a code once, even from two browsers at the same moment, and no older code after it', async () => {
    const { secret } = await enrol();
    town.clock.advance({ seconds: 60 });
    const older = codeNow(secret);
    town.clock.advance({ seconds: 30 });
    const code = codeNow(secret);
    const pair = [someone(), someone()];
    for (const guest of pair) await guest.post('/masuk', officer);
    const statuses = await Promise.all(pair.map(async (guest) => (await guest.post('/masuk/faktor', { code })).status));
    expect(statuses.toSorted((a, b) => a - b)).toEqual([303, 401]);
    const late = someone();
    await late.post('/masuk', officer);
    expect((await late.post('/masuk/faktor', { code: older })).status).toBe(401);
  });

  it('takes each recovery code once and stops guessing after five', async () => {
    const { recovery } = await enrol();
    const use = async (code: string) => {
      const guest = someone();
      await guest.post('/masuk', officer);
      return (await guest.post('/masuk/faktor', { code })).status;
    };
    expect(await use((recovery[0] ?? '').toLowerCase().replaceAll('-', ' '))).toBe(303);
    expect(await use(recovery[0] ?? '')).toBe(401);
    for (let index = 0; index < 4; index += 1) expect(await use('AAAA-AAAA-AAAA')).toBe(401);
    expect(await use(recovery[1] ?? '')).toBe(429);
  });

  it('keeps its secret sealed and bound to the account', async () => {
    const { secret } = await enrol();
    const { rows } = await town.house.pool.query('select account, secret from identity.totp');
    expect(rows[0].secret).not.toContain(secret);
    expect(() => town.house.vault.open(rows[0].secret, 'identity/totp/other')).toThrow();
    expect(town.house.vault.open(rows[0].secret, `identity/totp/${rows[0].account}`)).toBe(secret);
    await town.house.pool.query('delete from identity.totp');
  });

  it('is asked for again before a sensitive step once ten minutes have passed', async () => {
    await town.house.pool.query('delete from identity.totp');
    const guest = await signedIn();
    town.clock.advance({ minutes: 11 });
    const sent = await guest.get('/akun/totp');
    expect([sent.status, sent.location]).toEqual([303, '/masuk/lagi?lanjut=%2Fakun%2Ftotp']);
    expect((await guest.post('/masuk/lagi', { password: 'salah sekali sandinya' })).status).toBe(422);
    expect((await guest.post('/masuk/lagi', { password: demoPassword, lanjut: '/akun/totp' })).location).toBe('/akun/totp');
    expect((await guest.get('/akun/totp')).status).toBe(200);
  });

  it('is demanded outside demonstrations: without one an officer may do nothing but set it up', async () => {
    const strict = await openTestHouse();
    await strict.house.identity.createAdministrator({ username: 'kepala', name: 'Kepala Contoh', password: 'gambir merah di tepi sungai' });
    const guest = visitor(strict.house);
    expect((await guest.post('/masuk', { username: 'kepala', password: 'gambir merah di tepi sungai' })).location).toBe('/akun');
    const page = await guest.get('/akun');
    expect(page.body).toContain('Pasang langkah kedua dahulu');
    const secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec((await guest.get('/akun/totp')).body)?.[1] ?? '').replaceAll(' ', '');
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: strict.clock.now().epochMilliseconds });
    expect((await guest.post('/akun/totp', { code })).status).toBe(200);
    expect((await guest.get('/akun')).body).not.toContain('Pasang langkah kedua dahulu');
    await strict.close();
  });
});
