import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { JSX } from 'preact';
import { Problem } from '#kernel/problem';
import type { FormState } from '#platform/ui';
import { answer } from './answer.ts';

/** A page with one form: shown with GET, sent with POST, shown again with its faults and the typed values when refused. */
export interface FormPage {
  readonly path: string;
  readonly view: (request: FastifyRequest, state: FormState) => Promise<JSX.Element> | JSX.Element;
  /** Calls the action; returns where to go next. A thrown Problem shows the form again. */
  readonly send: (request: FastifyRequest, values: Record<string, string>) => Promise<string>;
}

export function mountForm(app: FastifyInstance, page: FormPage): void {
  app.get(page.path, async (request, reply) => answer(reply, await page.view(request, { values: textValues(request.query) })));
  app.post(page.path, async (request, reply) => {
    const values = textValues(request.body);
    try {
      const next = await page.send(request, values);
      if (request.headers['hx-request']) return await reply.header('HX-Redirect', next).code(204).send();
      return await reply.redirect(next, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return answer(reply, await page.view(request, { values, problem: error }), error.status);
    }
  });
}

function textValues(source: unknown): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries((source ?? {}) as Record<string, unknown>)) if (typeof value === 'string') values[name] = value;
  return values;
}
