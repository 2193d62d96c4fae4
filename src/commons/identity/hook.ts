import type { FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor';
import { maskPhone } from '#kernel/phone';
import type { Http } from '#platform/http';
import type { Cookies } from './cookies.ts';
import type { IdentityDeps } from './deps.ts';
import { findSession, touchSession, type Session } from './sessions.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The living session of the visitor, if any; also one that still waits for its second factor. */
    session: Session | undefined;
  }
}

/** Says before every handler who is there: reads the session and its permissions of this moment. */
export function mountHook(http: Http, deps: IdentityDeps, cookies: Cookies): void {
  http.app.decorateRequest('session', undefined);
  http.app.addHook('onRequest', async (request, reply) => {
    if (isForNobody(request)) return;
    const token = cookies.read(request, 'session');
    if (!token) return;
    const session = await findSession(deps.database, token);
    if (!session) {
      cookies.clear(reply, 'session');
      return;
    }
    request.session = session;
    // A page made for one person must not come out of a shared browser's cache for the next.
    void reply.header('Cache-Control', 'private, no-store');
    const actor = await actorOfSession(deps, session);
    if (actor) request.actor = actor;
    await touchSession(deps.database, session);
  });
}

/** Whom a session speaks for; nobody while the second factor is awaited. */
async function actorOfSession({ vault, access }: Pick<IdentityDeps, 'vault' | 'access'>, session: Session): Promise<Actor | undefined> {
  if (session.kind === 'resident') {
    return { kind: 'resident', id: session.owner, name: maskPhone(vault.open(session.sealedPhone ?? '', `identity/resident/${session.owner}`)), permissions: new Set(), channel: 'web' };
  }
  if (session.stage === 'factor') return undefined;
  const permissions = session.stage === 'full' && session.agency ? await access.permissionsFor(session.owner, session.agency) : new Set<string>();
  return { kind: 'staff', id: session.owner, name: session.name ?? '', permissions, agency: session.agency, channel: 'web' };
}

function isForNobody(request: FastifyRequest): boolean {
  return request.url.startsWith('/assets/') || request.routeOptions.config.machine === true || ['/sehat', '/siap', '/metrik'].includes(request.url);
}
