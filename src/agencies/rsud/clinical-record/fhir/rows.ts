/** What one resource says to the index tables. */
export interface IndexRows {
  readonly token: { param: string; system: string; code: string }[];
  readonly string: { param: string; folded: string; exact: string }[];
  readonly date: { param: string; lo: string; hi: string }[];
  readonly quantity: QuantityRow[];
  readonly reference: { param: string; target_type: string; target_id: string }[];
  readonly composite: CompositeRow[];
  /** Ids of the patients whose record it belongs to. */
  readonly patients: string[];
  readonly labels: string[];
}

export interface Measured {
  lo: number;
  hi: number;
  base_unit: string | null;
  base_lo: number | null;
  base_hi: number | null;
}

export interface QuantityRow extends Measured {
  param: string;
  ordinal: number;
  system: string;
  code: string;
  unit: string;
}

export interface CompositeRow {
  param: string;
  ordinal: number;
  system: string;
  code: string;
  value_system: string;
  value_code: string;
  folded: string | null;
  lo: number | null;
  hi: number | null;
  base_unit: string | null;
  base_lo: number | null;
  base_hi: number | null;
  date_lo: string | null;
  date_hi: string | null;
}

/** The system of a bare `code` element: fixed by the element itself, so any system asked for fits. */
export const impliedSystem = '*';

/** The farthest number either way, for one-sided quantities (`< 5`). */
export const farthest = 1e300;
