import { shorten } from '../text/shorten.ts';
import { fitId } from '../text/token.ts';
import type { Choice } from '../types.ts';

/** A choice cut to what one row of a channel can show. */
export interface Row { readonly id: string; readonly title: string; readonly description?: string }

/** The page of a list that fits: `perPage` rows, the last of them "Lainnya…" when more follow. */
export function pageOf(choices: readonly Choice[], page: number, perPage: number, listId: string): readonly Choice[] {
  if (choices.length <= perPage) return choices;
  const onPage = perPage - 1;
  const start = page * onPage;
  const rest = choices.length - start;
  if (rest <= perPage) return choices.slice(start);
  return [...choices.slice(start, start + onPage), { id: `more|${listId}|${page + 1}`, title: 'Lainnya…' }];
}

/** Cuts a choice to the limits; a title that lost letters is written whole in the description. */
export function fitRow(choice: Choice, limits: { title: number; description: number; idBytes: number }): Row {
  const title = shorten(choice.title, limits.title);
  const whole = title === choice.title ? choice.description : [choice.title, choice.description].filter(Boolean).join(' · ');
  return { id: fitId(choice.id, limits.idBytes), title, ...(whole ? { description: shorten(whole, limits.description) } : {}) };
}
