import { z } from 'zod';

const words = z.strictObject({ id: z.string().min(1), en: z.string().min(1).optional() }).transform((value): { id: string; en?: string } => (value.en === undefined ? { id: value.id } : { id: value.id, en: value.en }));
const name = z.string().regex(/^[a-z][a-z0-9_-]*$/, 'huruf kecil, angka, garis bawah dan tanda hubung');
const permission = z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$|^@[a-z-]+$/, 'wewenang layanan/verba, atau hubungan dengan perkara seperti @applicant');

/** Who holds a case; exactly one at any instant. Only time in the hands of those a promise counts is consumed. */
const parties = ['agency', 'recommender', 'applicant', 'bank', 'national_system', 'force_majeure'] as const;
const party = z.enum(parties);
export type Party = z.infer<typeof party>;

const factValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
export type FactValue = z.infer<typeof factValue>;
export type Facts = Readonly<Record<string, FactValue>>;

/** The closed vocabulary of conditions over facts; `named` asks a pure function of the service. */
export type Guard =
  | { readonly op: '=' | '≠'; readonly fact: string; readonly value: FactValue }
  | { readonly op: '<' | '≤'; readonly fact: string; readonly value: number | string }
  | { readonly op: 'in'; readonly fact: string; readonly values: readonly (string | number)[] }
  | { readonly op: 'empty'; readonly fact: string }
  | { readonly op: 'all' | 'any'; readonly of: readonly Guard[] }
  | { readonly op: 'not'; readonly of: Guard }
  | { readonly op: 'named'; readonly guard: string };
const guard: z.ZodType<Guard> = z.lazy(() => z.discriminatedUnion('op', [
  z.strictObject({ op: z.enum(['=', '≠']), fact: z.string(), value: factValue }),
  z.strictObject({ op: z.enum(['<', '≤']), fact: z.string(), value: z.union([z.number(), z.string()]) }),
  z.strictObject({ op: z.literal('in'), fact: z.string(), values: z.array(z.union([z.string(), z.number()])).min(1) }),
  z.strictObject({ op: z.literal('empty'), fact: z.string() }),
  z.strictObject({ op: z.enum(['all', 'any']), of: z.array(guard).min(1) }),
  z.strictObject({ op: z.literal('not'), of: guard }),
  z.strictObject({ op: z.literal('named'), guard: name }),
]));

const budget = z.strictObject({ amount: z.int().positive(), unit: z.enum(['working_day', 'working_minute', 'calendar_day']) });
export type Budget = z.infer<typeof budget>;

/** Text given in the procedure, or read from a fact of the case. */
const place = z.union([z.string().min(1), z.strictObject({ fact: z.string() })]);

const task = z.strictObject({
  kind: name, name: words,
  by: z.array(permission).min(1),
  agency: place.optional(), position: place.optional(), account: place.optional(),
  /** One branch for each text of a list fact; a branch of a task with `to: 'agency'` or `'position'` waits for that agency or position. */
  each: z.strictObject({ fact: z.string(), to: z.enum(['agency', 'position', 'account', 'none']).default('none'), order: z.enum(['together', 'sequence']).default('together') }).optional(),
  /** Promise that starts when the task opens and stops when it is done. */
  promise: name.optional(),
});
export type TaskSpec = z.infer<typeof task>;

const state = z.strictObject({
  name: words,
  final: z.boolean().default(false),
  /** Whose time passes while the case is here. */
  holder: party.default('agency'),
  tasks: z.array(task).default([]),
  /** What the state hands on: the output column of the SOP. */
  output: words.optional(),
});
export type StateSpec = z.infer<typeof state>;

const transition = z.strictObject({
  action: name, name: words,
  from: z.union([name, z.array(name).min(1)]).transform((value) => (typeof value === 'string' ? [value] : value)),
  to: name,
  /** Any of these permissions, or `@relation` (applicant, proxy, bank …) that the service vouches for in the command. */
  by: z.array(permission).min(1),
  /** Every one must hold; `else` says what to do when it does not. */
  guards: z.array(z.strictObject({ when: guard, else: words })).default([]),
  /** Actions whose doer may not do this one too: a signer is not the verifier. */
  apartFrom: z.array(name).default([]),
  /** Kinds of documents that must be on file or come with the command. */
  documents: z.array(name).default([]),
  reason: z.enum(['none', 'optional', 'required']).default('none'),
  reasons: z.array(z.strictObject({ id: name, name: words })).default([]),
  /** Names of what the service does in the same transaction: number, letter, message, bill. */
  effects: z.array(name).default([]),
  /** The task kind this action finishes; with `join` the case moves on only when the last branch is done. */
  completes: name.optional(),
  join: z.boolean().default(false),
  clock: z.strictObject({ start: z.array(name).default([]), stop: z.array(name).default([]), returns: z.boolean().default(false), attempt: z.boolean().default(false) }).prefault({}),
});
export type TransitionSpec = z.infer<typeof transition>;

const promise = z.strictObject({
  id: name, name: words, budget,
  calendar: name.default('office'),
  counts: z.array(party).min(1).default(['agency']),
  /** Percent of the budget at which people are told, in working time. */
  warnAt: z.array(z.int().min(1).max(300)).default([50, 80, 100]),
});
export type PromiseSpec = z.infer<typeof promise>;

const pause = z.strictObject({ id: name, name: words, party, by: z.array(permission).min(1) });
export type PauseSpec = z.infer<typeof pause>;

/** A procedure as data: everything the engine, the SOP on the wall, the diagram and the tests need to know. */
export const definitionSchema = z.strictObject({
  id: name, service: z.string().regex(/^[a-z][a-z0-9-]*$/), name: words,
  /** Regulation or decree this follows, for the SOP's head. */
  basis: z.array(z.string()).default([]),
  initial: name,
  /** Promises that begin with the case itself. */
  starts: z.array(name).default([]),
  states: z.record(name, state),
  transitions: z.array(transition),
  promises: z.array(promise).default([]),
  /** The closed list of reasons for which somebody else's time may pass. Shown to the applicant. */
  pauses: z.array(pause).default([]),
  guards: z.array(name).default([]).describe('Named guards the service supplies.'),
});
/** As a service writes it. */
export type DefinitionInput = z.input<typeof definitionSchema>;
export type DefinitionBody = z.output<typeof definitionSchema>;
