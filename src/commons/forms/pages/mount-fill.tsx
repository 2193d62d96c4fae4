import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem';
import { answer, readPosted, type Http } from '#platform/http';
import type { Received } from '#platform/files';
import type { FormState } from '#platform/ui';
import type { Draft } from '../drafts.ts';
import { refusals } from '../problems.ts';
import type { Answers } from '../rules/answers.ts';
import type { Typed } from '../rules/read.ts';
import { readTyped } from '../rules/read.ts';
import { withRows } from '../rules/rows.ts';
import { writeTyped } from '../rules/write.ts';
import { CheckPage, FillPage, type Filling } from './fill.tsx';
import { fileKindOf, received, type Arrivals } from './arrivals.ts';
import { baseOf, crumbsOf, formOf, noStore } from './mount-start.tsx';
import { belongsTo, isConditional, inLocale, partsOf, wholeKey, type FormPart } from './parts.ts';
import type { Offers } from './offers.tsx';
import type { FormRoom, PageDeps } from './rooms.ts';
import { scriptOf, toldTo } from './scripts.ts';

interface Step { readonly draft: Draft; readonly filling: Omit<Filling, 'state' | 'checked'>; readonly key: string; readonly request: FastifyRequest; readonly reply: FastifyReply }

/** Page by page: every post saves what can be read, then goes on, comes back with faults, or grows by a row. */
export function mountFill({ app }: Http, deps: PageDeps, room: FormRoom): void {
  const whole = room.kind === 'desk';

  app.get(`${room.path}/isi/:token`, (request, reply) => entering(request, reply, ({ draft, filling }) => reply.redirect(`${filling.base}/isi/${draft.token}/${firstOpen(draft)}`, 303)));
  app.get(`${room.path}/isi/:token/:page`, (request, reply) => entering(request, reply, (step) => (step.key === 'periksa' ? showCheck(step) : showPart(step, partFor(step)))));
  app.post(`${room.path}/isi/:token/:page`, (request, reply) => entering(request, reply, (step) => (step.key === 'periksa' ? send(step) : step.key === 'isikan' ? prefill(step) : store(step))));

  /** Opens the draft, moved to the newest form; one already sent leads to where its sender was led. */
  async function entering(request: FastifyRequest, reply: FastifyReply, go: (step: Step) => FastifyReply | Promise<FastifyReply>): Promise<FastifyReply> {
    formOf(deps, room, request);
    const { token = '', page = '' } = request.params as { token?: string; page?: string };
    noStore(reply);
    try {
      if (await deps.drafts.isOld(token)) await deps.perform(deps.actions.renew, request.actor, { token }, { requestId: request.id });
      const draft = await deps.drafts.open(token);
      const filling = { draft, base: baseOf(room, request), crumbs: crumbsOf(room, request), desk: whole, zone: deps.zone, places: deps.places };
      return await go({ draft, filling, key: page, request, reply });
    } catch (error) {
      if (error instanceof Problem && error.code === refusals.sent.code && typeof error.facts['next'] === 'string') return reply.redirect(error.facts['next'], 303);
      throw error;
    }
  }

  function firstOpen(draft: Draft): string {
    if (whole) return wholeKey;
    const { asked, faults } = draft.form.check(draft.answers, deps.now());
    const parts = partsOf(draft.form.tree, asked);
    return (parts.find((part) => Object.keys(faults).some((path) => belongsTo(path, part.fields)))?.key) ?? 'periksa';
  }

  function partFor({ draft, key }: Step, answers: Answers = draft.answers): { part: FormPart; number: number; total: number; previous: string | undefined; after: string } {
    const parts = partsOf(draft.form.tree, draft.form.check(answers, deps.now()).asked);
    if (key === wholeKey) return { part: { key: wholeKey, title: draft.form.document.title, fields: draft.form.tree.fields }, number: 1, total: 1, previous: undefined, after: 'periksa' };
    const index = parts.findIndex((part) => part.key === key);
    const part = parts[index];
    if (!part) throw new Problem(refusals.unknown);
    return { part, number: index + 1, total: parts.length, previous: parts[index - 1]?.key, after: parts[index + 1]?.key ?? 'periksa' };
  }

  async function showPart(step: Step, shown: ReturnType<typeof partFor>, given: { state?: FormState; answers?: Answers; followUp?: boolean; back?: boolean } = {}, status = 200): Promise<FastifyReply> {
    const { draft, filling, request, reply } = step;
    const answers = given.answers ?? draft.answers;
    const checked = draft.form.check(answers, deps.now());
    const state = given.state ?? { values: writeTyped(shown.part.fields, answers) };
    const offers = shown.number === 1 ? await offersFor(step) : undefined;
    const back = given.back ?? (request.query as { periksa?: string }).periksa === '1';
    return answer(reply, <FillPage {...filling} {...shown} checked={checked} state={state} back={back} followUp={given.followUp ?? false} offers={offers} script={{ src: scriptOf(draft.form, shown.part.key), told: JSON.stringify(toldTo(draft.form, shown.part.key, checked.answers, deps.now())) }} />, status);
  }

  async function offersFor({ draft, filling, request }: Step): Promise<Offers> {
    const used = await deps.drafts.prefilledBy(draft.id);
    const open = (await deps.prefills.offered(draft.form, request.actor)).filter(({ provider }) => !used.includes(provider.id));
    return { open, used: used.map((id) => deps.prefills.find(id).source), action: `${filling.base}/isi/${draft.token}/isikan` };
  }

  /** Reads what a provider knows only after the tick. */
  async function prefill({ draft, filling, request, reply }: Step): Promise<FastifyReply> {
    const typed = await readPosted(request, () => Promise.resolve());
    const offered = (await deps.prefills.offered(draft.form, request.actor)).find(({ provider }) => provider.id === typed['provider']);
    if (!offered) throw new Problem(refusals.unknown);
    const consent = typed[`consent-${offered.provider.id}`] === 'on';
    if (!consent) throw new Problem(refusals.declined);
    const known = await offered.provider.read(request.actor);
    await deps.perform(deps.actions.prefill, request.actor, { token: draft.token, provider: offered.provider.id, consent, known }, { requestId: request.id });
    return reply.redirect(`${filling.base}/isi/${draft.token}/${whole ? wholeKey : partsOf(draft.form.tree, draft.form.check(draft.answers, deps.now()).asked)[0]?.key ?? 'periksa'}`, 303);
  }

  async function store(step: Step): Promise<FastifyReply> {
    const { draft, filling, request, reply } = step;
    const arrivals: Arrivals = { files: [], faults: {} };
    const before = draft.form.check(draft.answers, deps.now());
    const typed = await readPosted(request, (file) => received(deps.files, file, fileKindOf(draft.form.tree, file.field), arrivals));
    const shown = partFor(step);
    const change = withRows(typed, typed['_do'] ?? '');
    const read = readTyped(shown.part.fields, change.typed, draft.answers);
    const cleared = Object.fromEntries(shown.part.fields.map((field) => [field.name, undefined]));
    const answers = await deps.perform(deps.actions.save, request.actor, { token: draft.token, answers: { ...draft.answers, ...cleared, ...read.answers }, received: arrivals.files.map(({ path, file }): { path: string; file: Received } => ({ path, file })) }, { requestId: request.id });
    const checked = draft.form.check(answers, deps.now());
    const back = typed['_back'] === 'periksa';
    const values: Typed = change.typed;
    if (change.changed) return showPart(step, shown, { state: { values }, answers, back });
    const own = Object.fromEntries(Object.entries(inLocale({ ...checked.faults, ...read.faults }, request.locale)).filter(([path]) => belongsTo(path, shown.part.fields)));
    const fields = { ...own, ...arrivals.faults };
    // Questions that have just come up are no fault of the one who answers.
    const isNew = (path: string) => [path, path.split('.')[0] ?? ''].some((place) => !before.asked.has(place) && isConditional(shown.part.fields, place));
    if (Object.keys(fields).length > 0 && Object.keys(fields).every(isNew)) return showPart(step, shown, { state: { values }, answers, followUp: true, back });
    if (Object.keys(fields).length > 0) return showPart(step, shown, { state: { values, problem: new Problem(refusals.invalid, { fields }) }, answers, back }, 422);
    return reply.redirect(`${filling.base}/isi/${draft.token}/${back ? 'periksa' : partFor(step, answers).after}`, 303);
  }

  function showCheck({ draft, filling, reply }: Step, state: FormState = { values: {} }, status = 200): FastifyReply {
    return answer(reply, <CheckPage {...filling} checked={draft.form.check(draft.answers, deps.now())} state={state} />, status);
  }

  async function send(step: Step): Promise<FastifyReply> {
    try {
      return await step.reply.redirect(await room.submit(step.request, step.draft.token), 303);
    } catch (error) {
      if (!(error instanceof Problem) || error.code === refusals.sent.code) throw error;
      return showCheck({ ...step, draft: await deps.drafts.open(step.draft.token) }, { values: {}, problem: error }, error.status);
    }
  }
}
