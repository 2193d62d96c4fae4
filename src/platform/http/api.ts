import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { Action, Perform } from '#platform/action';

/** An action offered to programs: its input schema is the body, its result the answer. */
export interface ActionRoute<Input extends z.ZodType, Result> {
  /** Begins with `/api/<service>/`. */
  readonly path: string;
  /** The service id: groups the routes of the API document. */
  readonly tag: string;
  readonly summary: string;
  readonly action: Action<Input, Result>;
  /** Shape of the answer, for the document and as a filter of what leaves. */
  readonly answer?: z.ZodType;
  /** Called by machines with their own proof of identity, never by a browser with a cookie. */
  readonly machine?: boolean;
}

/** Mounts `POST path` that performs the action as the request's actor. The route appears in the API document. */
export function mountAction<Input extends z.ZodType, Result>(app: FastifyInstance, perform: Perform, route: ActionRoute<Input, Result>): void {
  app.post(route.path, {
    config: { machine: route.machine ?? false },
    schema: { tags: [route.tag], summary: route.summary, body: route.action.input, ...(route.answer ? { response: { 200: route.answer } } : {}) },
  }, async (request, reply) => {
    const result = await perform(route.action, request.actor, request.body, { requestId: request.id });
    // Without a declared answer schema the result is written here, because Fastify's default writer knows no bigint.
    return route.answer ? reply.send(result) : reply.type('application/json; charset=utf-8').send(JSON.stringify(result ?? {}, bigintAsText));
  });
}

export function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
