import { say } from '#kernel/manifest';
import type { Locale } from '#kernel/time';
import type { DefinitionBody, Party } from '../definition/schema.ts';
import { flowOrder, stepNumbers } from './order.ts';
import { budgetInWords } from './said.ts';

/** One row of the SOP-AP flow table (PermenPANRB 35/2012): activity, who does it, what is needed, how long, what comes out. */
export interface SopRow {
  readonly number: number;
  readonly state: string;
  readonly activity: string;
  readonly party: Party;
  /** What they do there. */
  readonly doers: readonly string[];
  readonly requirements: readonly string[];
  readonly time: string | undefined;
  readonly output: string | undefined;
  /** Ways on: the step's number in the picture, its words, the row it leads to. */
  readonly next: readonly { readonly number: number; readonly step: string; readonly row: number }[];
}

/** The SOP table of a procedure, drawn from what runs. */
export function sopRows(body: DefinitionBody, locale: Locale = 'id'): SopRow[] {
  const order = flowOrder(body);
  const numbers = stepNumbers(body);
  const rowOf = (state: string) => order.indexOf(state) + 1;
  return order.map((id, index) => {
    const state = body.states[id];
    const out = body.transitions.filter((transition) => transition.from.includes(id));
    const promises = [...(state?.tasks.map((task) => task.promise) ?? []), ...(state?.final ? [] : body.transitions.filter((transition) => transition.to === id).flatMap((transition) => transition.clock.start))].flatMap((name) => body.promises.find((promise) => promise.id === name) ?? []);
    return {
      number: index + 1, state: id, party: state?.holder ?? 'agency', activity: say(state?.name ?? { id }, locale),
      doers: [...new Set(state?.tasks.map((task) => say(task.name, locale)) ?? [])],
      requirements: [...new Set(out.flatMap((transition) => transition.documents))],
      time: promises.length === 0 ? undefined : [...new Set(promises.map((promise) => `${budgetInWords(promise.budget, locale)} (${say(promise.name, locale)})`))].join('; '),
      output: state?.output && say(state.output, locale),
      next: out.map((transition) => ({ number: numbers.get(transition) ?? 0, step: say(transition.name, locale), row: rowOf(transition.to) })),
    };
  });
}
