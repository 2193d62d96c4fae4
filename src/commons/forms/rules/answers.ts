/** What was answered, as the form's schema describes it. */
export interface Answers { readonly [name: string]: Answer }
export type Answer = string | number | boolean | readonly string[] | readonly Answers[] | Answers | undefined;

/** The answer at `alamat.village`, `anggota.0.nama`. */
export function at(answers: Answers, path: string): Answer {
  let here: unknown = answers;
  for (const part of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, part)) return undefined;
    here = (here as Record<string, unknown>)[part];
  }
  return here as Answer;
}

/** Nothing, an empty text, an empty list, or an object of such. */
export function isEmpty(answer: Answer): boolean {
  if (answer === undefined || answer === null || answer === '') return true;
  if (Array.isArray(answer)) return answer.length === 0;
  return typeof answer === 'object' && Object.values(answer).every((part) => isEmpty(part as Answer));
}

/** An answer that is text or a number, as text; anything else is no text. */
export function textOf(answer: Answer): string {
  return typeof answer === 'string' ? answer : typeof answer === 'number' ? String(answer) : '';
}
