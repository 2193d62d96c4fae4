import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Problem } from '#kernel/problem';
import { say } from '#kernel/manifest';
import { refusals as actionRefusals } from '#platform/action';
import { answer, mountForm, type Http } from '#platform/http';
import { refusals } from '../problems.ts';
import type { Form } from '../registry.ts';
import { paperForm } from '#platform/documents';
import { fill } from '#platform/ui';
import { paperBlocks } from './paper.ts';
import type { FormRoom, PageDeps } from './rooms.ts';
import { ResumePage, StartPage } from './start.tsx';
import { words } from './words.ts';

/** The start of a form, its return by code, and its paper twin. */
export function mountStart({ app }: Http, deps: PageDeps, room: FormRoom): void {
  /** Codes have 60 bits; ten tries a quarter of an hour from one address leave no hope. */
  const tries = new RateLimiterMemory({ points: 10, duration: 900 });

  app.get(room.path, async (request, reply) => {
    const form = formOf(deps, room, request);
    noStore(reply);
    return answer(reply, <StartPage form={form} base={baseOf(room, request)} crumbs={crumbsOf(room, request)} desk={room.kind === 'desk'} asked={form.check({}, deps.now()).asked} />);
  });

  app.post(room.path, async (request, reply) => {
    const form = formOf(deps, room, request);
    const { token } = await deps.perform(deps.actions.begin, request.actor, { form: form.id }, { requestId: request.id });
    return reply.redirect(`${baseOf(room, request)}/isi/${token}`, 303);
  });

  mountForm(app, {
    path: `${room.path}/lanjut`,
    view: (request, state) => <ResumePage form={formOf(deps, room, request)} base={baseOf(room, request)} crumbs={crumbsOf(room, request)} state={state} />,
    async send(request, values) {
      formOf(deps, room, request);
      await tries.consume(request.ip).catch(() => { throw new Problem(refusals.tries); });
      const token = await deps.drafts.tokenOf(values['code'] ?? '');
      if (!token) throw new Problem(refusals.unknown, { fields: { code: say(words.codeUnknown, request.locale) } });
      return `${baseOf(room, request)}/isi/${token}`;
    },
  });

  app.get(`${room.path}/cetak`, async (request, reply) => {
    const form = formOf(deps, room, request);
    const { locale } = request;
    const paper = await deps.documents.render(paperForm, {
      heading: say(form.document.title, locale), subheading: fill(words.paperNumber, locale, { id: form.id, version: form.version }), help: fill(words.paperHow, locale), blocks: paperBlocks(form, locale), receivedBy: true,
    }, { at: deps.now(), locale, ...(room.agency ? { agency: room.agency } : {}) });
    return reply.type('application/pdf').header('Content-Disposition', `inline; filename="formulir-${form.id.replace('/', '-')}.pdf"`).send(Buffer.from(paper.pdf));
  });
}

/** The form of a request, for those who may fill it in. */
export function formOf(deps: PageDeps, room: FormRoom, request: FastifyRequest): Form {
  if (room.allow && !room.allow(request.actor)) throw new Problem(actionRefusals.forbidden);
  const id = typeof room.form === 'string' ? room.form : room.form(request);
  const form = id === undefined ? undefined : deps.registry.find(id);
  if (!form) throw new Problem(refusals.unknown);
  return form;
}

/** The room's address with the parameters of this request. */
export function baseOf(room: FormRoom, request: FastifyRequest): string {
  const parameters = request.params as Record<string, string>;
  return room.path.replace(/:(\w+)/g, (_hole, name: string) => encodeURIComponent(parameters[name] ?? ''));
}

export function crumbsOf(room: FormRoom, request: FastifyRequest): { href: string; name: string }[] {
  return [{ href: '/', name: 'Serasan' }, ...(room.crumbs ?? []).map((crumb) => ({ href: crumb.href, name: say(crumb.name, request.locale) }))];
}

/** Pages behind a secret link are kept by no cache. */
export function noStore(reply: FastifyReply): FastifyReply {
  return reply.header('Cache-Control', 'no-store');
}
