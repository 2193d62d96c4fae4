import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { refusals as actionRefusals } from '#platform/action';
import { pageContext } from '#platform/http';
import { refusals } from '../problems.ts';

/** Visitors are asked to sign in and come back; officers of other posts are told. */
export function mayLook(request: FastifyRequest, reply: FastifyReply, permission: string): boolean {
  if (can(request.actor, permission)) return true;
  if (request.actor.kind !== 'anonymous') throw new Problem(actionRefusals.forbidden);
  void reply.redirect(`/masuk?lanjut=${encodeURIComponent(request.url)}`, 303);
  return false;
}

/** The id in the address, or the refusal that there is none such. */
export function idIn(request: FastifyRequest, name = 'visit'): string {
  const id = (request.params as Record<string, string>)[name] ?? '';
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Problem(refusals.noVisit);
  return id;
}

/** What a form sent, texts only; a field that came several times keeps all its values in `all`. */
export function valuesOf(source: unknown): { values: Record<string, string>; all: (name: string) => string[] } {
  const given = (source ?? {}) as Record<string, unknown>;
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    const text = Array.isArray(value) ? (value as unknown[]).at(-1) : value;
    if (typeof text === 'string') values[name] = text;
  }
  return { values, all: (name) => [given[name] ?? []].flat().filter((value) => typeof value === 'string') };
}

/** After a step: the part of the page for htmx, the page itself (by redirect) for plain browsers. */
export function isPartial(request: FastifyRequest): boolean {
  return pageContext(request).partial;
}
