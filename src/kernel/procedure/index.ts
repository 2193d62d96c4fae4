import { Problem, problems } from '#kernel/problem';

/** One way out of a state. `within` is a promise in working minutes or days, kept as data for clocks and diagrams. */
export interface Transition<States extends string> {
  readonly to: States;
  /** Permission, or one of several, that may do it. */
  readonly by: string | readonly string[];
  readonly reason?: true;
  readonly within?: { readonly amount: number; readonly unit: 'minute' | 'working-minute' | 'working-day' | 'calendar-day' };
}

export type ProcedureTable<States extends string> = Readonly<Record<States, Readonly<Record<string, Transition<States>>>>>;

type VerbsOf<T> = { [S in keyof T]: keyof T[S] }[keyof T] & string;

export interface Procedure<States extends string, Verbs extends string> {
  readonly table: ProcedureTable<States>;
  readonly states: readonly States[];
  readonly final: readonly States[];
  /** The state after `verb`; a verb that is not possible now is a 409 problem that names what is. */
  next(from: States, verb: Verbs): States;
  verbs(from: States): readonly Verbs[];
  transition(from: States, verb: Verbs): Transition<States> | undefined;
}

const refusals = problems('procedure', {
  notNow: { status: 409, title: 'Langkah ini belum bisa dilakukan', detail: 'Keadaan sudah berubah. Muat ulang halaman, lalu pilih langkah yang tersedia.' },
});

/** A typed table of states and verbs. Buttons, permissions, clocks, diagrams and property tests are drawn from it. A state without verbs is final. */
export function procedure<const T extends Record<string, Record<string, { to: Extract<keyof T, string>; by: string | readonly string[]; reason?: true; within?: { amount: number; unit: 'minute' | 'working-minute' | 'working-day' | 'calendar-day' } }>>>(table: T): Procedure<Extract<keyof T, string>, VerbsOf<T>> {
  type States = Extract<keyof T, string>;
  type Verbs = VerbsOf<T>;
  const rows = table as unknown as ProcedureTable<States>;
  const states = Object.keys(table) as States[];
  const verbs = (from: States) => Object.keys(rows[from]) as unknown as Verbs[];
  return {
    table: rows,
    states,
    final: states.filter((state) => verbs(state).length === 0),
    verbs,
    transition: (from, verb) => rows[from][verb],
    next(from, verb) {
      const found = rows[from][verb];
      if (!found) throw new Problem(refusals.notNow, { facts: { state: from, possible: verbs(from) } });
      return found.to;
    },
  };
}
