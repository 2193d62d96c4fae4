import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { refusals } from '#platform/action';

/** Visitors are asked to sign in and come back; officers of other posts are told. */
export function mayOpen(request: FastifyRequest, reply: FastifyReply, permission: string): boolean {
  if (can(request.actor, permission)) return true;
  if (request.actor.kind !== 'anonymous') throw new Problem(refusals.forbidden);
  void reply.redirect(`/masuk?lanjut=${encodeURIComponent(request.url)}`, 303);
  return false;
}
