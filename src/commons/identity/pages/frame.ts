import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JSX } from 'preact';
import { Problem } from '#kernel/problem';
import { answer, type Http } from '#platform/http';
import type { FormState } from '#platform/ui';
import type { Cookies } from '../cookies.ts';
import type { IdentityDeps } from '../deps.ts';
import { deviceOf } from '../device.ts';
import type { Factors } from '../factors.ts';
import type { Oidc } from '../oidc.ts';
import type { Passkeys, Place } from '../passkeys.ts';
import type { Residents } from '../residents.ts';
import { lives } from '../rules/session-life.ts';
import type { SignedIn, Staff, Visit } from '../staff.ts';
import type { Throttle } from '../throttle.ts';
import type { Challenges } from '../challenges.ts';

/** What the pages of identity stand on. */
export interface PageDeps {
  readonly http: Http;
  readonly deps: IdentityDeps;
  readonly parts: { throttle: Throttle; challenges: Challenges; factors: Factors; residents: Residents; staff: Staff; passkeys: Passkeys; oidc: Oidc | undefined; cookies: Cookies };
  readonly isRecent: (request: FastifyRequest, minutes: number) => boolean;
}

export function visitOf(request: FastifyRequest): Visit {
  return { address: request.ip, device: deviceOf(request.headers['user-agent']), session: request.session, requestId: request.id };
}

/** The address in the visitor's browser; PUBLIC_URL where it is set, because behind a proxy the request knows only part of it. */
export function placeOf({ deps }: PageDeps, request: FastifyRequest): Place {
  const url = deps.settings.publicUrl ? new URL(deps.settings.publicUrl) : new URL(`${request.protocol}://${request.host}`);
  return { origin: url.origin, host: url.host };
}

/** Hands the new session to the browser and says where to go. */
export function welcome({ parts }: PageDeps, reply: FastifyReply, signedIn: SignedIn, next: string): string {
  parts.cookies.write(reply, 'session', signedIn.token, lives.staff.absolute * 3600);
  if (signedIn.stage === 'factor') return `/masuk/faktor?lanjut=${encodeURIComponent(next)}`;
  return signedIn.stage === 'enrol' ? '/akun' : next;
}

export interface GuardedForm {
  readonly path: string;
  /** Where to send a visitor who may not be here; nothing lets them in. */
  readonly guard?: (request: FastifyRequest) => string | undefined | Promise<string | undefined>;
  readonly view: (request: FastifyRequest, state: FormState) => Promise<JSX.Element> | JSX.Element;
  /** Returns where to go, or a page to show this once. A thrown Problem shows the form again. */
  readonly send: (request: FastifyRequest, reply: FastifyReply, values: Record<string, string>) => Promise<string | JSX.Element>;
}

/** A form page of identity: guarded, never cached, and able to set a cookie. */
export function mountGuardedForm({ http }: PageDeps, page: GuardedForm): void {
  http.app.get(page.path, async (request, reply) => {
    const elsewhere = await page.guard?.(request);
    if (elsewhere) return reply.redirect(elsewhere, 303);
    return answer(reply.header('Cache-Control', 'private, no-store'), await page.view(request, { values: textValues(request.query) }));
  });
  http.app.post(page.path, async (request, reply) => {
    const elsewhere = await page.guard?.(request);
    if (elsewhere) return reply.redirect(elsewhere, 303);
    const values = textValues(request.body);
    void reply.header('Cache-Control', 'private, no-store');
    try {
      const next = await page.send(request, reply, values);
      return typeof next === 'string' ? await reply.redirect(next, 303) : answer(reply, next);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const wait = error.facts['waitSeconds'];
      if (typeof wait === 'number') void reply.header('Retry-After', String(wait));
      return answer(reply, await page.view(request, { values, problem: error }), error.status);
    }
  });
}

export function textValues(source: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries((source ?? {}) as Record<string, unknown>).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
