import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Files, Received } from '#platform/files';
import type { Drafts } from './drafts.ts';
import type { Prefills } from './prefill.ts';
import { refusals } from './problems.ts';
import type { Registry } from './registry.ts';
import type { Answer, Answers } from './rules/answers.ts';

const token = z.string().regex(/^[0-9A-Z]{32}$/, 'Tautan isian tidak lengkap.');

export type Actions = ReturnType<typeof openActions>;

/** What a person does with a form. Sending belongs to the service whose form it is. */
export function openActions({ registry, drafts, prefills, files }: { registry: Registry; drafts: Drafts; prefills: Prefills; files: Files }) {
  return {
    begin: action({
      name: 'forms/begin', allow: 'anyone', input: z.object({ form: z.string() }),
      run: (work, input) => drafts.begin(work, registry.form(input.form)),
    }),

    /** Stores the answers of a page together with the files that came with it: kept in the same transaction, or not at all. */
    save: action({
      name: 'forms/save', allow: 'anyone', input: z.object({ token, answers: z.custom<Answers>(), received: z.array(z.object({ path: z.string(), file: z.custom<Received>() })).default([]) }),
      async run(work, input) {
        const draft = await drafts.open(input.token, work);
        let answers = input.answers;
        for (const { path, file } of input.received) {
          const id = await files.keep(work, file, { subject: draft.id });
          answers = put(answers, path.split('.'), { id, name: file.name, type: file.type, size: file.size, ...(file.pages && file.pages > 1 ? { pages: file.pages } : {}), ...(file.faint ? { faint: true } : {}) });
        }
        await drafts.save(work, input.token, answers);
        return answers;
      },
    }),

    renew: action({ name: 'forms/renew', allow: 'anyone', input: z.object({ token }), run: (work, input) => drafts.renew(work, input.token) }),

    /** Fills in what a provider knew, because the person agreed to the words shown. */
    prefill: action({
      name: 'forms/prefill', allow: 'anyone', input: z.object({ token, provider: z.string(), consent: z.boolean(), known: z.custom<Answers>() }),
      async run(work, input) {
        if (!input.consent) throw new Problem(refusals.declined);
        const draft = await drafts.open(input.token, work);
        const { answers, fields } = prefills.filled(draft.form, draft.answers, input.provider, input.known);
        await drafts.save(work, input.token, answers);
        await drafts.notePrefill(work, draft.id, { provider: input.provider, fields, consent: prefills.find(input.provider).consent.id });
        return fields;
      },
    }),
  };
}

/** The answers with one value at a path; rows that are not there yet come into being. */
function put(answers: Answers, [head = '', ...rest]: readonly string[], value: Answer): Answers {
  if (rest.length === 0) return { ...answers, [head]: value };
  const [index = '0', ...inner] = rest;
  const rows = Array.isArray(answers[head]) ? [...answers[head] as readonly Answers[]] : [];
  rows[Number(index)] = put(rows[Number(index)] ?? {}, inner, value);
  return { ...answers, [head]: Array.from(rows, (row) => row ?? {}) };
}
