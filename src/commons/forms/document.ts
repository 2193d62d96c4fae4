import { z } from 'zod';
import type { Words } from '#kernel/manifest';

/**
 * A form as data: a JSON Schema 2020-12 of the answers and a small vocabulary of how they are asked. What a question looks like follows from its
 * schema (`format: nik`, `enum`, `$ref: serasan:address`, …; see the README), so that nothing is said twice.
 */
export interface FormDocument {
  /** Service and form: `saji-muba/penelitian`. */
  readonly id: string;
  /** Counts up with every change; answers keep the version they were given to. */
  readonly version: number;
  readonly title: Words;
  readonly lead?: Words | undefined;
  readonly schema: AnswerSchema;
  readonly steps: readonly FormStep[];
  readonly checks?: readonly Check[] | undefined;
}

export interface AnswerSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, PropertySchema>>;
  readonly required?: readonly string[] | undefined;
  readonly [keyword: string]: unknown;
}

/** A JSON Schema; only the keywords the kinds are read from are named. */
export interface PropertySchema {
  readonly type?: string | undefined;
  readonly format?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly $ref?: string | undefined;
  readonly items?: PropertySchema | undefined;
  readonly properties?: Readonly<Record<string, PropertySchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly readOnly?: boolean | undefined;
  readonly maxLength?: number | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly [keyword: string]: unknown;
}

/** Questions that belong together. Residents see one question a page unless `together`; desks see the whole form. */
export interface FormStep {
  readonly id: string;
  readonly title: Words;
  readonly lead?: Words | undefined;
  readonly when?: Logic | undefined;
  readonly together?: boolean | undefined;
  readonly questions: readonly Question[];
}

export interface Question {
  /** Property of the schema (inside a repeating group: of its rows). */
  readonly field: string;
  readonly label: Words;
  readonly hint?: Words | undefined;
  /** Asked only when this holds; otherwise its answer is cleared. */
  readonly when?: Logic | undefined;
  /** Words of the values of an `enum`. */
  readonly options?: Readonly<Record<string, Words>> | undefined;
  readonly optionHints?: Readonly<Record<string, Words>> | undefined;
  /** What the answer must be, when `pattern` refuses it. */
  readonly says?: Words | undefined;
  /** Closed expression whose whole-number result is the answer; nobody types it. */
  readonly compute?: Expression | undefined;
  /** What the regency may already know: `people/name`. Asked for only with consent. */
  readonly prefill?: string | undefined;
  /** File kind for a file question; declared in `#platform/files`. */
  readonly fileKind?: string | undefined;
  /** Questions of one row of a repeating group. */
  readonly questions?: readonly Question[] | undefined;
  /** What one row is called: "Anggota". */
  readonly row?: Words | undefined;
}

/** A rule across answers: wherever `when` holds, `must` has to hold, or `says` is shown at `at`. */
export interface Check {
  readonly at: string;
  readonly when?: Logic | undefined;
  readonly must: Logic;
  readonly says: Words;
}

export type Scalar = string | number | boolean;

/** `field`: an answer (`alamat.village` for a part). `row`: an answer of the same row. `count`: rows of a group. `today`: the date at the server's zone, moved by a period such as `-P17Y`. */
export type Operand = Scalar | { readonly field: string } | { readonly row: string } | { readonly count: string } | { readonly today: string };

/** The whole vocabulary of conditions; there are no scripts. */
export type Logic =
  | { readonly '=': readonly [Operand, Operand] } | { readonly '≠': readonly [Operand, Operand] } | { readonly '<': readonly [Operand, Operand] } | { readonly '≤': readonly [Operand, Operand] }
  | { readonly in: readonly [Operand, readonly Scalar[]] } | { readonly empty: Operand }
  | { readonly all: readonly Logic[] } | { readonly any: readonly Logic[] } | { readonly not: Logic };

/** The whole vocabulary of computed fees, exact to the last digit. `rate` names a figure of the dated reference data; `round`: to a unit (100: whole hundreds). */
export type Expression =
  | number | { readonly field: string } | { readonly row: string } | { readonly count: string } | { readonly rate: string }
  | { readonly '+': readonly Expression[] } | { readonly '-': readonly [Expression, Expression] } | { readonly '*': readonly Expression[] } | { readonly '/': readonly [Expression, Expression] }
  | { readonly min: readonly Expression[] } | { readonly max: readonly Expression[] }
  | { readonly if: readonly [Logic, Expression, Expression] } | { readonly match: readonly [Operand, Readonly<Record<string, Expression>>, Expression] }
  | { readonly sum: readonly [string, Expression] } | { readonly round: readonly [Expression, 'down' | 'up' | 'half-up', number] };

const words = z.strictObject({ id: z.string().min(1), en: z.string().min(1).optional() }) as unknown as z.ZodType<Words>;
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const reference = [z.strictObject({ field: z.string() }), z.strictObject({ row: z.string() }), z.strictObject({ count: z.string() })] as const;
const operand = z.union([scalar, ...reference, z.strictObject({ today: z.string().regex(/^([+-]?P(?=\d)(\d+Y)?(\d+M)?(\d+D)?)?$/) })]);
const pair = z.tuple([operand, operand]);
const logic: z.ZodType<Logic> = z.lazy(() => z.union([
  z.strictObject({ '=': pair }), z.strictObject({ '≠': pair }), z.strictObject({ '<': pair }), z.strictObject({ '≤': pair }),
  z.strictObject({ in: z.tuple([operand, z.array(scalar)]) }), z.strictObject({ empty: operand }),
  z.strictObject({ all: z.array(logic) }), z.strictObject({ any: z.array(logic) }), z.strictObject({ not: logic }),
]));
const expression: z.ZodType<Expression> = z.lazy(() => z.union([
  z.number(), ...reference, z.strictObject({ rate: z.string() }),
  z.strictObject({ '+': z.array(expression) }), z.strictObject({ '-': z.tuple([expression, expression]) }), z.strictObject({ '*': z.array(expression) }), z.strictObject({ '/': z.tuple([expression, expression]) }),
  z.strictObject({ min: z.array(expression).min(1) }), z.strictObject({ max: z.array(expression).min(1) }),
  z.strictObject({ if: z.tuple([logic, expression, expression]) }), z.strictObject({ match: z.tuple([operand, z.record(z.string(), expression), expression]) }),
  z.strictObject({ sum: z.tuple([z.string(), expression]) }), z.strictObject({ round: z.tuple([expression, z.enum(['down', 'up', 'half-up']), z.number().int().positive()]) }),
]));
const key = z.string().regex(/^[a-z][A-Za-z0-9_]*$/, 'Nama isian: huruf kecil di depan, lalu huruf, angka, garis bawah.');
const question: z.ZodType<Question> = z.lazy(() => z.strictObject({
  field: key, label: words, hint: words.optional(), when: logic.optional(), options: z.record(z.string(), words).optional(), optionHints: z.record(z.string(), words).optional(), says: words.optional(),
  compute: expression.optional(), prefill: z.string().optional(), fileKind: z.string().optional(), questions: z.array(question).optional(), row: words.optional(),
}));

/** The envelope of a form; the schema inside is judged by Ajv in strict mode. */
export const formDocument = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/), version: z.number().int().positive(), title: words, lead: words.optional(),
  schema: z.looseObject({ type: z.literal('object'), properties: z.record(key, z.looseObject({})), required: z.array(z.string()).optional() }),
  steps: z.array(z.strictObject({ id: z.string().regex(/^[a-z0-9-]+$/), title: words, lead: words.optional(), when: logic.optional(), together: z.boolean().optional(), questions: z.array(question).min(1) })).min(1),
  checks: z.array(z.strictObject({ at: z.string(), when: logic.optional(), must: logic, says: words })).optional(),
});
