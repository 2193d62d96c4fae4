import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { sha256 } from '#kernel/digest';
import { renderDocument } from '#platform/ui';

/** Seconds a public page may be shown again without asking. */
const freshFor = 30;

/**
 * Sends a public page with a validator: whoever has it already gets 304 and no body. A signed-in visitor's page carries their name, so it is theirs alone.
 * The validator is weak because the body may be compressed on its way.
 */
export function answerPublic(reply: FastifyReply, page: JSX.Element): FastifyReply {
  const { request } = reply;
  const html = renderDocument(page, request.frame());
  const tag = `W/"${sha256(html).slice(0, 32)}"`;
  const shared = request.actor.kind === 'anonymous';
  void reply.header('ETag', tag).header('Vary', 'Cookie, Accept-Encoding').header('Cache-Control', shared ? `public, max-age=${freshFor}` : 'private, no-cache');
  if (request.headers['if-none-match']?.split(',').some((one) => one.trim() === tag)) return reply.code(304).send();
  return reply.code(200).type('text/html; charset=utf-8').send(html);
}
