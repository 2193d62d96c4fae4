import type { Http } from '#platform/http';
import { Problem } from '#kernel/problem';
import { refusals } from '../problems.ts';
import type { Form, Registry } from '../registry.ts';
import { at, type Answers } from '../rules/answers.ts';
import type { Told } from '../island/form.ts';
import { bundleForm } from '../validator/bundle.ts';
import { pieceOf } from '../validator/part.ts';
import { fieldsOfPage } from './parts.ts';

/** The address of a page's script. It names form, page and content, so that any process can make it and browsers may keep it. */
export function scriptOf(form: Form, page: string): string {
  return `/assets/formulir/${form.id}.js?p=${encodeURIComponent(page)}&v=${form.hash.slice(0, 16)}`;
}

/** What the script is told beside the page: answers of other pages it looks at, today's dates, rates. */
export function toldTo(form: Form, page: string, answers: Answers, now: Temporal.Instant): Told {
  const fields = (fieldsOfPage(form.tree, page) ?? []).map((field) => field.name);
  const piece = pieceOf(form.document, fields);
  const given = form.given(now);
  return {
    fields, known: Object.fromEntries(piece.known.map((name) => [name, at(answers, name)])),
    dates: Object.fromEntries(piece.periods.map((period) => [period, given.dateOf(period)])),
    rates: Object.fromEntries(piece.rates.flatMap((name) => (given.rates[name] === undefined ? [] : [[name, given.rates[name]]]))),
  };
}

/** Serves the scripts; each is made once a process, when it is first asked for. */
export function mountScripts({ app }: Http, registry: Registry): void {
  const made = new Map<string, Promise<string>>();
  app.get('/assets/formulir/:service/:form', async (request, reply) => {
    const { service, form: name } = request.params as { service: string; form: string };
    const { p: page = '', v: mark = '' } = request.query as { p?: string; v?: string };
    const form = registry.find(`${service}/${name.replace(/\.js$/, '')}`);
    const fields = form && fieldsOfPage(form.tree, page);
    if (!form || !fields || mark !== form.hash.slice(0, 16)) throw new Problem(refusals.unknown);
    const key = `${form.hash}/${page}`;
    const script = made.get(key) ?? bundleForm(pieceOf(form.document, fields.map((field) => field.name)).document);
    made.set(key, script);
    script.catch(() => made.delete(key));
    return reply.type('text/javascript; charset=utf-8').header('Cache-Control', 'public, max-age=2592000, immutable').send(await script);
  });
}
