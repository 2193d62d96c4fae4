import type { z } from 'zod';
import { can, type Actor } from '#kernel/actor';
import { Problem, problems, type ProblemSpec } from '#kernel/problem';
import { mapConstraints, type Database, type Work } from '#platform/database';

/** One thing an actor can do. Pages, chat, API and jobs all go through `perform`, so a rule holds on every channel. */
export interface Action<Input extends z.ZodType, Result> {
  /** `saroale/book`: service and verb. Also the audit verb. */
  readonly name: string;
  readonly input: Input;
  /** A permission, the word `anyone`, or a function of the actor and the parsed input for finer rules. */
  readonly allow: string | ((actor: Actor, input: z.output<Input>) => boolean);
  /** Names of violated constraints and the problem each one is. */
  readonly constraints?: Readonly<Record<string, ProblemSpec>>;
  /** Decides by rules, stores, emits, enqueues. Runs inside one transaction and may run again after a serialisation failure. */
  readonly run: (work: Work, input: z.output<Input>) => Promise<Result>;
}

/** Declares an action with full inference. */
export function action<Input extends z.ZodType, Result>(definition: Action<Input, Result>): Action<Input, Result> {
  return definition;
}

export type Perform = <Input extends z.ZodType, Result>(action: Action<Input, Result>, actor: Actor, raw: unknown, about?: { requestId?: string | undefined; occurredAt?: Temporal.Instant | undefined }) => Promise<Result>;

export const refusals = problems('action', {
  forbidden: { status: 403, title: 'Anda belum diberi wewenang', detail: 'Langkah ini memerlukan wewenang yang belum Anda miliki. Mintalah kepada kepala unit Anda, atau masuk dengan akun lain.' },
  invalid: { status: 422, title: 'Isian belum lengkap atau belum sesuai', detail: 'Periksa isian yang ditandai, perbaiki, lalu kirim lagi. Isian lain tetap tersimpan di layar.' },
});

/** The door every behaviour passes: parse, authorise, open the work, map constraints to problems. */
export function openPerform(database: Database): Perform {
  return async (definition, actor, raw, about = {}) => {
    const parsed = definition.input.safeParse(raw);
    if (!parsed.success) throw new Problem(refusals.invalid, { fields: fieldsAtFault(parsed.error) });
    if (!isAllowed(definition.allow, actor, parsed.data)) throw new Problem(refusals.forbidden, { facts: { action: definition.name } });
    return mapConstraints(definition.constraints ?? {}, () => database.write({ actor, action: definition.name, ...about }, (work) => definition.run(work, parsed.data)));
  };
}

function isAllowed<T>(allow: string | ((actor: Actor, input: T) => boolean), actor: Actor, input: T): boolean {
  if (typeof allow === 'function') return allow(actor, input);
  return allow === 'anyone' || can(actor, allow);
}

function fieldsAtFault(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join('.') || '_'] ??= issue.message;
  return fields;
}
