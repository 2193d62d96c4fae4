import { Problem } from '#kernel/problem';
import { ownWords, words, type Refusal } from '../rules/refusals.ts';
import type { Raw } from '../rules/shape.ts';

/** What a served service answers: a response, or a refusal in BPJS's words. */
export type Answer = { readonly response?: unknown; readonly message?: string } | Refusal;

/** One of the services Mobile JKN calls. */
export type ServedService = (body: Raw, requestId: string) => Promise<Answer>;

/** The envelope: `response` when there is one, then `metadata` in small letters. */
export function envelope(answer: Answer): { code: number; body: Record<string, unknown> } {
  if ('code' in answer) return { code: answer.code, body: { metadata: { message: answer.message, code: answer.code } } };
  return { code: 200, body: { ...(answer.response === undefined ? {} : { response: answer.response }), metadata: { message: answer.message ?? 'Ok', code: 200 } } };
}

/** Runs an action and puts its refusal into words Mobile JKN knows; those without such words are said in ours. Our own faults pass on. */
export async function inWords(step: () => Promise<Answer>, known: Readonly<Record<string, Refusal>> = {}): Promise<Answer> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return known[error.code] ?? common[error.code] ?? { code: 201, message: `${error.title}. ${error.detail}` };
  }
}

const common: Readonly<Record<string, Refusal>> = {
  'saroale/past': words.datePast, 'saroale/no-booking': words.noQueue, 'saroale/already-over': words.cancelledTwice, 'saroale/already-served': words.served,
  'saroale/reference-used': ownWords.referenceUsed, 'booking/reference-used': ownWords.referenceUsed, 'saroale/twice-a-day': words.twice, 'booking/already-booked': words.twice,
};
