import type { Actor } from '#kernel/actor';
import type { Words } from '#kernel/manifest';
import type { Form } from './registry.ts';
import type { Answer, Answers } from './rules/answers.ts';
import { isEmpty } from './rules/answers.ts';

/** A room that already knows something of the one who fills in. It reads with a purpose and logs the reading itself. */
export interface Prefill {
  /** `people/own-data`. Questions ask for `people/own-data:name`. */
  readonly id: string;
  /** Where the data lies, as the person knows it. */
  readonly source: Words;
  /** What the person agrees to; shown and recorded word for word. */
  readonly consent: Words;
  /** Does this actor have anything there? Without reading it. */
  readonly offers: (actor: Actor) => boolean | Promise<boolean>;
  /** Values by key, read only after consent. */
  readonly read: (actor: Actor) => Promise<Readonly<Record<string, Answer>>>;
}

export type Prefills = ReturnType<typeof openPrefills>;

/** Providers of known data. */
export function openPrefills() {
  const providers = new Map<string, Prefill>();

  function find(id: string): Prefill {
    const found = providers.get(id);
    if (!found) throw new Error(`The prefill provider ${id} was not declared.`);
    return found;
  }

  return {
    provide: (...more: readonly Prefill[]) => { for (const provider of more) providers.set(provider.id, provider); },
    find,

    /** The providers a form's questions name and which have something for this actor, each with the questions it would fill. */
    async offered(form: Form, actor: Actor): Promise<{ provider: Prefill; labels: readonly Words[] }[]> {
      const wanted = Map.groupBy(form.tree.fields.filter((field) => field.question.prefill !== undefined), (field) => providerOf(field.question.prefill ?? ''));
      const found: { provider: Prefill; labels: readonly Words[] }[] = [];
      for (const [id, fields] of wanted) {
        const provider = providers.get(id);
        if (provider && await provider.offers(actor)) found.push({ provider, labels: fields.map((field) => field.question.label) });
      }
      return found;
    },

    /** The answers with what the provider knew. What the person has answered already stays. */
    filled(form: Form, answers: Answers, provider: string, known: Readonly<Record<string, Answer>>): { answers: Answers; fields: string[] } {
      const fields = form.tree.fields.filter((field) => {
        const [id, key = ''] = (field.question.prefill ?? '').split(':');
        return id === provider && isEmpty(answers[field.name]) && !isEmpty(known[key]);
      });
      const more = Object.fromEntries(fields.map((field) => [field.name, known[(field.question.prefill ?? '').split(':')[1] ?? '']]));
      return { answers: { ...answers, ...more }, fields: fields.map((field) => field.name) };
    },
  };
}

function providerOf(prefill: string): string {
  return prefill.split(':')[0] ?? '';
}
