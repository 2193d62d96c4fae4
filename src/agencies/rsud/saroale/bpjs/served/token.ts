import { SignJWT, jwtVerify } from 'jose';
import { sameSecret } from '#kernel/digest';
import type { Clock } from '#kernel/time';

/** Tokens for Mobile JKN: signed, short-lived, compared in constant time. */
export interface Tokens {
  /** A token, or nothing for a wrong name or password. */
  issue(username: string, password: string): Promise<string | undefined>;
  /** Is the token ours, alive and this user's? */
  accepts(token: string, username: string): Promise<boolean>;
}

/** Opens the token office. `minutes` is at most 60, as BPJS demands. Without a password nobody gets a token. */
export function openTokens(deps: { clock: Clock; key: Uint8Array; username: string; password: string; minutes: number }): Tokens {
  const life = Math.min(60, deps.minutes) * 60;
  const nowSeconds = () => Math.floor(deps.clock.now().epochMilliseconds / 1000);
  return {
    async issue(username, password) {
      // Both are always compared, so that time does not tell which was wrong.
      const [name, secret] = [sameSecret(username, deps.username), sameSecret(password, deps.password)];
      if (!name || !secret || deps.password === '') return undefined;
      return new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setSubject(username).setAudience('mobile-jkn').setIssuedAt(nowSeconds()).setExpirationTime(nowSeconds() + life).sign(deps.key);
    },
    async accepts(token, username) {
      try {
        const { payload } = await jwtVerify(token, deps.key, { algorithms: ['HS256'], audience: 'mobile-jkn', currentDate: new Date(deps.clock.now().epochMilliseconds) });
        return sameSecret(payload.sub ?? '', username) && sameSecret(username, deps.username);
      } catch {
        return false;
      }
    },
  };
}
