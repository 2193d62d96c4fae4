import type { FastifyInstance } from 'fastify';
import { Problem, problems } from '#kernel/problem';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Called by machines with their own proof of identity (signature, token), never by a browser with a cookie. */
    machine?: boolean;
  }
}

const refusals = problems('http', {
  foreignOrigin: { status: 403, title: 'Kiriman dari laman lain ditolak', detail: 'Buka laman ini langsung dari alamat resminya, lalu kirim lagi.' },
});

/**
 * Cross-site request forgery: every browser since 2020 says with `Sec-Fetch-Site` or `Origin` which site a POST comes from. A change asked by
 * another site is refused; together with SameSite cookies no token is needed and a form kept open for a day still works.
 */
export function refuseForeignOrigins(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS' || request.routeOptions.config.machine) return;
    const site = request.headers['sec-fetch-site'];
    if (site === 'same-origin' || site === 'none') return;
    const origin = request.headers.origin;
    if (site === undefined && (origin === undefined || sameHost(origin, request.host))) return;
    throw new Problem(refusals.foreignOrigin);
  });
}

function sameHost(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
