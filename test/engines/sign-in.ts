import { randomBytes } from 'node:crypto';
import { system } from '#kernel/actor';
import { storeAccount } from '../../src/commons/identity/accounts.ts';
import { startSession } from '../../src/commons/identity/sessions.ts';
import { demoPassword } from '#commons/identity';
import type { House } from '../../src/house.ts';

/** Signs a demonstration account in through the page, as a browser would. Returns the cookie header. Needs DEMO=on. */
export async function signInAs(house: House, username: string): Promise<string> {
  const answered = await house.http.app.inject({ method: 'POST', url: '/masuk', payload: new URLSearchParams({ username, password: demoPassword }).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  const cookie = answered.cookies.find((one) => one.name === 'sesi');
  if (!cookie) throw new Error(`${username} could not sign in: ${answered.statusCode}`);
  return `sesi=${cookie.value}`;
}

/** Makes an officer with one role and a session of their own, straight in the database. Returns the cookie header and the account. */
export async function signInWith(house: House, who: { role: string; agency: string }): Promise<{ cookie: string; account: string; token: string }> {
  const token = randomBytes(32).toString('base64url');
  const account = await house.database.write({ actor: system('test'), action: 'test/sign-in' }, async (work) => {
    const id = await storeAccount(work, { username: `uji-${randomBytes(6).toString('hex')}`, name: 'Petugas Uji', agency: who.agency });
    await house.access.storeGrant(work, { account: id, role: who.role, agency: who.agency, reason: 'untuk uji' });
    await startSession(work, { token, kind: 'staff', owner: id, stage: 'full', method: 'passkey', agency: who.agency, device: 'Uji' });
    return id;
  });
  return { cookie: `sesi=${token}`, account, token };
}

/** A new session for an officer whose last one ended. Returns the token. */
export async function signInAgain(house: House, who: { account: string; agency: string }): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await house.database.write({ actor: system('test'), action: 'test/sign-in' }, (work) => startSession(work, { token, kind: 'staff', owner: who.account, stage: 'full', method: 'passkey', agency: who.agency, device: 'Uji' }));
  return token;
}
