import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { visitor, type Visitor } from '../../../test/engines/visitor.ts';
import { openSignOnProvider, type SignOnProvider } from '../../../test/identity/sign-on-provider.ts';
import { storeAccount } from './accounts.ts';

let town: TestHouse;
let provider: SignOnProvider;
const known = { sub: 'pegawai-1', email: 'Sari@Contoh.go.id', email_verified: true };

beforeAll(async () => {
  provider = await openSignOnProvider('https://layanan.contoh.go.id/masuk/sso/kembali');
  town = await openTestHouse({ settings: { PUBLIC_URL: 'https://layanan.contoh.go.id', OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: provider.clientId, OIDC_CLIENT_SECRET: provider.clientSecret, OIDC_NAME: 'Akun ASN' } });
  await town.house.database.write({ actor: system('test'), action: 'test/account' }, (work) => storeAccount(work, { username: 'sari', name: 'Sari Contoh', agency: 'rsud', email: 'sari@contoh.go.id' }));
});
afterAll(async () => {
  await town.close();
  await provider.close();
});
beforeEach(() => {
  provider.behaviour.claims = known;
  provider.behaviour.fault = undefined;
});

const session = '__Host-sesi';

/** Goes to the provider and comes back; `tamper` changes the address on the way. */
async function goAndReturn(guest: Visitor, tamper: (path: string) => string = (path) => path) {
  const sent = await guest.get('/masuk/sso?lanjut=/akun');
  expect(sent.status).toBe(303);
  return guest.get(tamper(provider.authorise(sent.location ?? '')));
}

describe('signing in through the organisation', () => {
  it('is not there unless configured', async () => {
    const plain = await openTestHouse();
    expect((await visitor(plain.house).get('/masuk/sso')).status).toBe(404);
    expect((await visitor(plain.house).get('/masuk')).body).not.toContain('/masuk/sso');
    await plain.close();
  });

  it('signs in the account with the verified address, then knows the person by the provider’s own id', async () => {
    expect((await visitor(town.house).get('/masuk')).body).toContain('Akun ASN');
    const guest = visitor(town.house);
    const back = await goAndReturn(guest);
    expect([back.status, back.location]).toEqual([303, '/akun']);
    expect((await guest.get('/akun')).body).toContain('Sari Contoh');
    provider.behaviour.claims = { sub: 'pegawai-1' };
    expect((await goAndReturn(visitor(town.house))).location).toBe('/akun');
  });

  it('refuses an address the provider has not verified and a person nobody has registered', async () => {
    for (const claims of [{ sub: 'lain-1', email: 'sari@contoh.go.id', email_verified: false }, { sub: 'lain-2', email: 'sari@contoh.go.id' }, { sub: 'lain-3', email: 'orang@contoh.go.id', email_verified: true }]) {
      provider.behaviour.claims = claims;
      const guest = visitor(town.house);
      expect((await goAndReturn(guest)).status).toBe(401);
      expect(guest.jar.has(session)).toBe(false);
    }
  });

  it.each(['nonce', 'audience', 'issuer', 'expired', 'key'] as const)('refuses a token with a wrong %s', async (fault) => {
    provider.behaviour.fault = fault;
    const guest = visitor(town.house);
    expect((await goAndReturn(guest)).status).toBe(401);
    expect(guest.jar.has(session)).toBe(false);
  });

  it('refuses another state, an answer without its cookie, somebody else’s answer and an answer given twice', async () => {
    const guest = visitor(town.house);
    expect((await goAndReturn(guest, (path) => path.replace(/state=[^&]+/, 'state=palsu'))).status).toBe(401);

    const sent = await guest.get('/masuk/sso');
    const back = provider.authorise(sent.location ?? '');
    expect((await visitor(town.house).get(back)).status).toBe(401);

    // Sign-in forgery: the attacker's own answer in the victim's browser, which has started a visit of its own.
    const victim = visitor(town.house);
    await victim.get('/masuk/sso');
    expect((await victim.get(back)).status).toBe(401);

    const honest = visitor(town.house);
    const path = provider.authorise((await honest.get('/masuk/sso')).location ?? '');
    const proof = honest.jar.get('__Host-uji') ?? '';
    expect((await honest.get(path)).status).toBe(303);
    honest.jar.set('__Host-uji', proof);
    honest.jar.delete(session);
    expect((await honest.get(path)).status).toBe(401);
  });

  it('says so when the provider is away, and asks again later', async () => {
    const away = await openTestHouse({ settings: { OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y' } });
    expect((await visitor(away.house).get('/masuk/sso')).status).toBe(503);
    await away.close();
  });
});
