import type { DefinitionBody } from '../definition/schema.ts';

/** States in the order a reader meets them: forward along the steps, returns and endings where they belong, endings last. */
export function flowOrder(body: DefinitionBody): string[] {
  const next = (state: string) => [...new Set(body.transitions.filter((transition) => transition.from.includes(state) && transition.to !== state).map((transition) => transition.to))];
  const done: string[] = [];
  const seen = new Set<string>();
  // Depth first with the state behind its followers gives, reversed, every forward step downwards; what leads back is met already.
  const visit = (state: string) => {
    if (seen.has(state)) return;
    seen.add(state);
    for (const to of next(state).reverse()) visit(to);
    done.push(state);
  };
  visit(body.initial);
  const order = done.reverse();
  const final = (state: string) => body.states[state]?.final ?? false;
  return [...order.filter((state) => !final(state)), ...order.filter(final)];
}

/** Numbers of the steps, in the order a reader meets them: the picture and the table use the same. */
export function stepNumbers(body: DefinitionBody): Map<DefinitionBody['transitions'][number], number> {
  const numbers = new Map<DefinitionBody['transitions'][number], number>();
  for (const state of flowOrder(body)) for (const transition of body.transitions) if (transition.from.includes(state) && !numbers.has(transition)) numbers.set(transition, numbers.size + 1);
  return numbers;
}
