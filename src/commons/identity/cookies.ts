import type { FastifyReply, FastifyRequest } from 'fastify';

/** `session`: who is signed in. `code`: the one-time code under way. `proof`: the passkey or sign-on challenge under way. */
export type CookieName = 'session' | 'code' | 'proof';

const names: Readonly<Record<CookieName, string>> = { session: 'sesi', code: 'kode', proof: 'uji' };

/**
 * Cookies no script can read and no other site can send along with a change. Under HTTPS they carry the `__Host-` prefix, so that neither a
 * neighbouring subdomain nor plain HTTP can plant one (RFC 6265bis §4.1.3).
 */
export interface Cookies {
  read(request: FastifyRequest, name: CookieName): string | undefined;
  write(reply: FastifyReply, name: CookieName, token: string, maxAgeSeconds?: number): void;
  clear(reply: FastifyReply, name: CookieName): void;
}

export function openCookies(publicUrl: string | undefined): Cookies {
  const secure = publicUrl?.startsWith('https://') ?? false;
  const full = (name: CookieName) => (secure ? `__Host-${names[name]}` : names[name]);
  const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  return {
    read: (request, name) => request.cookies[full(name)],
    write: (reply, name, token, maxAge) => { void reply.setCookie(full(name), token, maxAge === undefined ? attributes : { ...attributes, maxAge }); },
    clear: (reply, name) => { void reply.clearCookie(full(name), attributes); },
  };
}
