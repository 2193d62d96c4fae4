import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { visitor } from '../../../test/engines/visitor.ts';

let town: TestHouse;
beforeAll(async () => { town = await openTestHouse(); });
afterAll(() => town.close());

const manager: Actor = { kind: 'staff', id: 'pengelola', name: 'Pengelola', permissions: new Set(['identity/manage-accounts']), agency: 'rsud', channel: 'web' };
const refusal = (step: Promise<unknown>) => step.then(() => 'accepted', (error: unknown) => (error instanceof Problem ? error.code : String(error)));
const actions = () => town.house.identity.actions;

describe('a staff account', () => {
  it('gets its first password from its owner, through a link that works once', async () => {
    const { accountId, setPasswordPath } = await town.house.perform(actions().createAccount, manager, { username: 'Ani.Contoh', name: 'Ani Contoh', agency: 'rsud' });
    const guest = visitor(town.house);
    expect((await guest.get(setPasswordPath)).body).toContain('ani.contoh');
    const weak = await guest.post(setPasswordPath, { password: 'ani.contoh.2026', again: 'ani.contoh.2026' });
    expect([weak.status, weak.body.includes('Jangan memakai nama Anda')]).toEqual([422, true]);
    expect((await guest.post(setPasswordPath, { password: 'hujan deras di sekayu', again: 'beda' })).status).toBe(422);
    const password = 'hujan deras membasahi lembah';
    expect((await guest.post(setPasswordPath, { password, again: password })).location).toBe('/masuk');
    expect((await guest.get(setPasswordPath)).body).toContain('Tautan sudah tidak berlaku');
    expect((await guest.post(setPasswordPath, { password: `${password} lagi`, again: `${password} lagi` })).status).toBe(410);
    expect((await guest.post('/masuk', { username: 'ani.contoh', password })).status).toBe(303);
    const { rows } = await town.house.pool.query('select password_hash from identity.account where id = $1', [accountId]);
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect([...(await town.house.identity.accountNames([accountId, 'system:x'])).values()]).toEqual(['Ani Contoh']);
  });

  it('loses an older link and every session when a new link is made', async () => {
    const made = await town.house.perform(actions().createAccount, manager, { username: 'budi', name: 'Budi Contoh', agency: 'rsud' });
    const renewed = await town.house.perform(actions().renewPasswordLink, manager, { account: made.accountId });
    const guest = visitor(town.house);
    expect((await guest.get(made.setPasswordPath)).body).toContain('Tautan sudah tidak berlaku');
    expect((await guest.get(renewed.setPasswordPath)).body).toContain('budi');
    town.clock.advance({ hours: 25 });
    expect((await guest.get(renewed.setPasswordPath)).body).toContain('Tautan sudah tidak berlaku');
  });

  it('is helped after a lost phone: the link takes the second factor away only when that was asked', async () => {
    const { accountId } = await town.house.perform(actions().createAccount, manager, { username: 'fitri', name: 'Fitri Contoh', agency: 'rsud' });
    const { house } = town;
    await house.pool.query("insert into identity.totp (account, secret, confirmed_at, created_at) values ($1, 'x', now(), now())", [accountId]);
    const left = async () => (await house.pool.query('select 1 from identity.totp where account = $1', [accountId])).rowCount;
    await house.perform(actions().renewPasswordLink, manager, { account: accountId });
    expect(await left()).toBe(1);
    await house.perform(actions().renewPasswordLink, manager, { account: accountId, lostSecondFactor: true });
    expect(await left()).toBe(0);
    expect((await house.audit.about(accountId)).some((entry) => entry.body.includes('"lostSecondFactor":true'))).toBe(true);
  });

  it('as first administrator is made once, with a good name and a good password', async () => {
    const make = (input: object) => refusal(town.house.identity.createAdministrator({ username: 'gita', name: 'Gita Contoh', password: 'sungai tenang di senja hari', ...input }));
    expect(await make({ username: 'ada spasi' })).toBe('identity/account-shape');
    expect(await make({ password: 'pendek' })).toBe('identity/password-weak');
    expect(await make({})).toBe('accepted');
    expect(await make({})).toBe('identity/username-taken');
  });

  it('changes its password only with the present one, and every other device is signed out', async () => {
    await town.house.identity.createAdministrator({ username: 'cici', name: 'Cici Contoh', password: 'pelita kecil tepi sungai' });
    const [desk, phone] = [visitor(town.house, '203.0.113.20'), visitor(town.house, '203.0.113.21')];
    for (const guest of [desk, phone]) await guest.post('/masuk', { username: 'cici', password: 'pelita kecil tepi sungai' });
    const wanted = { password: 'ketupat hangat pagi hari', again: 'ketupat hangat pagi hari' };
    expect((await desk.post('/akun/sandi', { current: 'salah', ...wanted })).status).toBe(422);
    expect((await desk.post('/akun/sandi', { current: 'pelita kecil tepi sungai', ...wanted })).status).toBe(303);
    expect((await desk.get('/akun')).status).toBe(200);
    expect((await phone.get('/akun')).status).toBe(303);
    expect((await visitor(town.house).post('/masuk', { username: 'cici', password: 'pelita kecil tepi sungai' })).status).toBe(401);
  });

  it('is made once, within one’s agency, by those who may; nobody closes themselves', async () => {
    const make = (actor: Actor, input: object) => refusal(town.house.perform(actions().createAccount, actor, { username: 'dedi', name: 'Dedi Contoh', agency: 'rsud', ...input }));
    expect(await make({ ...manager, permissions: new Set() }, {})).toBe('action/forbidden');
    expect(await make(manager, { agency: 'dpmptsp' })).toBe('identity/other-agency');
    expect(await make({ ...manager, agency: 'kabupaten' }, { agency: 'dpmptsp' })).toBe('accepted');
    expect(await make(manager, {})).toBe('identity/username-taken');
    expect(await make(manager, { username: 'Ada Spasi' })).toBe('action/invalid');
    const { accountId } = await town.house.perform(actions().createAccount, manager, { username: 'eko', name: 'Eko Contoh', agency: 'rsud' });
    expect(await refusal(town.house.perform(actions().closeAccount, { ...manager, id: accountId }, { account: accountId, reason: 'coba-coba' }))).toBe('identity/not-yourself');
    expect(await refusal(town.house.perform(actions().closeAccount, { ...manager, agency: 'dpmptsp' }, { account: accountId, reason: 'coba-coba' }))).toBe('identity/other-agency');
  });

  it('acts for the agency it chose, among those it holds roles in', async () => {
    const { house } = town;
    const { signInWith } = await import('../../../test/engines/sign-in.ts');
    const { system } = await import('#kernel/actor');
    const { cookie, account } = await signInWith(house, { role: 'access/agency-administrator', agency: 'rsud' });
    await house.database.write({ actor: system('test'), action: 'test/grant' }, (work) => house.access.storeGrant(work, { account, role: 'access/agency-administrator', agency: 'dpmptsp', reason: 'rangkap tugas' }));
    const guest = visitor(house);
    guest.jar.set('sesi', cookie.slice(5));
    expect((await guest.post('/akun/perangkat-daerah', { agency: 'bkpsdm' })).status).toBe(422);
    expect((await guest.post('/akun/perangkat-daerah', { agency: 'dpmptsp' })).status).toBe(303);
    expect((await guest.get('/akun')).body).toContain('Bertugas untuk dpmptsp');
  });
});
