import { readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createRequire } from 'node:module';
import type { z } from 'zod';
import { canonicalJson, sha256 } from '#kernel/digest';
import { Problem } from '#kernel/problem';
import { civilDate, formatDate } from '#kernel/time';
import type { Regency } from '#platform/regency';
import { library } from './engine.ts';
import { fontBytes, printableCodePoints } from './fonts.ts';
import { letterheadOf } from './letterhead.ts';
import { refusals } from './problems.ts';
import { qrSvg } from './qr.ts';
import { makePrintable } from './rules/printable.ts';
import { standardTemplates } from './standard.ts';
import type { Issue, Rendered, Template } from './template.ts';
import { openThreads } from './threads.ts';

export type Documents = ReturnType<typeof openDocuments>;

/** Opens the typesetter: templates in, archival PDF out. Threads start with the first document. */
export function openDocuments({ regency, demo, threads = Math.min(2, availableParallelism()) }: { regency: Regency; demo: boolean; threads?: number }) {
  const registered = new Map<string, Template>();
  const pool = openThreads(threads);
  // Reading nine fonts takes a moment; houses that print nothing should not wait for it.
  let covered: ReadonlySet<number> | undefined;
  let base: string | undefined;

  function register(...more: readonly Template[]): void {
    for (const template of more) {
      if (registered.has(template.id)) throw new Error(`The template ${template.id} was registered twice.`);
      registered.set(template.id, template);
    }
  }
  register(...standardTemplates);

  const hashOf = (template: Template) => sha256((base ??= baseHash()) + template.id + String(template.version) + template.source);

  /** Sets a document. Throws `documents/unprintable` (when asked to refuse) and `documents/too-long`; data that does not fit its schema is our own bug. */
  async function render<Data extends z.ZodType>(template: Template<Data>, data: z.input<Data>, issue: Issue): Promise<Rendered> {
    const parsed = template.data.parse(data);
    const locale = issue.locale ?? 'id';
    const { original, unprintable: _, ...rest } = issue;
    const meta = {
      ...rest, locale, title: template.title(parsed), author: regency.name,
      created: createdAt(issue.at, regency.zone), date: formatDate(civilDate(issue.at, regency.zone), locale), place: regency.seat.name,
      letterhead: letterheadOf(regency, issue.agency), demo, qr: issue.verify === undefined ? null : qrSvg(issue.verify),
    };
    const printable = makePrintable({ data: parsed as unknown, meta }, (covered ??= printableCodePoints()));
    if (issue.unprintable === 'refuse' && printable.replaced.length > 0) throw new Problem(refusals.unprintable, { facts: { characters: printable.replaced } });
    const result = await pool.typeset({
      source: template.source, input: JSON.stringify({ ...printable.data, original: original ?? null }), standard: original ? 'a-3b' : 'a-2b', createdAt: Math.floor(issue.at.epochMilliseconds / 1000),
    });
    if (!result.ok) {
      if (result.tooLong) throw new Problem(refusals.tooLong);
      throw new Error(`The template ${template.id} did not typeset: ${result.fault}`);
    }
    return { pdf: result.pdf, sha256: sha256(result.pdf), pages: result.pages, template: template.id, version: template.version, templateHash: hashOf(template), replaced: printable.replaced };
  }

  return {
    register,
    /** Every template, for previews and for the test that each one renders its example. */
    templates: (): readonly Template[] => [...registered.values()],
    render,
    /** Sets the registered template of this id with data that was stored; the schema of the template judges it. */
    async renderById(id: string, data: unknown, issue: Issue): Promise<Rendered> {
      const found = registered.get(id);
      if (!found) throw new Error(`The template ${id} was not registered.`);
      return render(found, data, issue);
    },
    hashOf,
    close: pool.close,
  };
}

/** Everything besides the template that decides how a page looks. */
function baseHash(): string {
  const typesetter = createRequire(import.meta.url)('@myriaddreamin/typst-ts-node-compiler/package.json') as { version: string };
  const parts = readdirSync(library).filter((name) => name.endsWith('.typ')).sort().map((name) => [name, sha256(readFileSync(library + name))]);
  return sha256(canonicalJson([typesetter.version, parts, fontBytes().map((bytes) => sha256(bytes))]));
}

function createdAt(at: Temporal.Instant, zone: string) {
  const { year, month, day, hour, minute, second } = at.toZonedDateTimeISO(zone);
  return { year, month, day, hour, minute, second };
}
