import type { Parameter } from '../fhir/definitions.ts';
import type { KeptType } from '../fhir/types.ts';

/** One condition of a search. Values are alternatives (comma); conditions of one query all hold (repeat). */
export type Clause =
  | { readonly kind: 'parameter'; readonly parameter: Parameter; readonly modifier: Modifier | undefined; readonly values: readonly string[] }
  /** `subject:Patient.name=…`: the referred resource must satisfy one of these, one per type it may have. */
  | { readonly kind: 'chain'; readonly parameter: Parameter; readonly through: readonly { readonly type: KeptType; readonly clause: Clause }[] }
  /** `_has:Observation:patient:code=…`: some resource of `type` refers here by `parameter` and satisfies the clause. */
  | { readonly kind: 'has'; readonly type: KeptType; readonly parameter: Parameter; readonly clause: Clause }
  | { readonly kind: 'id'; readonly values: readonly string[] }
  | { readonly kind: 'updated'; readonly values: readonly string[] }
  /** `:in` and `:not-in`, with the value set already expanded. */
  | { readonly kind: 'codes'; readonly parameter: Parameter; readonly negated: boolean; readonly codes: readonly { readonly system: string; readonly code: string }[] };

export type ModifierName = 'missing' | 'exact' | 'contains' | 'not' | 'text' | 'of-type' | 'in' | 'not-in' | 'identifier' | 'below' | 'type';
export type Modifier = { readonly name: Exclude<ModifierName, 'type'> } | { readonly name: 'type'; readonly type: KeptType };

export interface SortKey {
  readonly parameter: Parameter | '_id' | '_lastUpdated';
  readonly descending: boolean;
}

export interface Inclusion {
  readonly reverse: boolean;
  readonly iterate: boolean;
  /** The type that holds the reference. */
  readonly source: KeptType;
  /** `*` follows every reference. */
  readonly parameter: Parameter | '*';
  readonly target: string | undefined;
}

/** A search understood: nothing in it is unknown. */
export interface Query {
  readonly type: KeptType;
  readonly clauses: readonly Clause[];
  readonly sort: readonly SortKey[];
  readonly count: number;
  readonly inclusions: readonly Inclusion[];
  readonly total: 'none' | 'accurate';
  readonly summary: 'true' | 'text' | 'data' | 'count' | 'false';
  readonly elements: readonly string[];
  /** What was really applied, for `link.self`. */
  readonly applied: readonly (readonly [name: string, value: string])[];
  /** What was not known and, at the caller's wish, ignored. */
  readonly ignored: readonly string[];
}

/** Where the next page begins: sort values of the last row as text (null last) and its number. */
export interface Cursor {
  readonly values: readonly (string | null)[];
  readonly nr: string;
}
