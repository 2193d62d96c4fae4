import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JSX } from 'preact';
import type { Actor } from '#kernel/actor';
import type { Locale } from '#kernel/time';
import { renderDocument, type Frame } from '#platform/ui';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by identity before any handler runs. */
    actor: Actor;
    locale: Locale;
    /** What surrounds a page of this request. */
    frame(): Frame;
  }
}

/** What a page needs to know about who looks at it. */
export interface PageContext {
  readonly actor: Actor;
  readonly locale: Locale;
  readonly requestId: string;
  /** Only the fragment is wanted (htmx). */
  readonly partial: boolean;
}

export function pageContext(request: FastifyRequest): PageContext {
  return { actor: request.actor, locale: request.locale, requestId: request.id, partial: request.headers['hx-request-type'] === 'partial' };
}

/** Sends a rendered page in the frame of its request. */
export function answer(reply: FastifyReply, page: JSX.Element, status = 200): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(renderDocument(page, reply.request.frame()));
}

/** Does the client prefer a page to JSON? */
export function wantsPage(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('text/html');
}
